// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>

#include <sys/types.h>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace coax::credentials {

/// A program that runs, in a process group of its own, and whose standard output is read. It inherits the standard
/// error and no other descriptor. Destroying it kills the group.
class process {
public:
    /// `arguments[0]` is a path, or a name in PATH. `variable` ("NAME=value") is added to the environment. Throws
    /// `boost::system::system_error`.
    process(boost::asio::any_io_executor const& on, std::vector<std::string> const& arguments, std::string variable);
    ~process();
    process(process const&) = delete;
    process& operator=(process const&) = delete;

    /// All that it writes, `most` bytes at most, until it closes its output.
    boost::asio::awaitable<std::string> read_all(std::size_t most);
    /// Its exit status as `waitpid` has it; nothing where another part of the program has taken it (SIGCHLD is
    /// ignored).
    boost::asio::awaitable<std::optional<int>> wait();
    /// May be called while a read is pending, which then ends.
    void kill() noexcept;

private:
    bool reap(int flags) noexcept;

    boost::asio::posix::stream_descriptor output_;
    pid_t id_ = -1;
    std::optional<int> status_;
    bool ended_ = false;
};

} // namespace coax::credentials
