// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "client/call.hpp"

#include "attempt/verdict.hpp"
#include "client/redact.hpp"
#include "provider/explain.hpp"
#include "transport/signal.hpp"

#include <coax/error.hpp>

#include <boost/asio/error.hpp>
#include <boost/asio/this_coro.hpp>

#include <algorithm>
#include <utility>

namespace coax::detail {

namespace asio = boost::asio;

namespace {

constexpr std::size_t max_error_body = 64 * 1024;

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

} // namespace

call::call(std::shared_ptr<client_core const> core, request ask, target where, audience whom)
    : core_(std::move(core)),
      site_(core_->where()),
      ask_(std::move(ask)),
      where_(where),
      audience_(whom),
      watch_(core_->options().observe(), ++core_->means()->calls),
      left_out_(core_->means()->refusals),
      policy_(fresh_policy())
{
    answer_.tolerate(ask_.tolerance().value_or(core_->options().tolerance()), where_.renew);
    answer_.start(*where_.written_as, where_.value, mode::json_schema, 1, false);
    move_to(core_->where());
    watch_.tagged(ask_.tag());
    if (watch_.wants_fields() || shows_fields())
        answer_.writer().tell_completed([this](std::string_view pointer) {
            if (shows_fields())
                completed_.emplace_back(pointer);
            if (!watch_.wants_fields())
                return;
            std::string shown(pointer); // a map's keys are the model's words
            redact(shown, site_.endpoint);
            watch_.field(shown);
        });
    if (audience_ == audience::items) {
        answer_.writer().track_items(true);
        answer_.keep_strict_json();
    }
    answer_.writer().quotes_from([this] { return source_text(ask_); });
    answer_.writer().forgive_items(audience_ == audience::items && ask_.on_bad_item() == bad_item::skip);
}

attempts::policy call::fresh_policy() const
{
    auto const usual = core_->options().max_retries();
    return {ask_.max_retries().value_or(usual), usual};
}

timeouts call::limits() const
{
    auto all = core_->options().timeouts();
    all.call = ask_.timeout().value_or(all.call);
    return all;
}

void call::move_to(detail::site where)
{
    site_ = std::move(where);
    watch_.at(site_.service->name, site_.name, site_.model, site_.origin.host, site_.origin.port, ask_.max_tokens());
}

asio::awaitable<bool> call::advance()
{
    if (attempt_ == 0)
        watch_.began();
    try {
        while (stage_ != stage::over) {
            std::optional<failure> failed;
            bool waiting_for_more = false;
            try {
                if (stage_ == stage::reading && !rejected_ && step_to_change())
                    co_return true;
                if (stage_ == stage::reading && !body_over_ && !answer_.failed()
                    && ((!rejected_ && !answer_.broken()) || only_usage_is_missing())) {
                    if ((rejected_ || answer_.broken()) && !std::exchange(winding_up_, true))
                        exchange_->wind_up();
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
            }
            bool const cancelled = failed && failed->code == asio::error::operation_aborted;
            if (failed && waiting_for_more && !cancelled && winding_up_)
                end_attempt(std::exchange(rejected_, std::nullopt)); // the answer was judged before
            else if (!failed || !waiting_for_more || cancelled || !end_at_loss(*failed))
                end_attempt(std::move(failed));
        }
    } catch (...) { // a failure, the user's own from a type's constructor or rule, or no memory
        if (stage_ != stage::over)
            give_up(std::current_exception());
        throw;
    }
    co_return false;
}

/// The model has stopped, so there is nothing to save by going away before it was counted.
bool call::only_usage_is_missing() const noexcept
{
    return answer_.stop() != stop_reason::none && !answer_.ended() && !answer_.usage_known();
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
    exchange_.reset();
    decoder_.reset();
    if (!watch_.running())
        return;
    failure why;
    try {
        why = failure_from(thrown_);
    } catch (...) { // no memory for its words
        why.code = errc::unexpected;
    }
    watch_.failed(why);
}

asio::awaitable<void> call::begin_attempt()
{
    if (!prepared_)
        prepare();
    stage_ = stage::asking;
    ++attempt_;
    shown_ = aborted_ = body_over_ = winding_up_ = false;
    lost_.reset();
    to_first_byte_ = {};
    attempt_began_ = clock::now();
    bool const stepwise = audience_ == audience::partials && ask_.show() != granularity::read;
    if (scope_ == scope::members) {
        answer_.resume(rest_choice_.mode, attempt_, stepwise, rest_->kept());
    } else if (scope_ == scope::items && !item_refused_) {
        answer_.resume_items(choice_.mode, attempt_);
    } else {
        next_position_ = 0;
        passed_over_.clear();
        if (starts_++ > 0)
            where_.renew(where_.value);
        answer_.start(*where_.written_as, where_.value, choice_.mode, attempt_, stepwise);
    }
    item_refused_ = false;
    given_.begin_document();
    reasoning_seen_ = 0;
    seen_ = audience_ == audience::items ? answer_.writer().items() : answer_.writer().changes();
    completed_.clear();
    completed_field_.clear();

    auto const what
        = encode(site_, scope_ == scope::members ? rest_choice_ : choice_, left_out_.at(site_.origin, site_.model));
    request_bytes_ = what.body.size();
    target_ = what.target;
    co_await wait_in_line();
    auto const& tape = core_->means()->tape;
    if (tape && tape->plays()) {
        exchange_.emplace(tape->play(site_.origin, what, secrets()));
    } else {
        auto sent = co_await core_->means()->hub.send(site_.origin, what, limits(), call_ends_);
        exchange_.emplace(tape ? tape->record(site_.origin, what, secrets(), std::move(sent)) : std::move(sent));
    }
    if (exchange_->resent())
        watch_.resent();
    turn_->learn(exchange_->head());
    request_id_ = provider::request_id(exchange_->head().headers);
    if (exchange_->head().status / 100 != 2) {
        auto refusal = co_await read_refusal(*exchange_); // named: g++ 12 copies temporaries around co_await bitwise
        throw error(std::move(refusal));
    }
    decoder_ = site_.service->protocol->decode();
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
    if (!turn || clock::now() >= call_ends_)
        throw error({errc::timed_out,
            "the call's time limit ran out before it was sent; see client_options::limits and request::timeout"});
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
    left_out_.hear(body);
    for (auto& field : head.headers)
        redact(field.value, site_.endpoint);
    auto why = site_.service->protocol->explain(head, body);
    name_target(why, site_, target_);
    co_return why;
}

asio::awaitable<void> call::pause()
{
    transport::signal never_set(co_await asio::this_coro::executor);
    co_await never_set.wait(clock::now() + wait_);
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

/// The connection was lost, or its time ran out. What came makes a whole answer all the same where the protocol's own
/// end was seen, or the model's stop with nothing after it.
bool call::end_at_loss(failure& why)
{
    if (answer_.ended()) {
        end_body();
        return true;
    }
    if (!answer_.failed())
        decoder_->finish(answer_);
    if (!answer_.ended()) {
        if (!ask_.streamed() && answer_.failed()) // a whole answer is not read before its end: it quotes what there is
            why.provider_message = answer_.failed()->provider_message;
        return false;
    }
    lost_ = why;
    end_body();
    return true;
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

bool call::changed()
{
    if (shows_fields()) { // one after another, each once
        bool const more = !completed_.empty();
        completed_field_ = more ? std::move(completed_.front()) : std::string();
        if (more)
            completed_.pop_front();
        return more;
    }
    auto const now = answer_.writer().changes();
    if (audience_ == audience::nobody || now == seen_)
        return false;
    seen_ = now;
    return true;
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
    if (std::exchange(taken_, true))
        throw error({errc::invalid_option, "result() was asked a second time: a stream gives its result once"});
    extraction_details all;
    for (auto const& one : attempts_)
        all.usage += one.usage;
    all.stop = answer_.stop();
    all.call = watch_.number();
    all.tag = ask_.tag();
    all.request_id = request_id_;
    redact(all.request_id, site_.endpoint);
    all.model = site_.name;
    all.mode = choice_.mode;
    all.mode_reason = choice_.reason;
    all.text = answer_.json();
    all.reasoning = answer_.reasoning();
    all.repairs = answer_.repairs();
    all.skipped = answer_.writer().forgiven();
    all.skipped.insert(all.skipped.end(), skipped_.begin(), skipped_.end());
    all.attempts = std::move(attempts_);
    make_utf8(all);
    return all;
}

} // namespace coax::detail
