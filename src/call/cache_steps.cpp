// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "call/cache_steps.hpp"

#include "answer/kept_value.hpp"
#include "call/sha256.hpp"
#include "shape/schema.hpp"

#include <boost/json/serialize.hpp>

namespace coax::call {

void cache_steps::begin(model::model_endpoint const& to, std::string_view target, std::string_view body,
    detail::target const& into, request const& asked, tolerance reading)
{
    sha256 all;
    all.add("coax answer 1"); // the form of what is kept
    all.add(to.service->name);
    all.add(to_string(to.origin));
    all.add(target.substr(0, target.find('?'))); // a query may hold keys
    all.add(to.model);
    all.add(body);
    all.add(boost::json::serialize(detail::plain_schema(*into.type)));
    all.add(asked.source() ? "source" : "");
    all.add(asked.source().value_or(""));
    all.add(std::to_string(static_cast<int>(reading)));
    key_ = all.finish();
    model_ = to.name;
    begun_ = true;
}

bool cache_steps::take(cached_answer const& found, detail::target const& into, request const& asked)
{
    into.renew(into.value);
    if (answer::read_kept(into, found.text, found.as_received, &asked)) {
        into.renew(into.value);
        return false;
    }
    hit_ = found.text;
    return true;
}

void cache_steps::write(detail::target const& value, std::string_view model, std::string_view received)
{
    if (model != model_)
        return; // a fallback's answer is not the one to this question
    if (auto text = answer::value_as_text(value))
        written_.emplace(std::move(*text));
    else if (!received.empty())
        written_.emplace(std::string(received), true);
}

} // namespace coax::call
