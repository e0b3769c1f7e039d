// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "answer/single_answer.hpp"

#include "answer/answer_check.hpp"
#include "answer/source_text.hpp"
#include "provider/explain.hpp"
#include "provider/protocol.hpp"

#include <coax/error.hpp>
#include <coax/reader.hpp>

#include <algorithm>
#include <utility>

namespace coax::detail {

namespace {

provider::service const* service_of(std::string_view model)
{
    auto const* found = provider::find_service(model.substr(0, model.find('/')));
    if (found == nullptr)
        throw error({errc::unknown_provider, "the request for the reader was not made by coax::encode"});
    return found;
}

} // namespace

single_answer::single_answer(target value, tolerance reading)
{
    response_.tolerate(reading, value.renew);
    response_.start(*value.written_as, value.value, mode::json_schema, 1, false);
}

single_answer::single_answer(target value, encoded_request const& asked, tolerance reading)
    : asked_(asked),
      service_(service_of(asked.model)),
      decoder_(service_->protocol->decode())
{
    if (asked_.source)
        reading = asked_.source->tolerance().value_or(reading);
    response_.tolerate(reading, value.renew);
    response_.start(*value.written_as, value.value, asked.mode, 1, false);
    if (asked_.source)
        response_.builder().quotes_from([from = asked_.source] { return answer::source_text(*from); });
}

bool single_answer::feed(std::string_view bytes)
{
    if (finished_)
        throw error({errc::invalid_option, "reader::feed was called after reader::finish"});
    if (is_error()) {
        error_body_.append(bytes.substr(0, provider::max_error_body - error_body_.size()));
        return error_body_.size() < provider::max_error_body;
    }
    if (decided())
        return false;
    if (decoder_)
        decoder_->feed(bytes, response_);
    else
        response_.on_text(bytes);
    while (response_.step() != 0)
        ;
    return !decided();
}

/// Nothing that follows can change the outcome.
bool single_answer::decided() const
{
    auto const& end = response_.ending();
    return response_.broken() || end.failed || end.complete || (!decoder_ && response_.whole());
}

bool single_answer::finish()
{
    if (!std::exchange(finished_, true))
        why_ = read_end();
    return !why_;
}

std::optional<failure> single_answer::read_end()
{
    if (is_error())
        return provider::explain_answer(
            service_ != nullptr ? service_->protocol->service() : "the provider", head_, error_body_);
    if (!response_.broken()) {
        if (!decoder_) {
            response_.on_stop(stop_reason::complete, "");
            response_.on_end();
        } else if (!response_.ending().failed) {
            decoder_->finish(response_);
        }
        response_.finish();
    }
    return answer::check_answer(response_, asked_.source ? asked_.source->max_tokens() : 0);
}

void single_answer::require_value() const
{
    if (!finished_)
        throw error({errc::invalid_option, "reader::value was called before reader::finish"});
    if (why_)
        throw error(*why_);
}

extraction_details single_answer::details() const
{
    extraction_details known;
    known.request_id = provider::request_id(head_.headers);
    known.usage = response_.usage(asked_.body.size());
    known.stop = response_.ending().stop;
    known.model = asked_.model;
    known.mode = decoder_ ? asked_.mode : mode::automatic;
    known.text = response_.json();
    known.reasoning = response_.reasoning();
    known.repairs = response_.repairs();
    if (asked_.source)
        known.tag = asked_.source->tag();
    return known;
}

void single_answer_closer::operator()(single_answer* closed) const noexcept { delete closed; }

single_answer_ptr open_answer(target value, tolerance reading)
{
    return single_answer_ptr(std::make_unique<single_answer>(value, reading).release());
}

single_answer_ptr open_answer(target value, encoded_request const& asked, tolerance reading)
{
    return single_answer_ptr(std::make_unique<single_answer>(value, asked, reading).release());
}

void take_head(single_answer& to, http_response_head const& head) { to.take_head(head); }
bool feed(single_answer& to, std::string_view bytes) { return to.feed(bytes); }
bool finish(single_answer& ended) { return ended.finish(); }
progress const& progress_of(single_answer const& open) noexcept { return open; }
std::vector<violation> violations_of(single_answer const& open) { return open.violations(); }
extraction_details details_of(single_answer const& open) { return open.details(); }
std::optional<failure> const& failure_of(single_answer const& open) noexcept { return open.why(); }
void require_value(single_answer const& open) { open.require_value(); }

} // namespace coax::detail
