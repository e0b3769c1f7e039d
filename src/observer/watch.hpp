// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/observer.hpp>

#include <memory>
#include <span>
#include <string_view>

namespace coax::observing {

/// Tells an observer of one call. Without one, each of these is a look at a null pointer.
class watch {
public:
    /// `who` may be null. `number` tells the call apart.
    watch(std::shared_ptr<observer const> who, std::uint64_t number);
    watch(watch const&) = delete;
    watch& operator=(watch const&) = delete;
    /// A call that is left before its end has failed, too.
    ~watch();

    /// Whom the call asks from now on; the texts are borrowed. `service` is coax's name for the provider.
    void at(std::string_view service, std::string_view name, std::string_view model, std::string_view host,
        std::uint16_t port, std::uint32_t max_tokens) noexcept;

    /// The request's tag, borrowed; and how the answer is asked for.
    void tagged(std::string_view tag) noexcept { facts_.tag = tag; }
    void asks_by(coax::mode how) noexcept { facts_.mode = how; }
    [[nodiscard]] std::uint64_t number() const noexcept { return facts_.call; }

    void began() noexcept;
    /// Somebody looks on, and was not told of an end yet.
    [[nodiscard]] bool running() const noexcept { return running_; }
    void attempt(unsigned number, std::chrono::nanoseconds in_line) noexcept;
    void resent() noexcept;
    void first_byte(std::chrono::nanoseconds after) noexcept;
    [[nodiscard]] bool wants_fields() const noexcept { return who_ && who_->field_completed; }
    void field(std::string_view pointer) noexcept;
    /// The attempt is over, whatever became of it.
    void over(coax::attempt const& done) noexcept;
    void ask_again(std::span<violation const> why) noexcept;
    void retry(failure const& why, std::chrono::milliseconds wait) noexcept;
    void done(stop_reason why) noexcept;
    void failed(failure const& why) noexcept;

private:
    using clock = std::chrono::steady_clock;

    template <class Event>
    void tell(std::function<void(Event const&)> const& whom, Event const& what) const noexcept;

    std::shared_ptr<observer const> who_;
    call_facts facts_;
    usage usage_;
    std::chrono::nanoseconds to_first_byte_{};
    clock::time_point began_{};
    bool running_ = false;
};

/// OpenTelemetry's name of a provider.
std::string_view provider_name(std::string_view service) noexcept;

} // namespace coax::observing
