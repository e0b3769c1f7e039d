// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace coax::cli {

/// The bytes of a file, or of the standard input for "-". A pipe is awaited; a regular file is read as it is asked for.
class byte_source {
public:
    /// Throws `usage_error` where the file cannot be opened.
    byte_source(boost::asio::any_io_executor executor, std::string const& path);
    ~byte_source();
    byte_source(byte_source const&) = delete;
    byte_source& operator=(byte_source const&) = delete;

    /// The next bytes, valid until the next call; "" at the end. Throws `std::runtime_error` where they cannot be read.
    boost::asio::awaitable<std::string_view> read();
    /// Ends a `read` that waits; it returns "".
    void cancel();

    /// Lines of a regular file from here on, which are counted without reading it up; empty for a pipe.
    [[nodiscard]] std::optional<std::size_t> count_lines() const;

private:
    std::string path_;
    int file_ = -1; ///< of a regular file, which Asio cannot wait for
    std::optional<boost::asio::posix::stream_descriptor> pipe_;
    std::vector<char> buffer_;
};

} // namespace coax::cli
