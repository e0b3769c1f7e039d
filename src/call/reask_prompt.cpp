// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "call/reask_prompt.hpp"

#include "text/cut.hpp"
#include "text/printable.hpp"

#include <algorithm>
#include <utility>

namespace coax::call {

namespace {

constexpr std::string_view cut_off_words = "The answer was cut off.\n";
constexpr std::string_view only_the_beginning = "\n(Only the beginning of the answer is repeated here.)";

std::string does_not_fit(std::vector<violation> const& broken)
{
    return "The answer does not fit its schema:\n" + list(broken);
}

/// What is incomplete because the answer was cut off is no fault of the model's.
bool is_a_fault(violation const& one) { return one.rule != rule::syntax && one.rule != rule::missing; }

std::string pointer_of_item(std::size_t position) { return "/items/" + std::to_string(position); }

/// The broken rules of one call, with pointers into its arguments.
std::vector<violation> of_call(std::size_t call, std::vector<violation> const& broken)
{
    auto const item = pointer_of_item(call);
    std::vector<violation> found;
    for (auto const& one : broken) {
        if (!one.pointer.starts_with(item))
            continue;
        auto const rest = std::string_view(one.pointer).substr(item.size());
        if (rest.empty() || rest.front() == '/')
            found.emplace_back(one.rule, std::string(rest), one.message);
    }
    return found;
}

} // namespace

std::string list(std::vector<violation> const& broken)
{
    std::string lines;
    for (std::size_t i = 0; i < broken.size(); ++i) {
        auto const& one = broken[i];
        auto line = "- " + (one.pointer.empty() ? std::string("The answer") : one.pointer) + " " + one.message;
        if (lines.size() + line.size() > max_complaint) {
            if (lines.empty())
                lines.append(text::cut(line, max_complaint)).append("...\n");
            lines += "- and more: " + std::to_string(broken.size() - i) + "\n";
            break;
        }
        lines.append(line).append("\n");
    }
    return lines;
}

std::string complaint(std::vector<violation> const& broken)
{
    return does_not_fit(broken) + "Give the whole answer again, with this put right.";
}

std::string complaint(std::string_view service_says)
{
    return "The answer does not fit its schema:\n- " + std::string(text::cut(service_says, max_complaint))
        + "\nGive the whole answer again, with this put right.";
}

std::string ask_for(missing_members const& rest, std::vector<violation> const& broken, bool cut)
{
    std::string words;
    if (cut) {
        std::vector<violation> faults;
        std::ranges::copy_if(broken, std::back_inserter(faults), is_a_fault);
        words = std::string(cut_off_words) + (faults.empty() ? std::string() : does_not_fit(faults));
    } else {
        words = does_not_fit(broken);
    }
    return words + "The other members stand. Give only these members, as one object: " + rest.names() + ".";
}

std::string ask_for_more_items(std::vector<violation> const& broken, bool cut)
{
    if (cut)
        return "The answer was cut off. Its complete elements stand. Go on after the last complete one: give only the "
               "elements that are still missing.";
    return does_not_fit(broken)
        + "The elements before that stand. Go on after them: give only the elements that are still missing, with this "
          "put right.";
}

provider::failed_answer returned(
    std::string_view text, std::vector<provider::tool_call> const& calls, std::string words)
{
    provider::failed_answer out;
    out.text = text::cut(text, max_returned_answer);
    bool shortened = out.text.size() != text.size();
    auto room = max_returned_answer;
    for (auto const& call : calls) {
        auto const size = call.id.size() + call.name.size() + call.arguments.size();
        if (size >= room && !out.calls.empty()) {
            shortened = true;
            break;
        }
        out.calls.push_back({call.id, call.name, std::string(text::cut(call.arguments, room))});
        shortened = shortened || out.calls.back().arguments.size() != call.arguments.size();
        room -= std::min(room, size);
    }
    out.complaint = std::move(words);
    if (shortened)
        out.complaint += only_the_beginning;
    for (auto* text : {&out.text, &out.complaint}) // the next request must be JSON
        text::make_utf8(*text);
    for (auto& call : out.calls)
        text::make_utf8(call.arguments);
    return out;
}

void answer_each_call(provider::failed_answer& to, given_items const& given, std::vector<violation> const& broken)
{
    for (std::size_t n = 0; n < to.calls.size(); ++n) {
        auto& call = to.calls[n];
        auto const wrong = of_call(n, broken);
        call.accepted = given.stands(n);
        if (call.accepted)
            call.result = "Accepted. Do not call this again.";
        else if (!wrong.empty())
            call.result = "The call does not fit its schema:\n" + list(wrong)
                + "Call this again, with this put right. The calls that were accepted stand.";
        else
            call.result = "Not read. Call this again if it is still needed.";
    }
    if (!to.calls.empty() && std::ranges::all_of(to.calls, &provider::tool_call::accepted))
        to.calls.back().result += " " + to.complaint; // nothing else says what is missing
}

provider::failed_answer already_given(given_items const& given)
{
    provider::failed_answer out;
    out.text = given.json(max_returned_answer);
    out.complaint = "These elements were taken, the last of them last. Go on after them: give only the elements that "
                    "are still missing.";
    return out;
}

} // namespace coax::call
