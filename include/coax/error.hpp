// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/detail/asio_allocation.hpp>
#include <coax/detail/config.hpp>
#include <coax/failure.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/system/result.hpp>
#include <boost/system/system_error.hpp>

#include <exception>
#include <memory>
#include <string>
#include <type_traits>

namespace coax {

/// What coax throws: a `system_error` (so `code()` works as everywhere in Asio) that carries the
/// whole `failure`. Cheap to copy; the failure is shared and never changes.
class BOOST_SYMBOL_VISIBLE error : public boost::system::system_error {
public:
    COAX_DECL explicit error(coax::failure reason);

    /// coax's words, the provider's, and the code, as in "[coax:truncated]".
    [[nodiscard]] char const* what() const noexcept override { return words_->c_str(); }

    /// Lives as long as a copy of the error does.
    [[nodiscard]] coax::failure const& failure() const noexcept { return *failure_; }
    [[nodiscard]] coax::failure const* operator->() const noexcept { return failure_.get(); }

private:
    std::shared_ptr<coax::failure const> failure_;
    std::shared_ptr<std::string const> words_;
};

/// A value or the failure that stood in its way. `value()` throws `coax::error` (or what was
/// really thrown, if that came from outside coax).
template <class T>
using result = boost::system::result<T, failure>;

/// Found by argument-dependent look-up when `result<T>::value()` has no value.
[[noreturn]] COAX_DECL void throw_exception_from_error(failure const& reason, boost::source_location const& location);

namespace detail {
/// The failure that an exception in flight stands for: a `coax::error`'s own, a `system_error`'s code, or
/// `errc::unexpected` with the exception kept in `failure::cause`.
COAX_DECL failure failure_from(std::exception_ptr thrown);
} // namespace detail

/// Awaits `work` and turns what it throws into `result<T>`; never throws on its own account.
/// Cancellation and executor are those of `work`, which is consumed.
template <class T, class Executor>
boost::asio::awaitable<result<T>, Executor> settle(boost::asio::awaitable<T, Executor> work)
{
    std::exception_ptr thrown;
    try {
        if constexpr (std::is_void_v<T>) {
            co_await std::move(work);
            co_return result<void>();
        } else {
            co_return result<T>(boost::system::in_place_value, co_await std::move(work));
        }
    } catch (...) {
        thrown = std::current_exception();
    }
    co_return result<T>(boost::system::in_place_error, detail::failure_from(thrown));
}

} // namespace coax
