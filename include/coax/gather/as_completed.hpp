// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/gather/completions.hpp>
#include <coax/gather/gather_options.hpp>

namespace coax {

namespace detail {

template <class Range>
class range_completions final : public completion_state<value_in<Range>, executor_in<Range>> {
    using base = completion_state<value_in<Range>, executor_in<Range>>;

public:
    range_completions(Range&& range, std::size_t max) : base(max), source_(std::forward<Range>(range)) { }

private:
    bool start(executor_in<Range> const& executor, std::shared_ptr<base> const& self) override
    {
        bool started = false;
        while (this->room() > 0) {
            auto item = source_.pull();
            if (!item)
                break;
            this->spawn(executor, self, std::move(item->work));
            started = true;
        }
        return started;
    }

    source<Range> source_;
};

} // namespace detail

/// The awaitables of a range, at most `options.max_in_flight` at a time, each result as soon as it is known: `while
/// (auto done = co_await all.next())`. Nothing begins before the first `next()`.
///
/// The range is as in `gather`, but pulled within `next()`, in its caller's coroutine. Throws `errc::invalid_option`
/// if `max_in_flight` is 0. Ownership, errors, cancellation and threads stand with `completions`.
template <class Range>
requires detail::awaitable_range<Range>
[[nodiscard]] auto as_completed(Range&& range, gather_options options = {})
{
    using state = detail::range_completions<Range>;
    return completions<detail::value_in<Range>, detail::executor_in<Range>>(
        std::make_shared<state>(std::forward<Range>(range), options.max_in_flight));
}

} // namespace coax
