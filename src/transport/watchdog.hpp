// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/timeouts.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace coax::transport {

/// The limits of `coax::timeouts`, and `ending`: the time that a body has to end after the answer in it has ended.
enum class limit : std::uint8_t { connect, handshake, first_byte, idle, attempt, call, ending };

/// Enough for the last chunk to arrive after the answer, and too short to delay a caller much.
inline constexpr std::chrono::milliseconds ending_limit{250};

/// Ends one exchange's pending operation when a limit runs out, by shutting the socket down, which is safe from any
/// thread and needs no strand. The operation then fails, and `expired` returns which limit it was. There is one timer.
/// It is moved only when it fires, so a new deadline costs one read of the clock.
class watchdog {
public:
    using clock = std::chrono::steady_clock;

    /// The attempt begins now.
    watchdog(boost::asio::any_io_executor const& on, timeouts const& limits, clock::time_point call_ends);
    ~watchdog();
    watchdog(watchdog const&) = delete;
    watchdog& operator=(watchdog const&) = delete;

    /// The socket that is shut down. Detach before the descriptor is closed.
    void attach(int descriptor) noexcept;
    void detach() noexcept { attach(-1); }

    /// `phase` begins now, and the attempt and the call go on.
    void enter(limit phase);
    /// The phase has ended; only the attempt and the call go on.
    void leave() noexcept;
    /// From now on `ending_limit` bounds all that is left.
    void expect_end() noexcept;

    [[nodiscard]] std::optional<limit> expired() const;
    /// When the phase, the attempt or the call ends, whichever is first.
    [[nodiscard]] clock::time_point deadline() const;
    /// The limit whose time `deadline` is.
    [[nodiscard]] limit governing() const;

    /// As "connect (10000 ms)".
    [[nodiscard]] std::string describe(limit named) const;

private:
    class state;
    std::shared_ptr<state> state_;
};

} // namespace coax::transport
