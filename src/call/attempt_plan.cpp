// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "call/attempt_plan.hpp"

#include "call/reask_prompt.hpp"

#include <utility>

namespace coax::call {

using detail::record_shape;

/// The members of a struct that are asked for alone, where some of them stand.
std::optional<missing_members> attempt_plan::choose_members(failed_attempt const& last, bool cut)
{
    bool const judged_elsewhere = !cut && last.why.http_status != 0; // by the service, which kept the answer to itself
    if (last.target.many || judged_elsewhere || !(cut || last.req.reask() == reask::patch))
        return {};
    auto missing = missing_members::of(
        static_cast<record_shape const&>(*last.target.written_as), last.answer.builder(), last.why.violations);
    if (!missing)
        return {};
    auto const wanted = missing->wanted();
    auto choice = last.models.choose_part(wanted, last.req, last.target);
    if (!choice)
        return {}; // the part does not fit where the whole does
    part_choice_ = std::move(*choice);
    return missing;
}

bool attempt_plan::reask(failed_attempt const& last, retry_policy& policy, bool in_time)
{
    auto const& why = last.why;
    bool const cut = why.code == errc::truncated;
    bool const many = last.target.many;
    if (cut ? !last.req.rescue_truncated() : why.code != errc::invalid_answer)
        return false;
    if (!cut && many && last.req.on_bad_item() == bad_item::fail)
        return false;
    auto missing = choose_members(last, cut);
    if ((cut && !many && !missing) || !in_time || !policy.ask_again())
        return false;

    scope_ = many && (cut || !last.given.empty()) ? scope::items : missing ? scope::members : scope::whole;
    if (missing)
        missing_ = std::move(missing);
    if (scope_ == scope::whole && !many && !earlier_.empty() && last.log.repeated_itself()) {
        earlier_.clear(); // it copies what stands before it: the question alone may get another answer
        return true;
    }
    if (!cut && why.http_status != 0) {
        earlier_.push_back(returned(why.text, {}, complaint(why.provider_message)));
        return true;
    }
    switch (scope_) {
    case scope::items:
        add(last, ask_for_more_items(why.violations, cut));
        break;
    case scope::members:
        add(last, ask_for(*missing_, why.violations, cut));
        break;
    case scope::whole:
        add(last, complaint(why.violations));
        break;
    }
    return true;
}

void attempt_plan::add(failed_attempt const& last, std::string words)
{
    auto const mode = last.models.choice().mode;
    bool const by_tool = (mode == mode::tool || mode == mode::tools) && !last.answer.calls().empty();
    earlier_.push_back(returned(by_tool ? "" : last.answer.text(), last.answer.calls(), std::move(words)));
    if (mode == mode::tools)
        answer_each_call(earlier_.back(), last.given, last.why.violations);
}

void attempt_plan::retry(failed_attempt const& last)
{
    if (last.given.empty())
        return;
    scope_ = scope::items;
    if (last.given.grew()) // else the model knows of all
        add(last, ask_for_more_items({}, true));
}

void attempt_plan::take_over(given_items const& given)
{
    earlier_.clear();
    scope_ = given.empty() ? scope::whole : scope::items;
    if (!given.empty())
        earlier_.push_back(already_given(given));
}

} // namespace coax::call
