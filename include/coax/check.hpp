// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/client.hpp>
#include <coax/detail/named_first.hpp>
#include <coax/violations.hpp>

#include <functional>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>

namespace coax {

/// A rule that needs to wait, for `request::check`: `asio::awaitable<void>(T const&, violations&)`. It runs once for
/// each attempt, when a value (or, for `each`, an element) is complete and has passed every other rule; what it adds
/// goes to the model like any other broken rule. It runs on the call's executor and is cancelled with the call; what it
/// throws ends the call. Copies of a request share it.
///
///     auto const known = [database](summary const& s, coax::violations& found) -> asio::awaitable<void> { ... };
///     ask.check(coax::check<summary>(known)); // named first, for g++ 12 and 13: doc/compilers.md
template <class T, class Fn>
[[nodiscard]] async_rule check(Fn&& fn)
{
    detail::function_is_named<Fn>();
    return async_rule(*detail::shape_of<T>(),
        [shared = std::make_shared<std::decay_t<Fn>>(std::forward<Fn>(fn))](
            void const* value, violations& found) { return (*shared)(*static_cast<T const*>(value), found); });
}

/// What a judging model answers.
struct judgement {
    std::string reasoning;
    bool holds = false;
    std::string what_is_wrong;
};
BOOST_DESCRIBE_STRUCT(judgement, (), (reasoning, holds, what_is_wrong))

/// A ready rule: another model judges whether `criterion` holds for `words(value)`; where it does not, its reason is
/// the broken rule. `words` is any function that returns a string. `judge_model` is kept; each judgement is a call of
/// its own, with its own tokens.
template <class T, class Words>
requires std::is_constructible_v<std::function<std::string(T const&)>, Words>
[[nodiscard]] async_rule judge(client judge_model, std::string criterion, Words&& words)
{
    detail::function_is_named<Words>();
    auto const rule = [model = std::move(judge_model), criterion = std::move(criterion),
                          words = std::function<std::string(T const&)>(std::forward<Words>(words))](
                          T const& value, violations& found) -> boost::asio::awaitable<void> {
        request question("Criterion: " + criterion + "\n\nText:\n" + words(value));
        question.system(
            "You judge whether a criterion holds for a text. Think first, then say whether it holds, and if not, "
            "what is wrong, in one sentence that helps to put it right.");
        auto const judged = co_await model.extract<judgement>(std::move(question));
        if (!judged.holds)
            found.add("must keep this criterion: " + criterion + ". " + judged.what_is_wrong);
    };
    return check<T>(rule);
}

} // namespace coax
