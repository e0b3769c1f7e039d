// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/observer.hpp>

#include <memory>
#include <span>
#include <string_view>

namespace coax::observing {

/// Reports one call to the user's observer. Without one, each of these tests a null pointer.
class call_observer {
public:
    /// `user` may be null. `number` identifies the call.
    call_observer(std::shared_ptr<observer const> user, std::uint64_t number);
    call_observer(call_observer const&) = delete;
    call_observer& operator=(call_observer const&) = delete;
    /// A call that is destroyed before its end has failed, too.
    ~call_observer();

    /// The model that is asked from now on. The texts are borrowed. `service` is coax's name for the provider.
    void set_model(std::string_view service, std::string_view name, std::string_view model, std::string_view host,
        std::uint16_t port, std::uint32_t max_tokens) noexcept;

    /// The request's tag, borrowed; and how the answer is asked for.
    void set_tag(std::string_view tag) noexcept { facts_.tag = tag; }
    void set_mode(coax::mode mode) noexcept { facts_.mode = mode; }
    [[nodiscard]] std::uint64_t number() const noexcept { return facts_.call; }

    void began() noexcept;
    /// There is an observer, and no end was reported to it yet.
    [[nodiscard]] bool running() const noexcept { return running_; }
    void attempt_started(unsigned number, std::chrono::nanoseconds waited) noexcept;
    void resent() noexcept;
    void first_byte(std::chrono::nanoseconds after) noexcept;
    [[nodiscard]] bool wants_fields() const noexcept { return user_ && user_->field_completed; }
    void field_completed(std::string_view pointer) noexcept;
    /// The attempt is over, with or without a value.
    void attempt_ended(coax::attempt const& done) noexcept;
    void asked_again(std::span<violation const> why) noexcept;
    void retried(failure const& why, std::chrono::milliseconds wait) noexcept;
    void done(stop_reason why) noexcept;
    void failed(failure const& why) noexcept;

private:
    using clock = std::chrono::steady_clock;

    template <class Event>
    void report(std::function<void(Event const&)> const& handler, Event const& event) const noexcept;

    std::shared_ptr<observer const> user_;
    call_facts facts_;
    usage usage_;
    std::chrono::nanoseconds to_first_byte_{};
    clock::time_point began_{};
    bool running_ = false;
};

/// OpenTelemetry's name of a provider.
std::string_view provider_name(std::string_view service) noexcept;

} // namespace coax::observing
