// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "http/message.hpp"
#include "http/origin.hpp"
#include "record/shelf.hpp"
#include "transport/transport.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>

namespace coax::record {

/// Takes what must not be written out of a text.
using cleaner = std::function<void(std::string&)>;

/// Records exchanges into a folder, or answers requests from one. Safe from any thread.
class tape {
public:
    /// Reads every recording at once. Throws `coax::error`, `errc::recording_failed`.
    static std::unique_ptr<tape> to_play(std::filesystem::path const& folder);
    /// Makes the folder; goes on after the recordings that are there. Throws likewise.
    static std::unique_ptr<tape> to_record(std::filesystem::path const& folder);

    [[nodiscard]] bool plays() const noexcept { return plays_; }

    /// Throws `coax::error`, `errc::recording_failed`, where no recording answers.
    transport::exchange play(http::origin const& where, http::request const& what, cleaner const& clean);

    /// An exchange that is read like `live` and writes its file when its body is over, or when it is given up.
    transport::exchange record(
        http::origin const& where, http::request const& what, cleaner clean, transport::exchange live);

private:
    tape(std::filesystem::path folder, bool plays) : folder_(std::move(folder)), plays_(plays) { }

    std::filesystem::path folder_;
    bool plays_;
    std::mutex lock_;
    shelf shelf_;
    std::size_t next_ = 1;
};

/// From the client's options; null where both are empty. Throws `coax::error`: `errc::invalid_option` where both are
/// given, `errc::recording_failed`.
std::unique_ptr<tape> open_tape(std::string const& record, std::string const& replay);

} // namespace coax::record
