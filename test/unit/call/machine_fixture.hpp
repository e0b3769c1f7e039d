// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "call/call_machine.hpp"
#include "client/find_endpoint.hpp"

#include <coax/annotate.hpp>
#include <coax/check.hpp>
#include <coax/detail/target.hpp>

#include <boost/asio/error.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <deque>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace coax::call {

inline std::ostream& operator<<(std::ostream& to, action::kind type)
{
    constexpr char const* names[] = {
        "admit", "authorize", "send", "read", "wait", "yield", "run_rules", "show", "done", "fail", "look_up", "keep"};
    return to << names[static_cast<int>(type)];
}

} // namespace coax::call

namespace coax::test {

using call::action;
using kind = call::action::kind;
using namespace std::chrono_literals;

struct product {
    std::string name;
    int price = 0;
};
BOOST_DESCRIBE_STRUCT(product, (), (name, price))
constexpr auto tag_invoke(annotate_tag, product const*) { return notes(note<&product::price>().ge(0).le(100)); }

inline constexpr std::string_view bolt = R"({"name":"bolt","price":5})";
inline constexpr std::string_view dear = R"({"name":"bolt","price":500})";

/// Events of OpenAI's chat.
inline std::string delta(std::string_view text)
{
    return R"(data: {"choices":[{"index":0,"delta":{"content":)"
        + boost::json::serialize(boost::json::string_view(text.data(), text.size())) + "}}]}\n\n";
}
inline std::string stop(std::string_view word = "stop")
{
    return R"(data: {"choices":[{"index":0,"delta":{},"finish_reason":")" + std::string(word) + "\"}]}\n\n";
}
inline std::string counted(int input, int output)
{
    return R"(data: {"choices":[],"usage":{"prompt_tokens":)" + std::to_string(input) + R"(,"completion_tokens":)"
        + std::to_string(output) + "}}\n\n";
}
inline std::string done() { return "data: [DONE]\n\n"; }
inline std::string whole(std::string_view text) { return delta(text) + stop() + counted(10, 5) + done(); }

inline model::model_endpoint endpoint_of(std::string_view name)
{
    return detail::find_endpoint(name, client_options().api_key("a-key-of-some-length"));
}

/// A request that is asked again at most so often.
inline request asked(request of, std::uint32_t max_reasks) { return of.max_reasks(max_reasks); }

/// A call for a T at a time that stands still, and the facts that a driver would report.
template <class T, class Value = T>
struct machine_of {
    Value value{};
    std::vector<model::model_endpoint> fallbacks;
    call::call_settings settings;
    std::optional<call::call_machine> machine;
    model::model_endpoint first = endpoint_of("openai/first");
    call::call_machine::time_point now{std::chrono::hours(1)};
    http::response_head head{200, {{"content-type", "text/event-stream"}}};

    call::known_refusals refusals;

    machine_of()
    {
        settings.time_limit = 10min;
        settings.refusals = &refusals;
    }
    machine_of(machine_of const&) = delete;

    call::call_machine& ask(request asked, detail::audience audience = detail::audience::nobody)
    {
        auto const target = [&] {
            if constexpr (std::is_same_v<Value, T>)
                return detail::target_for(value);
            else
                return detail::target_for_many(value);
        }();
        return machine.emplace(std::move(asked), target, audience, first, fallbacks, settings);
    }

    action resume(call::fact happened) { return machine->resume(std::move(happened), {now, 0}); }
    action go_on() { return resume(call::go_on()); }
    action bytes(std::string_view text) { return resume(call::bytes_arrived{text}); }
    action end() { return resume(call::body_ended()); }
    action breaks(errc code) { return resume(call::broke_off{failure(code, "it broke")}); }
    action cancelled()
    {
        return resume(call::broke_off{failure(boost::asio::error::operation_aborted, "it was cancelled")});
    }
    action head_of(int status)
    {
        head.status = status;
        return resume(call::head_arrived{&head});
    }
    /// From `admit` to the first read of an answer.
    void sent()
    {
        BOOST_TEST(resume(call::admitted()).type == kind::send);
        BOOST_TEST(head_of(200).type == kind::read);
    }
    /// From the beginning.
    void begun()
    {
        BOOST_TEST(go_on().type == kind::admit);
        sent();
    }
    /// An attempt that the provider refuses with this status and body.
    action refused(int status, std::string_view body = {})
    {
        BOOST_TEST(resume(call::admitted()).type == kind::send);
        BOOST_TEST(head_of(status).type == kind::read);
        if (!body.empty())
            BOOST_TEST(bytes(body).type == kind::read);
        return end();
    }
    /// An answer that is cut off by the limit of tokens.
    action cut_off(std::string_view text)
    {
        bytes(delta(text) + stop("length") + counted(1, 1) + done());
        return end();
    }
    [[nodiscard]] std::string sent_body() const { return machine->request_to_send().body; }
    [[nodiscard]] bool asks_with(std::string_view words) const { return sent_body().find(words) != std::string::npos; }
    /// The schema that is sent has this property.
    [[nodiscard]] bool schema_has(std::string_view member) const
    {
        auto const body = boost::json::parse(sent_body());
        auto const& properties = body.at_pointer("/response_format/json_schema/schema/properties").as_object();
        return properties.contains(member);
    }
    /// A rule that waits, about a T.
    [[nodiscard]] static request with_rule(request of)
    {
        auto const rule = [](T const&, violations&) -> boost::asio::awaitable<void> { co_return; };
        return of.check(coax::check<T>(rule));
    }
    failure why() { return machine->take_failure(); }
};

} // namespace coax::test
