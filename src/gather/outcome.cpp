// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include <coax/gather/detail/outcome.hpp>

#include <boost/asio/error.hpp>

namespace coax::detail {

constexpr std::size_t losers_in_words = 8;

void check_max_in_flight(std::size_t count)
{
    if (count == 0)
        throw error(failure(errc::invalid_option,
            "max_in_flight is 0: with no child in flight nothing would ever be done; use at least 1"));
}

std::exception_ptr cancellation()
{
    return std::make_exception_ptr(
        boost::system::system_error(boost::asio::error::operation_aborted, "cancelled before all inputs were begun"));
}

void losers::add(std::size_t index, std::exception_ptr thrown)
{
    auto why = failure_from(thrown);
    if (++count_ <= losers_in_words)
        words_ += (count_ == 1 ? " [" : "; [") + std::to_string(index) + "] "
            + (why.message.empty() ? why.code.message() : why.message);
    if (count_ == 1) {
        first_ = std::move(why);
        first_.cause = std::move(thrown);
    }
}

void losers::throw_all() const
{
    if (count_ == 0)
        throw error(failure(errc::invalid_option, "a race among none: the range is empty"));
    auto all = first_;
    all.message = (count_ == 1 ? "the only one failed:" : "all " + std::to_string(count_) + " failed:") + words_;
    if (count_ > losers_in_words)
        all.message += "; and " + std::to_string(count_ - losers_in_words) + " more";
    throw error(std::move(all));
}

} // namespace coax::detail
