// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "record/cassette.hpp"

#include <coax/http_transport.hpp>

#include <filesystem>
#include <memory>
#include <mutex>

namespace coax::record {

/// Answers requests from a folder that `recording_transport` has written, in the recorded pieces.
class replaying_transport final : public http_transport {
public:
    /// Reads every recording at once. Throws `coax::error`, `errc::recording_failed`.
    explicit replaying_transport(std::filesystem::path const& folder);

    /// Throws `coax::error`, `errc::recording_failed`, if no recording has this request.
    boost::asio::awaitable<std::unique_ptr<http_exchange>> send(http_request const& request) override;

private:
    std::mutex mutex_;
    cassette cassette_;
};

} // namespace coax::record
