// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/http_transport.hpp>

#include <cstddef>
#include <filesystem>
#include <memory>
#include <mutex>

namespace coax::record {

/// Writes each exchange of another transport into a folder, one file each, without the request's secrets. A file is
/// written when its body has ended, or when its exchange is destroyed before that.
class recording_transport final : public http_transport {
public:
    /// Makes the folder; the numbers of its files continue after those that are there. Throws `coax::error`,
    /// `errc::recording_failed`.
    recording_transport(std::shared_ptr<http_transport> recorded, std::filesystem::path folder);

    boost::asio::awaitable<std::unique_ptr<http_exchange>> send(http_request const& request) override;

private:
    std::shared_ptr<http_transport> recorded_;
    std::filesystem::path folder_;
    std::mutex mutex_;
    std::size_t next_ = 1; // the number of a file
};

} // namespace coax::record
