// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// What a call gives beside its value.
#include "answer/class_probabilities.hpp"
#include "call/call_machine.hpp"
#include "call/redact.hpp"

#include <coax/error.hpp>

#include <algorithm>
#include <utility>

namespace coax::call {

std::vector<double> call_machine::probabilities() const
{
    auto const& classes = static_cast<detail::choice_shape const*>(target_.type)->spellings;
    auto shares = answer::class_probabilities(response().tokens(), classes);
    if (shares.empty())
        throw error({errc::no_answer,
            std::string(models_.current().service->name) + " answered, but reported no probabilities of the answer"});
    return shares;
}

usage call_machine::limited_usage() const
{
    auto spent = response().usage(exchange_.request.body.size());
    if (!models_.current().service->protocol->limits_cached_input())
        spent.input_tokens -= std::min(spent.input_tokens, spent.cache_read_tokens);
    return spent;
}

extraction_details call_machine::take_details()
{
    if (std::exchange(taken_, true))
        throw error({errc::invalid_option, "result() was asked a second time: a stream gives its result once"});
    extraction_details all;
    all.usage = log_.total_usage();
    all.cost = log_.total_cost();
    all.stop = cache_.hit() != nullptr ? stop_reason::complete : response().ending().stop;
    all.call = observer_.number();
    all.tag = request_.tag();
    all.request_id = exchange_.request_id;
    redact(all.request_id, models_.current().endpoint);
    all.model = models_.current().name;
    all.mode = models_.choice().mode;
    all.mode_reason = models_.choice().reason;
    all.cached = cache_.hit() != nullptr;
    all.text = all.cached ? *cache_.hit() : response().json();
    all.reasoning = response().reasoning();
    all.repairs = response().repairs();
    all.skipped = response().builder().forgiven();
    all.skipped.insert(all.skipped.end(), reader_.items().left_out().begin(), reader_.items().left_out().end());
    all.attempts = log_.take();
    make_utf8(all);
    return all;
}

} // namespace coax::call
