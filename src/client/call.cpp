// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "client/call.hpp"

#include "attempt/remainder.hpp"
#include "attempt/verdict.hpp"
#include "client/redact.hpp"

#include <coax/error.hpp>
#include <coax/violations.hpp>

#include <boost/asio/error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <random>
#include <utility>

namespace coax::detail {

namespace asio = boost::asio;

namespace {

constexpr std::size_t max_error_body = 64 * 1024;
constexpr unsigned weighed_tokens = 20; // as many as any service tells of

std::string schema_name(request const& ask, target const& where)
{
    std::string name = ask.schema_name();
    if (name.empty() && where.type->kind == shape_kind::record)
        name = static_cast<record_shape const*>(where.type)->name;
    if (name.empty())
        name = where.written_as->kind == shape_kind::record ? static_cast<record_shape const*>(where.written_as)->name
                                                            : "answer";
    return tool_name(name);
}

std::string_view schema_description(target const& where)
{
    return where.type->kind == shape_kind::record ? static_cast<record_shape const*>(where.type)->description
                                                  : std::string_view();
}

/// What quotes are taken from.
std::string source_text(request const& ask)
{
    if (ask.source())
        return *ask.source();
    std::string all;
    for (auto const& one : ask.turns())
        if (one.role == role::user)
            all.append(all.empty() ? "" : "\n").append(one.text);
    return all;
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
      watch_(core_->options().observe(), ++core_->means()->calls),
      policy_(ask_.max_retries().value_or(core_->options().max_retries()), core_->options().max_retries())
{
    answer_.tolerate(ask_.tolerance().value_or(core_->options().tolerance()), where_.renew);
    answer_.start(*where_.written_as, where_.value, mode::json_schema, 1, false);
    move_to(core_->where());
    if (watch_.wants_fields())
        answer_.writer().tell_completed([this](std::string_view pointer) { watch_.field(pointer); });
    answer_.writer().track_items(audience_ == audience::items);
    answer_.writer().quotes_from([this] { return source_text(ask_); });
    answer_.writer().forgive_items(audience_ == audience::items && ask_.on_bad_item() == bad_item::skip);
}

void call::move_to(detail::site where)
{
    site_ = std::move(where);
    watch_.at(site_.service->name, site_.name, site_.model, site_.origin.host, site_.origin.port, ask_.max_tokens());
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
        move_to(move_site(site_, name));
    }
    for (auto const& one : ask_.checks())
        if (one.type != where_.type)
            throw error({errc::invalid_option, "request::check got a rule about another type than the one asked for"});
    choose();
    call_ends_ = from_now(ask_.timeout().value_or(core_->options().timeouts().call));
}

void call::choose()
{
    bool const thinks = ask_.thinking_budget().has_value();
    if (!probabilities_) {
        choice_ = choose_mode(*site_.service, where_, ask_.mode(), thinks);
        return;
    }
    // Those of a tool's arguments are not told.
    if (ask_.mode() == mode::tool || ask_.mode() == mode::tools)
        throw error({errc::invalid_option, "client::classify does not work by tools; leave the mode automatic"});
    auto without_tools = *site_.service;
    without_tools.automatic = without_tools.automatic.without(mode::tool);
    choice_ = choose_mode(without_tools, where_, ask_.mode());
}

http::request call::encode()
{
    auto const name = schema_name(ask_, where_);
    provider::question what;
    what.ask = &ask_;
    what.model = site_.model;
    auto const& choice = scope_ == scope::members ? rest_choice_ : choice_;
    what.mode = choice.mode == mode::tools ? mode::tool : choice.mode;
    what.tools = choice.tools;
    what.top_tokens = probabilities_ ? weighed_tokens : 0;
    what.stream = ask_.streamed();
    what.schema_name = name;
    what.schema_description = schema_description(where_);
    what.schema = &choice.schema;
    what.strict = choice.strict;
    what.earlier = earlier_;
    return site_.service->protocol->encode(what, site_.endpoint);
}

asio::awaitable<bool> call::advance()
{
    if (attempt_ == 0)
        watch_.began();
    while (stage_ != stage::over) {
        std::optional<failure> failed;
        bool waiting_for_more = false;
        try {
            if (stage_ == stage::reading && step_to_change())
                co_return true;
            if (stage_ == stage::reading && !rejected_ && !body_over_ && !answer_.broken() && !answer_.failed()) {
                waiting_for_more = true;
                take(co_await exchange_->read());
                continue;
            }
            if (stage_ == stage::to_wait)
                co_await pause();
            if (stage_ != stage::reading) {
                co_await begin_attempt();
                continue;
            }
            if (rejected_) {
                failed = std::exchange(rejected_, std::nullopt);
            } else {
                auto checked = co_await check_value(); // named, not in a ?: g++ 12 copies such temporaries bitwise
                failed = std::move(checked);
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
        if (failed && waiting_for_more && answer_.ended() && failed->code != asio::error::operation_aborted)
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
    turn_.reset();
    watch_.failed(failure_from(thrown_));
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
    bool const stepwise = audience_ == audience::partials && ask_.show() != granularity::read;
    if (scope_ == scope::members) {
        answer_.resume(rest_choice_.mode, attempt_, stepwise, rest_->kept());
    } else if (scope_ == scope::items) {
        answer_.resume_items(choice_.mode, attempt_);
    } else {
        if (starts_++ > 0)
            where_.renew(where_.value);
        answer_.start(*where_.written_as, where_.value, choice_.mode, attempt_, stepwise);
    }
    reasoning_seen_ = 0;
    seen_ = audience_ == audience::items ? answer_.writer().items() : answer_.writer().changes();
    if (ask_.show() == granularity::field && audience_ == audience::partials)
        seen_ = answer_.writer().completed();

    auto const what = encode();
    request_bytes_ = what.body.size();
    co_await wait_in_line();
    auto const& tape = core_->means()->tape;
    if (tape && tape->plays()) {
        exchange_.emplace(tape->play(site_.origin, what, secrets()));
    } else {
        auto sent = co_await core_->means()->hub.send(site_.origin, what, core_->options().timeouts(), call_ends_);
        exchange_.emplace(tape ? tape->record(site_.origin, what, secrets(), std::move(sent)) : std::move(sent));
    }
    turn_->learn(exchange_->head());
    if (exchange_->head().status != 200) {
        auto refusal = co_await read_refusal(*exchange_); // named: g++ 12 copies temporaries around co_await bitwise
        throw error(std::move(refusal));
    }
    decoder_ = site_.service->protocol->decode(ask_.streamed(), exchange_->head());
    stage_ = stage::reading;
}

/// What takes them out of a recording.
std::function<void(std::string&)> call::secrets() const
{
    return [whom = site_.endpoint](std::string& text) { redact(text, whom); };
}

asio::awaitable<void> call::wait_in_line()
{
    auto const joined = clock::now();
    auto const gate = core_->means()->gates.to(site_.origin, site_.model);
    auto turn = co_await gate->enter(ask_.priority(), request_bytes_, ask_.max_tokens(), call_ends_);
    if (!turn)
        throw error({errc::timed_out,
            "the call's time limit ran out while it waited in line; see client_options::limits and request::timeout"});
    turn_ = std::move(turn);
    attempt_began_ = clock::now();
    watch_.attempt(attempt_, attempt_began_ - joined);
}

/// Says what the attempt took and how it was received, and makes room for the next in line.
void call::leave_line(std::optional<failure> const& why)
{
    if (!turn_)
        return;
    if (why && (why->code == errc::rate_limited || why->code == errc::overloaded))
        turn_->refused(why->retry_after);
    else if (stage_ == stage::reading)
        turn_->answered(answer_.usage(request_bytes_));
    turn_.reset();
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
    redact(body, site_.endpoint);
    for (auto& field : head.headers)
        redact(field.value, site_.endpoint);
    co_return site_.service->protocol->explain(head, body);
}

asio::awaitable<void> call::pause()
{
    asio::steady_timer timer(co_await asio::this_coro::executor, wait_);
    co_await timer.async_wait(asio::use_awaitable);
}

void call::take(std::string_view bytes)
{
    if (to_first_byte_ == std::chrono::nanoseconds()) {
        to_first_byte_ = clock::now() - attempt_began_;
        watch_.first_byte(to_first_byte_);
    }
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
    if (audience_ == audience::items) { // those that are good are given, whatever comes after them
        bool const more = answer_.writer().items() != seen_;
        seen_ = answer_.writer().items();
        return more;
    }
    bool const thought = thought_more();
    do {
        if (answer_.broken())
            break;
        bool const more = changed();
        change_ = more ? coax::change::value : coax::change::reasoning;
        if (more || thought)
            return shown_ = true;
    } while (answer_.step());
    return false;
}

bool call::thought_more() noexcept
{
    auto const before = std::exchange(reasoning_seen_, answer_.reasoning().size());
    return audience_ == audience::partials && ask_.show_reasoning() && reasoning_seen_ != before;
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
    done.usage = answer_.usage(request_bytes_);
    done.stop = aborted_ ? stop_reason::aborted
        : why            ? (answer_.stop() == stop_reason::none ? stop_reason::failed : answer_.stop())
                         : answer_.stop();
    done.provider_stop_reason = answer_.stop_word();
    if (why) {
        done.code = why->code;
        redact(done, site_.endpoint);
    }
    done.to_first_byte = to_first_byte_;
    done.total = clock::now() - attempt_began_;
    watch_.over(done);
}

/// Decides what comes next; throws where nothing does.
void call::end_attempt(std::optional<failure> why)
{
    aborted_ = stage_ == stage::reading && !why && !body_over_ && !answer_.ended() && answer_.broken();
    if (!why && stage_ == stage::reading) // a rule that waited has said its word before
        why = attempts::verdict(answer_, ask_.max_tokens());
    if (why) { // before anybody is told
        if (why->text.empty())
            why->text = answer_.json();
        redact(*why, site_.endpoint);
    }
    if (stage_ == stage::asking || stage_ == stage::reading)
        record(why);
    leave_line(why);
    exchange_.reset();
    decoder_.reset();
    if (!why) {
        stage_ = stage::over;
        watch_.done(answer_.stop());
        return;
    }
    if (ask_.token_budget() != 0 && tokens_spent() >= ask_.token_budget()) {
        why->message = "the token budget of " + std::to_string(ask_.token_budget()) + " is spent ("
            + std::to_string(tokens_spent()) + " so far); the last attempt ended with: " + why->message;
        why->code = errc::budget_exhausted;
        fail(std::move(*why));
    }
    if (plan_reask(*why)) {
        watch_.ask_again(why->violations);
        stage_ = stage::to_begin;
        return;
    }
    bool const shown = shown_ && audience_ == audience::partials && !ask_.restart_shown();
    auto const next
        = why->code == errc::invalid_answer ? attempts::decision() : policy_.after(*why, shown, random_share());
    bool const in_time = clock::now() + next.wait < call_ends_;
    if (next.then == attempts::decision::action::retry && in_time) {
        if (scope_ == scope::items && answer_.writer().completed() > 0) // those that came now are kept, too
            earlier_.push_back({answer_.text(), answer_.calls(), attempts::ask_for_more_items()});
        wait_ = next.wait;
        watch_.retry(*why, wait_);
        stage_ = stage::to_wait;
        return;
    }
    if (in_time && fall_back(*why)) {
        stage_ = stage::to_begin;
        return;
    }
    if (!in_time)
        why->message += "; the call's time limit leaves none for another attempt";
    fail(std::move(*why));
}

/// Whether the model is asked again for what is wrong or missing.
bool call::plan_reask(failure const& why)
{
    bool const cut = why.code == errc::truncated;
    if (cut ? !ask_.rescue_truncated() : why.code != errc::invalid_answer)
        return false;
    if (!cut && audience_ == audience::items && ask_.on_bad_item() == bad_item::fail)
        return false;
    std::optional<attempts::remainder> rest;
    if (!where_.many && (cut || ask_.repair() == repair::patch))
        rest = attempts::remainder::of(static_cast<record_shape const&>(*where_.written_as), answer_.writer());
    if ((cut && !where_.many && !rest) || clock::now() >= call_ends_ || !policy_.ask_again())
        return false;

    auto words = attempts::complaint(why.violations);
    scope_ = scope::whole;
    if (where_.many && cut) {
        scope_ = scope::items;
        words = attempts::ask_for_more_items();
    } else if (rest) {
        scope_ = scope::members;
        words = attempts::ask_for(*rest, why.violations);
        auto const wanted = rest->wanted();
        target part = where_;
        part.type = &wanted;
        rest_choice_ = choose_mode(*site_.service, part, ask_.mode(), ask_.thinking_budget().has_value());
        rest_ = std::move(rest);
    }
    bool const by_tool = (choice_.mode == mode::tool || choice_.mode == mode::tools) && !answer_.calls().empty();
    earlier_.push_back({by_tool ? std::string() : answer_.text(), answer_.calls(), std::move(words)});
    return true;
}

/// Whether another model takes over. What `each` has given is not given again.
bool call::fall_back(failure const& why)
{
    static constexpr errc passing[] = {errc::resolve_failed, errc::connect_failed, errc::tls_failed, errc::proxy_failed,
        errc::connection_lost, errc::timed_out, errc::quota_exhausted, errc::rate_limited, errc::overloaded,
        errc::provider_error, errc::stream_incomplete, errc::invalid_answer, errc::not_found};
    if (next_fallback_ == core_->fallbacks().size()
        || std::ranges::none_of(passing, [&](errc code) { return why.code == code; }))
        return false;
    move_to(core_->fallbacks()[next_fallback_++]);
    choose();
    policy_
        = attempts::policy(ask_.max_retries().value_or(core_->options().max_retries()), core_->options().max_retries());
    earlier_.clear();
    scope_ = scope::whole;
    return true;
}

void call::fail(failure why)
{
    why.attempts = std::move(attempts_);
    give_up(std::make_exception_ptr(error(std::move(why))));
    rethrow();
    std::terminate(); // rethrow does not return here
}

std::uint64_t call::tokens_spent() const noexcept
{
    std::uint64_t all = 0;
    for (auto const& one : attempts_)
        all += one.usage.input_tokens + one.usage.output_tokens;
    return all;
}

// ---- rules that wait

asio::awaitable<void> call::run_checks(void const* value, std::string pointer, std::vector<violation>& found)
{
    for (auto const& one : ask_.checks()) {
        violations into(found, pointer);
        co_await one.run(value, into);
    }
}

/// The attempt's value is whole: do the waiting rules pass it?
asio::awaitable<std::optional<failure>> call::check_value()
{
    std::optional<failure> why;
    if (ask_.checks().empty() || where_.many || !body_over_ || attempts::verdict(answer_, ask_.max_tokens()))
        co_return why;
    std::vector<violation> found;
    co_await run_checks(where_.value, "", found);
    if (!found.empty()) {
        why.emplace(errc::invalid_answer, "the value breaks a rule:\n" + attempts::list(found));
        why->violations = std::move(found);
    }
    co_return why;
}

asio::awaitable<item_verdict> call::check_item(void const* item, std::size_t position)
{
    auto const pointer = "/items/" + std::to_string(position);
    std::vector<violation> found;
    co_await run_checks(item, pointer, found);
    if (found.empty())
        co_return item_verdict::good;
    if (ask_.on_bad_item() == bad_item::skip) {
        skipped_.insert(skipped_.end(), found.begin(), found.end());
        co_return item_verdict::left_out;
    }
    rejected_.emplace(errc::invalid_answer, "an element breaks a rule:\n" + attempts::list(found));
    rejected_->violations = std::move(found);
    co_return item_verdict::refused;
}

std::vector<double> call::take_probabilities()
{
    auto const& classes = static_cast<choice_shape const*>(where_.type)->spellings;
    auto shares = attempts::class_probabilities(answer_.tokens(), classes);
    if (shares.empty())
        throw error({errc::no_answer,
            std::string(site_.service->name) + " answered, but told no probabilities of what it answered"});
    return shares;
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
    all.repairs = answer_.repairs();
    all.skipped = answer_.writer().forgiven();
    all.skipped.insert(all.skipped.end(), skipped_.begin(), skipped_.end());
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

progress const& progress_of(call const& open) noexcept { return open; }
void want_probabilities(call& open) { open.want_probabilities(); }
std::vector<double> take_probabilities(call& open) { return open.take_probabilities(); }
bool has_checks(call const& open) noexcept { return !open.asked().checks().empty(); }
std::size_t take_item_position(call& open) { return open.take_item_position(); }
asio::awaitable<item_verdict> check_item(call& open, void const* item, std::size_t position)
{
    return open.check_item(item, position);
}
bool item_open(call const& open) noexcept { return open.answer().writer().item_open(); }
extraction_details take_details(call& open) { return open.take_details(); }

} // namespace coax::detail
