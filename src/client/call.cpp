// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "client/call.hpp"

#include "attempt/verdict.hpp"
#include "client/redact.hpp"

#include <coax/error.hpp>

#include <boost/asio/error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <random>

namespace coax::detail {

namespace asio = boost::asio;

namespace {

constexpr std::size_t max_error_body = 64 * 1024;
constexpr std::size_t max_schema_name = 64;

/// What providers take as a name.
std::string schema_name(request const& ask, target const& where)
{
    std::string name = ask.schema_name();
    if (name.empty() && where.type->kind == shape_kind::record)
        name = static_cast<record_shape const*>(where.type)->name;
    if (name.empty())
        name = where.written_as->kind == shape_kind::record ? static_cast<record_shape const*>(where.written_as)->name
                                                            : "answer";
    name.resize(std::min(name.size(), max_schema_name));
    for (auto& c : name)
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-'))
            c = '_';
    return name;
}

std::string_view schema_description(target const& where)
{
    return where.type->kind == shape_kind::record ? static_cast<record_shape const*>(where.type)->description
                                                  : std::string_view();
}

double random_share()
{
    thread_local std::minstd_rand source{std::random_device{}()};
    return std::uniform_real_distribution<double>(0, 1)(source);
}

/// A limit may be as long as its type allows without the sum running over.
std::chrono::steady_clock::time_point from_now(std::chrono::milliseconds length)
{
    using clock = std::chrono::steady_clock;
    auto const now = clock::now();
    auto const most = std::chrono::duration_cast<std::chrono::milliseconds>(clock::time_point::max() - now);
    return length >= most ? clock::time_point::max() : now + length;
}

} // namespace

call::call(std::shared_ptr<client_core const> core, request ask, target where, audience whom)
    : core_(std::move(core)),
      site_(core_->where()),
      ask_(std::move(ask)),
      where_(where),
      audience_(whom),
      policy_(ask_.max_retries().value_or(core_->options().max_retries()), core_->options().max_retries())
{
    answer_.start(*where_.written_as, where_.value, mode::json_schema, 1, false);
}

void call::prepare()
{
    prepared_ = true;
    if (ask_.turns().empty())
        throw error({errc::invalid_option, "the request asks nothing: give it a user turn"});
    if (!ask_.model().empty()) {
        auto const name = std::string_view(ask_.model());
        auto const* const service = provider::find_service(name.substr(0, name.find('/')));
        if (service != nullptr && service != site_.service)
            throw error({errc::invalid_option,
                "request::model must name a model of the client's own provider; use client::with for another"});
        site_ = move_site(site_, name);
    }
    choice_ = choose_mode(*site_.service, where_, ask_.mode());
    call_ends_ = from_now(ask_.timeout().value_or(core_->options().timeouts().call));
}

http::request call::encode()
{
    auto const name = schema_name(ask_, where_);
    provider::question what;
    what.ask = &ask_;
    what.model = site_.model;
    what.mode = choice_.mode;
    what.stream = ask_.streamed();
    what.schema_name = name;
    what.schema_description = schema_description(where_);
    what.schema = &choice_.schema;
    what.strict = choice_.strict;
    what.earlier = earlier_;
    return site_.service->protocol->encode(what, site_.endpoint);
}

asio::awaitable<bool> call::advance()
{
    while (stage_ != stage::over) {
        std::optional<failure> failed;
        try {
            if (stage_ == stage::reading && step_to_change())
                co_return true;
            if (stage_ == stage::reading && !body_over_ && !answer_.broken() && !answer_.failed()) {
                take(co_await exchange_->read());
                continue;
            }
            if (stage_ == stage::to_wait)
                co_await pause();
            if (stage_ != stage::reading) {
                co_await begin_attempt();
                continue;
            }
        } catch (error const& thrown) {
            failed = thrown.why();
        } catch (boost::system::system_error const& thrown) {
            failed.emplace(thrown.code(), "the call was stopped: " + thrown.code().message());
        } catch (...) { // the user's own, from a type's constructor or rule
            give_up(std::current_exception());
            throw;
        }
        // A protocol's own end makes the answer whole, however the connection ended after it.
        if (failed && stage_ == stage::reading && answer_.ended() && failed->code != asio::error::operation_aborted)
            end_body();
        else
            end_attempt(std::move(failed));
    }
    co_return false;
}

void call::rethrow() const
{
    if (thrown_)
        std::rethrow_exception(thrown_);
}

void call::give_up(std::exception_ptr thrown) noexcept
{
    stage_ = stage::over;
    thrown_ = std::move(thrown);
    exchange_.reset();
    decoder_.reset();
}

asio::awaitable<void> call::begin_attempt()
{
    if (!prepared_)
        prepare();
    stage_ = stage::asking;
    ++attempt_;
    shown_ = aborted_ = body_over_ = false;
    to_first_byte_ = {};
    attempt_began_ = clock::now();
    if (attempt_ > 1)
        where_.renew(where_.value);
    bool const stepwise = audience_ == audience::partials && ask_.show() != granularity::read;
    answer_.start(*where_.written_as, where_.value, choice_.mode, attempt_, stepwise);
    seen_ = 0;

    auto const what = encode();
    exchange_.emplace(co_await core_->hub()->send(site_.origin, what, core_->options().timeouts(), call_ends_));
    if (exchange_->head().status != 200) {
        auto refusal = co_await read_refusal(*exchange_); // named: g++ 12 copies temporaries around co_await bitwise
        throw error(std::move(refusal));
    }
    decoder_ = site_.service->protocol->decode(ask_.streamed(), exchange_->head());
    stage_ = stage::reading;
}

asio::awaitable<failure> call::read_refusal(transport::exchange& from)
{
    std::string body;
    try {
        while (body.size() < max_error_body) {
            auto const more = co_await from.read();
            if (more.empty())
                break;
            body.append(more);
        }
    } catch (error const& thrown) {
        // The status says enough; what came of the body helps. A call that was stopped stays stopped.
        if (thrown.code() == asio::error::operation_aborted)
            throw;
    }
    // Before the words are cut to a reader's measure, and the key perhaps in two.
    auto head = from.head();
    redact(body, site_.endpoint.api_key);
    for (auto& field : head.headers)
        redact(field.value, site_.endpoint.api_key);
    co_return site_.service->protocol->explain(head, body);
}

asio::awaitable<void> call::pause()
{
    asio::steady_timer timer(co_await asio::this_coro::executor, wait_);
    co_await timer.async_wait(asio::use_awaitable);
}

void call::take(std::string_view bytes)
{
    if (to_first_byte_ == std::chrono::nanoseconds())
        to_first_byte_ = clock::now() - attempt_began_;
    if (!bytes.empty()) {
        decoder_->feed(bytes, answer_);
        if (answer_.ended())
            exchange_->wind_up();
        return;
    }
    decoder_->finish(answer_);
    end_body();
}

void call::end_body()
{
    body_over_ = true;
    if (!answer_.failed())
        answer_.finish();
}

/// Goes through what has been read until there is something new to see.
bool call::step_to_change()
{
    do {
        if (changed() && !answer_.broken()) {
            shown_ = true;
            return true;
        }
    } while (!answer_.broken() && answer_.step());
    return false;
}

bool call::changed() noexcept
{
    auto const now = ask_.show() == granularity::field && audience_ == audience::partials ? answer_.writer().completed()
                                                                                          : answer_.writer().changes();
    if (audience_ == audience::nobody || now == seen_)
        return false;
    seen_ = now;
    return true;
}

void call::record(std::optional<failure> const& why)
{
    auto& done = attempts_.emplace_back();
    done.model = site_.name;
    done.text = answer_.json();
    done.violations = answer_.writer().violations();
    done.usage = answer_.usage();
    done.stop = aborted_ ? stop_reason::aborted
        : why            ? (answer_.stop() == stop_reason::none ? stop_reason::failed : answer_.stop())
                         : answer_.stop();
    done.provider_stop_reason = answer_.stop_word();
    if (why)
        done.code = why->code;
    done.to_first_byte = to_first_byte_;
    done.total = clock::now() - attempt_began_;
}

/// Decides what comes next; throws where nothing does.
void call::end_attempt(std::optional<failure> why)
{
    aborted_ = stage_ == stage::reading && !why && !body_over_ && !answer_.ended() && answer_.broken();
    if (!why && stage_ == stage::reading)
        why = attempts::verdict(answer_, ask_.max_tokens());
    if (stage_ == stage::asking || stage_ == stage::reading)
        record(why);
    exchange_.reset();
    decoder_.reset();
    if (!why) {
        stage_ = stage::over;
        return;
    }
    if (why->text.empty())
        why->text = answer_.json();
    auto const next = policy_.after(*why, shown_ && audience_ == audience::partials, random_share());
    bool const in_time = clock::now() + next.wait < call_ends_;
    if (next.then == attempts::decision::action::give_up || !in_time) {
        if (!in_time)
            why->message += "; the call's time limit leaves none for another attempt";
        why->attempts = std::move(attempts_);
        redact(*why, site_.endpoint.api_key);
        give_up(std::make_exception_ptr(error(std::move(*why))));
        rethrow();
    }
    if (next.then == attempts::decision::action::ask_again) {
        earlier_.push_back({choice_.mode == mode::tool && !answer_.calls().empty() ? std::string() : answer_.text(),
            answer_.calls(), attempts::complaint(why->violations)});
        stage_ = stage::to_begin;
    } else {
        wait_ = next.wait;
        stage_ = stage::to_wait;
    }
}

extraction_details call::take_details()
{
    extraction_details all;
    for (auto const& one : attempts_)
        all.usage += one.usage;
    all.stop = answer_.stop();
    all.model = site_.name;
    all.mode = choice_.mode;
    all.mode_reason = choice_.reason;
    all.text = answer_.json();
    all.reasoning = answer_.reasoning();
    for (auto const& pointer : answer_.writer().unknown_keys())
        all.repairs.emplace_back(repair::kind::unknown_key, pointer);
    all.attempts = std::move(attempts_);
    return all;
}

// ---- what the templates call

void call_closer::operator()(call* open) const noexcept { delete open; }

call_ptr open_call(std::shared_ptr<client_core const> core, request ask, target where, audience whom)
{
    return call_ptr(std::make_unique<call>(std::move(core), std::move(ask), where, whom).release());
}

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

progress const& progress_of(call const& open) noexcept { return open.answer().writer(); }
unsigned attempt_of(call const& open) noexcept { return open.attempt(); }
bool item_open(call const& open) noexcept { return open.answer().writer().item_open(); }
extraction_details take_details(call& open) { return open.take_details(); }

} // namespace coax::detail
