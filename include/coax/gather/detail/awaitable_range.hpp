// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/detail/named_first.hpp>

#include <boost/asio/awaitable.hpp>

#include <iterator>
#include <mutex>
#include <optional>
#include <type_traits>
#include <utility>

namespace coax::detail {

template <class>
struct awaitable_traits {
};

template <class T, class Executor>
struct awaitable_traits<boost::asio::awaitable<T, Executor>> {
    using value = T;
    using executor = Executor;
};

template <class Range>
using iterator_of = decltype(std::ranges::begin(std::declval<std::remove_reference_t<Range>&>()));

template <class Range>
using awaitable_in = std::remove_cvref_t<std::iter_rvalue_reference_t<iterator_of<Range>>>;

/// What <ranges> calls an input range, of awaitables; said without that header, which costs as much as all of this.
template <class Range>
concept awaitable_range = std::input_iterator<iterator_of<Range>> && requires
{
    typename awaitable_traits<awaitable_in<Range>>::value;
};

template <class Range>
using value_in = typename awaitable_traits<awaitable_in<Range>>::value;

template <class Range>
using executor_in = typename awaitable_traits<awaitable_in<Range>>::executor;

/// Hands out a range's awaitables one by one, to whichever child asks, each made only when asked for. `Range` is a
/// value type for a range given as a temporary, else an lvalue reference.
template <class Range>
class source {
public:
    struct item {
        std::size_t index;
        awaitable_in<Range> work;
    };

    explicit source(Range&& range) : range_(std::forward<Range>(range)) { }
    source(source const&) = delete;
    source& operator=(source const&) = delete;

    /// The next one and its index, or nothing at the end. What the range throws ends it.
    std::optional<item> pull()
    {
        std::scoped_lock const lock(mutex_);
        if (advance())
            return std::nullopt;
        ended_ = true;
        std::optional<item> next(item{taken_++, std::ranges::iter_move(*position_)});
        ended_ = false;
        used_ = true;
        return next;
    }

    /// Known to have no more; it may have none without that being known.
    [[nodiscard]] bool ended()
    {
        std::scoped_lock const lock(mutex_);
        return ended_;
    }

    /// Looks whether there are more.
    [[nodiscard]] bool at_end()
    {
        std::scoped_lock const lock(mutex_);
        return advance();
    }

private:
    // To the next one that was not taken; true at the end. As late as it can be: reading on may cost something.
    bool advance()
    {
        if (ended_)
            return true;
        ended_ = true; // should the range throw
        if (!position_)
            position_.emplace(std::ranges::begin(range_));
        else if (used_)
            ++*position_;
        used_ = false;
        ended_ = *position_ == std::ranges::end(range_);
        return ended_;
    }

    std::mutex mutex_; // not the group's: the range runs the user's code, which may well cancel the group
    Range range_;
    std::optional<iterator_of<Range>> position_;
    std::size_t taken_ = 0;
    bool used_ = false;
    bool ended_ = false;
};

} // namespace coax::detail
