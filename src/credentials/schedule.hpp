// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/credential.hpp>
#include <coax/failure.hpp>

#include <chrono>
#include <cstdint>
#include <optional>

namespace coax::credentials {

/// Decides when a credential is used, refreshed, or refused, without I/O and without a clock.
class schedule {
public:
    using time_point = credential::time_point;

    enum class step : std::uint8_t {
        use, ///< the current credential
        use_and_refresh, ///< the current one, which is about to expire; a refresh begins beside it
        refresh, ///< there is none that is valid: a refresh begins, and is waited for
        wait, ///< for the refresh that is under way
        refuse, ///< the last refresh failed, and it is too early for the next
    };

    /// A credential is refreshed this long before it expires, or when half of the time is over that it had left when it
    /// was received: the later of the two. So a source that gives the same one again is not asked for each call.
    explicit schedule(std::chrono::milliseconds refresh_before) noexcept : refresh_before_(refresh_before) { }

    /// For a call that needs a credential. `rejected` is the number of the one that the service has refused; 0 for
    /// none. After `use_and_refresh` and `refresh` a refresh is under way.
    step next(time_point now, std::uint64_t rejected);

    /// The refresh gave a credential. Returns what is wrong with it, if anything; then the refresh has failed.
    std::optional<failure> succeeded(credential fresh, time_point now);
    void failed(failure why, time_point now);
    /// The refresh was cancelled; nobody waits for it.
    void abandoned() noexcept { refreshing_ = false; }

    [[nodiscard]] credential const& current() const noexcept { return current_; }
    /// Counts from 1; 0 before the first.
    [[nodiscard]] std::uint64_t number() const noexcept { return number_; }
    /// After `refuse`: why the last refresh failed, and in how long the next one may begin.
    [[nodiscard]] failure refusal(time_point now) const;

    static constexpr std::chrono::milliseconds first_wait{1'000};
    static constexpr std::chrono::milliseconds longest_wait{60'000};

private:
    [[nodiscard]] bool held_back(time_point now) const noexcept;

    std::chrono::milliseconds refresh_before_;
    credential current_;
    time_point refresh_at_{};
    time_point next_try_{};
    failure last_failure_;
    std::uint64_t number_ = 0;
    std::uint32_t failures_ = 0; ///< one after the other
    bool refreshing_ = false;
};

} // namespace coax::credentials
