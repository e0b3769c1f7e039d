// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "client/call.hpp"

#include "async/event.hpp"
#include "call/redact.hpp"
#include "credentials/shared_credential.hpp"

#include <coax/answer_cache.hpp>
#include <coax/error.hpp>
#include <coax/violations.hpp>

#include <boost/asio/this_coro.hpp>

#include <random>
#include <utility>

// All that waits. What is decided is decided by the machine.
namespace coax::detail {

namespace asio = boost::asio;

using clock = std::chrono::steady_clock;
using kind = coax::call::action::kind;

namespace {

double random_share()
{
    thread_local std::minstd_rand source{std::random_device{}()};
    return std::uniform_real_distribution<double>(0, 1)(source);
}

coax::call::call_settings settings_of(client_core const& core)
{
    coax::call::call_settings settings;
    settings.observer = core.options().observe();
    settings.number = ++core.means()->calls;
    settings.max_reasks = core.options().max_reasks();
    settings.max_retries = core.options().max_retries();
    settings.tolerance = core.options().tolerance();
    settings.time_limit = core.options().timeouts().call;
    settings.has_cache = core.options().cache() != nullptr;
    settings.prices = &core.options().prices();
    settings.refusals = &core.means()->refusals;
    return settings;
}

} // namespace

call::call(std::shared_ptr<client_core const> core, request req, target target, audience audience)
    : core_(std::move(core)),
      target_(target),
      machine_(std::move(req), target, audience, core_->endpoint(), core_->fallbacks(), settings_of(*core_))
{
}

asio::awaitable<bool> call::advance()
{
    coax::call::fact happened = coax::call::go_on();
    try {
        for (;;) {
            auto const next = machine_.resume(std::move(happened), {clock::now(), random_share()});
            if (next.type == kind::show)
                co_return true;
            if (next.type != kind::read && next.type != kind::send && next.type != kind::yield
                && next.type != kind::run_rules)
                exchange_.reset(); // the attempt is over
            if (next.type == kind::done)
                co_return false;
            if (next.type == kind::fail)
                throw error(machine_.take_failure());
            try {
                switch (next.type) {
                case kind::admit:
                    co_await wait_for_permit(happened);
                    break;
                case kind::authorize:
                    co_await authorize(happened);
                    break;
                case kind::send:
                    co_await send();
                    happened = coax::call::head_arrived{&exchange_->head(), exchange_->resent()};
                    break;
                case kind::read: {
                    if (next.wind_up)
                        exchange_->expect_end();
                    auto const bytes = co_await exchange_->read();
                    if (bytes.empty())
                        happened = coax::call::body_ended();
                    else
                        happened = coax::call::bytes_arrived{bytes};
                    break;
                }
                case kind::look_up: {
                    coax::call::looked_up answer;
                    answer.found = co_await core_->options().cache()->find(machine_.key_of_answer());
                    happened = std::move(answer);
                    break;
                }
                case kind::keep: {
                    auto answer = machine_.answer_to_keep();
                    co_await core_->options().cache()->keep(machine_.key_of_answer(), std::move(answer));
                    happened = coax::call::kept();
                    break;
                }
                case kind::run_rules: {
                    coax::call::rules_ran ran;
                    co_await run_checks(target_.value, "", ran.broken);
                    happened = std::move(ran);
                    break;
                }
                default:
                    co_await pause(next.delay);
                    happened = coax::call::time_passed();
                }
            } catch (error const& thrown) {
                happened = coax::call::broke_off{thrown.failure()};
            } catch (boost::system::system_error const& thrown) {
                happened
                    = coax::call::broke_off{failure(thrown.code(), "the call was stopped: " + thrown.code().message())};
            }
        }
    } catch (...) { // a failure, the user's own from a type's constructor or rule, or no memory
        give_up(std::current_exception());
        throw;
    }
}

void call::rethrow() const
{
    if (thrown_)
        std::rethrow_exception(thrown_);
}

void call::give_up(std::exception_ptr thrown) noexcept
{
    thrown_ = std::move(thrown);
    machine_.abandon(thrown_);
    exchange_.reset();
}

asio::awaitable<void> call::wait_for_permit(coax::call::fact& happened)
{
    auto const joined = clock::now();
    auto const& to = machine_.endpoint();
    auto const limiter = core_->means()->limiters.find(to.origin, to.model);
    auto const& req = machine_.user_request();
    auto permit = co_await limiter->acquire(
        req.priority(), machine_.request_to_send().body.size(), req.max_tokens(), machine_.deadline());
    bool const in_time = permit.has_value();
    happened = coax::call::admitted{std::move(permit), clock::now() - joined, in_time};
}

asio::awaitable<void> call::authorize(coax::call::fact& happened)
{
    auto const source = machine_.endpoint().credentials;
    auto const found = co_await source->get(machine_.rejected_credential(), machine_.deadline());
    happened = coax::call::authorized{found.credential(), found.number()};
}

asio::awaitable<void> call::send()
{
    auto const& to = machine_.endpoint();
    auto const& message = machine_.request_to_send();
    auto const secrets = coax::call::secrets_of(to.endpoint);
    http_request request;
    request.tls = to.origin.tls;
    request.host = to.origin.host;
    request.port = to.origin.port;
    request.target = message.target;
    request.headers = message.headers;
    request.body = message.body;
    request.timeouts = core_->options().timeouts();
    request.timeouts.call = machine_.user_request().timeout().value_or(request.timeouts.call);
    request.deadline = machine_.deadline();
    request.max_body_bytes = core_->options().max_response_bytes();
    request.secrets = secrets;
    exchange_ = co_await core_->means()->transport->send(request);
}

/// Without a delay, only lets other work go first.
asio::awaitable<void> call::pause(std::chrono::milliseconds delay)
{
    async::event never_set(co_await asio::this_coro::executor);
    co_await never_set.wait(clock::now() + delay);
}

asio::awaitable<void> call::run_checks(void const* value, std::string pointer, std::vector<violation>& found)
{
    for (auto const& one : machine_.user_request().checks()) {
        violations into(found, pointer);
        co_await one.run_(value, into);
    }
}

asio::awaitable<item_verdict> call::check_item(void const* item, std::size_t position)
{
    std::vector<violation> found;
    auto pointer = machine_.item_pointer(position);
    try {
        co_await run_checks(item, std::move(pointer), found);
    } catch (...) { // a stream that has thrown gives nothing more
        give_up(std::current_exception());
        throw;
    }
    co_return machine_.judge_item(std::move(found));
}

} // namespace coax::detail
