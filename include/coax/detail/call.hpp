// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/detail/asio_allocation.hpp>
#include <coax/detail/config.hpp>
#include <coax/detail/progress.hpp>
#include <coax/detail/target.hpp>
#include <coax/extraction.hpp>
#include <coax/request.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <vector>

// The compiled side of every call: the templates of client.hpp and stream.hpp are shims over these.
namespace coax::detail {

class call;
class client_core;

struct call_closer {
    COAX_DECL void operator()(call* open) const noexcept;
};
/// Closing it closes the socket at once.
using call_ptr = std::unique_ptr<call, call_closer>;

/// Who sees the value before it is whole.
enum class audience : std::uint8_t { nobody, partials, items };

/// Nothing happens before the first `advance`.
COAX_DECL call_ptr open_call(std::shared_ptr<client_core const> core, request question, target value, audience viewer);

/// The executor of the client that it came from.
[[nodiscard]] COAX_DECL boost::asio::any_io_executor executor_of(call const& open) noexcept;

/// Goes on until there is something new to see; false at the good end. Throws `coax::error`.
COAX_DECL boost::asio::awaitable<bool> advance(call& open);
/// Goes on to the end.
COAX_DECL boost::asio::awaitable<void> finish(call& open);

/// Whichever comes to its end first; `second` begins after `late`. True where it was `second`; the other is cancelled.
COAX_DECL boost::asio::awaitable<bool> finish_either(call& first, call& second, std::chrono::milliseconds late);

[[nodiscard]] COAX_DECL progress const& progress_of(call const& open) noexcept;
[[nodiscard]] COAX_DECL bool has_checks(call const& open) noexcept;
/// An exception has ended it.
[[nodiscard]] COAX_DECL bool failed(call const& open) noexcept;
/// The position of the complete element that was taken from the queue; nothing where the consumer has it already.
[[nodiscard]] COAX_DECL std::optional<std::size_t> take_item(call& open);
/// The consumer gets the element at this position.
COAX_DECL void give_item(call& open, std::size_t position);
enum class item_verdict : std::uint8_t { good, left_out, refused };
/// Runs the waiting rules on a complete element. After `refused` the attempt is over, and `advance` decides what next.
COAX_DECL boost::asio::awaitable<item_verdict> check_item(call& open, void const* item, std::size_t position);
/// Before the first `advance`: asks for what else the model weighed where it chose.
COAX_DECL void want_probabilities(call& open);
/// After the good end: of each spelling of the choice that the value is.
[[nodiscard]] COAX_DECL std::vector<double> take_probabilities(call& open);
/// The last element written is not complete.
[[nodiscard]] COAX_DECL bool item_open(call const& open) noexcept;
/// Moves the details out, after the good end.
[[nodiscard]] COAX_DECL extraction_details take_details(call& open);

} // namespace coax::detail
