// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/credential.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <cstdint>
#include <memory>

namespace coax::credentials {

/// A credential and its number, by which it can be refused.
class numbered_credential {
public:
    numbered_credential() = default;
    numbered_credential(coax::credential found, std::uint64_t number) : credential_(std::move(found)), number_(number)
    {
    }
    [[nodiscard]] coax::credential const& credential() const noexcept { return credential_; }
    [[nodiscard]] std::uint64_t number() const noexcept { return number_; }

private:
    coax::credential credential_;
    std::uint64_t number_ = 0;
};

/// The credential that all calls of a client use. Awaits what `schedule` decides: one refresh at a time, whose outcome
/// all who wait for it share. Safe to use from any thread.
class shared_credential {
public:
    using clock_function = credential::time_point (*)();

    struct settings {
        std::chrono::milliseconds refresh_before{};
        std::chrono::milliseconds refresh_limit{}; ///< of one refresh; then it has failed
        clock_function now = &std::chrono::system_clock::now;
    };

    /// A refresh runs on `refresh_on`, in a strand of its own.
    shared_credential(boost::asio::any_io_executor refresh_on, credential_source source,
        std::shared_ptr<http_transport> requests_by, settings chosen);
    /// Cancels a refresh that is under way.
    ~shared_credential();
    shared_credential(shared_credential const&) = delete;
    shared_credential& operator=(shared_credential const&) = delete;

    /// The current credential, or a fresh one where there is none, it has expired, or it is the one with the number
    /// `rejected` (0 for none). Throws `coax::error`: credential_failed, with `retry_after`; timed_out at the deadline.
    /// Terminal, partial and total cancellation throw operation_aborted; a refresh goes on as long as somebody waits.
    [[nodiscard]] boost::asio::awaitable<numbered_credential> get(
        std::uint64_t rejected, std::chrono::steady_clock::time_point deadline);

private:
    class impl;
    std::shared_ptr<impl> impl_;
};

} // namespace coax::credentials
