// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "client/call.hpp"

#include <utility>

// What the templates call.
namespace coax::detail {

namespace asio = boost::asio;

void call_closer::operator()(call* open) const noexcept { delete open; }

call_ptr open_call(std::shared_ptr<client_core const> core, request req, target target, audience audience)
{
    return call_ptr(std::make_unique<call>(std::move(core), std::move(req), target, audience).release());
}

asio::any_io_executor executor_of(call const& open) noexcept { return open.executor(); }

asio::awaitable<bool> advance(call& open) { return open.advance(); }

asio::awaitable<void> finish(call& open)
{
    for (;;) {
        bool const more = co_await open.advance();
        if (!more)
            break;
    }
    open.rethrow();
}

progress const& progress_of(call const& open) noexcept { return open; }
void want_probabilities(call& open) { open.machine().want_probabilities(); }
std::vector<double> take_probabilities(call& open) { return open.machine().probabilities(); }
bool failed(call const& open) noexcept { return open.failed(); }
bool has_checks(call const& open) noexcept { return !open.machine().user_request().checks().empty(); }
std::optional<std::size_t> take_item(call& open) { return open.machine().take_item(); }
void give_item(call& open, std::size_t position) { open.machine().give_item(position); }
asio::awaitable<item_verdict> check_item(call& open, void const* item, std::size_t position)
{
    return open.check_item(item, position);
}
bool item_open(call const& open) noexcept { return open.machine().response().builder().item_open(); }
extraction_details take_details(call& open) { return open.machine().take_details(); }

} // namespace coax::detail
