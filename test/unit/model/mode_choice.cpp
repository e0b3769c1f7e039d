// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "model/mode_choice.hpp"

#include "shape/fit.hpp"

#include <coax/error.hpp>

#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include <array>
#include <deque>
#include <optional>
#include <variant>
#include <vector>

using namespace coax;
using coax::model::choose_mode;

namespace {

struct fits {
    std::string name;
    std::vector<int> marks;
};
BOOST_DESCRIBE_STRUCT(fits, (), (name, marks))

struct anything {
    boost::json::value counts;
};
BOOST_DESCRIBE_STRUCT(anything, (), (counts))

struct with_space {
    std::string name;
};
BOOST_DESCRIBE_STRUCT(with_space, (), (name))
constexpr auto tag_invoke(annotate_tag, with_space const*)
{
    return notes(note<&with_space::name>().rename("full name"));
}

struct spaced_tool {
    literal<"spaced"> kind;
    int count = 0;
};
BOOST_DESCRIBE_STRUCT(spaced_tool, (), (kind, count))
constexpr auto tag_invoke(annotate_tag, spaced_tool const*)
{
    return notes(note<&spaced_tool::count>().rename("how many?"));
}

struct cat {
    literal<"cat"> kind;
    int lives = 9;
};
BOOST_DESCRIBE_STRUCT(cat, (), (kind, lives))
struct dog {
    literal<"dog"> kind;
    std::string bark;
};
BOOST_DESCRIBE_STRUCT(dog, (), (kind, bark))

// 26 members that may be missing: Anthropic takes 24 in all of a request's strict tools.
struct form_a {
    literal<"a"> kind;
    std::optional<int> a, b, c, d, e, f, g, h, i, j, k, l, m;
};
BOOST_DESCRIBE_STRUCT(form_a, (), (kind, a, b, c, d, e, f, g, h, i, j, k, l, m))
struct form_b {
    literal<"b"> kind;
    std::optional<int> a, b, c, d, e, f, g, h, i, j, k, l, m;
};
BOOST_DESCRIBE_STRUCT(form_b, (), (kind, a, b, c, d, e, f, g, h, i, j, k, l, m))

constexpr std::array modes{mode::json_schema, mode::tool, mode::json_object, mode::prompted};

mode first_of(provider::mode_set const& allowed, bool with_schema)
{
    for (auto const one : modes)
        if (allowed.contains(one) && (with_schema || one != mode::json_schema))
            return one;
    return mode::automatic;
}

} // namespace

BOOST_AUTO_TEST_SUITE(client_mode_choice)

BOOST_AUTO_TEST_CASE(a_name_that_the_service_refuses_goes_into_the_prompt)
{
    with_space value;
    auto const target = detail::target_for(value);
    auto const refused = [&](std::string_view service, mode one) {
        try {
            (void)choose_mode(*provider::find_service(service), target, one);
        } catch (error const& thrown) {
            BOOST_TEST((thrown.code() == errc::unsupported_schema));
            BOOST_TEST(thrown->message.find("member full name has a name that is not accepted") != std::string::npos);
            return true;
        }
        return false;
    };
    for (auto const* service : {"anthropic", "bedrock", "bedrock-anthropic"}) {
        auto const chosen = choose_mode(*provider::find_service(service), target, mode::automatic);
        BOOST_TEST((chosen.mode == mode::prompted), service);
        BOOST_TEST(chosen.reason.find("full name") != std::string::npos, chosen.reason);
        BOOST_TEST(refused(service, mode::tool));
        BOOST_TEST(refused(service, mode::json_schema));
        BOOST_TEST(!refused(service, mode::prompted));
    }
    BOOST_TEST((choose_mode(*provider::find_service("openai"), target, mode::automatic).mode == mode::json_schema));
    std::deque<std::variant<cat, spaced_tool>> items;
    auto const many = detail::target_for_many(items);
    BOOST_CHECK_THROW(choose_mode(*provider::find_service("anthropic"), many, mode::tools), error);
    BOOST_CHECK_NO_THROW(choose_mode(*provider::find_service("openai"), many, mode::tools));
}

BOOST_AUTO_TEST_CASE(a_type_that_fits_takes_the_first_mode_of_its_service)
{
    fits value;
    auto const target = detail::target_for(value);
    for (auto const& service : provider::services()) {
        BOOST_TEST_CONTEXT(service.name)
        {
            auto const choice = choose_mode(service, target, mode::automatic);
            BOOST_TEST((choice.mode == first_of(service.automatic, true)));
            BOOST_TEST(choice.strict);
            BOOST_TEST(choice.schema.contains("properties"));
            BOOST_TEST(choice.reason.find(service.name) != std::string::npos, choice.reason);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_type_that_does_not_fit_takes_the_next_and_says_why)
{
    anything value;
    auto const target = detail::target_for(value);
    std::size_t issues = 0;
    for (auto const& service : provider::services()) {
        BOOST_TEST_CONTEXT(service.name)
        {
            if (detail::fit(*target.type, service.dialect).issues.empty())
                continue;
            ++issues;
            auto const choice = choose_mode(service, target, mode::automatic);
            BOOST_TEST((choice.mode == first_of(service.automatic, false)));
            BOOST_TEST(!choice.strict);
            BOOST_TEST(choice.schema.contains("properties"));
            BOOST_TEST(choice.reason.find("counts") != std::string::npos, choice.reason);
            if (service.modes.contains(mode::json_schema)) {
                try {
                    choose_mode(service, target, mode::json_schema);
                    BOOST_ERROR("it was taken");
                } catch (error const& thrown) {
                    BOOST_TEST((thrown.code() == errc::unsupported_schema));
                    BOOST_TEST(thrown->message.find("counts") != std::string::npos, thrown->message);
                }
            }
        }
    }
    BOOST_TEST(issues > 10U);
}

BOOST_AUTO_TEST_CASE(a_mode_asked_for_is_taken_or_refused)
{
    fits value;
    auto const target = detail::target_for(value);
    std::size_t refusals = 0;
    for (auto const& service : provider::services()) {
        for (auto const one : modes) {
            BOOST_TEST_CONTEXT(service.name << ' ' << int(one))
            {
                try {
                    auto const choice = choose_mode(service, target, one);
                    BOOST_TEST(service.modes.contains(one));
                    BOOST_TEST((choice.mode == one));
                    BOOST_TEST(choice.reason == "asked for");
                } catch (error const& thrown) {
                    ++refusals;
                    BOOST_TEST(!service.modes.contains(one));
                    BOOST_TEST((thrown.code() == errc::invalid_option));
                    BOOST_TEST(thrown->message.find(service.name) != std::string::npos, thrown->message);
                }
            }
        }
    }
    BOOST_TEST(refusals > 0U);
}

BOOST_AUTO_TEST_CASE(a_tool_is_not_forced_on_a_model_that_thinks_where_that_is_refused)
{
    anything value;
    auto const target = detail::target_for(value);
    auto const& anthropic = *provider::find_service("anthropic");
    BOOST_TEST((choose_mode(anthropic, target, mode::automatic).mode == mode::tool));
    auto const thinking = choose_mode(anthropic, target, mode::automatic, true);
    BOOST_TEST((thinking.mode == mode::prompted));
    BOOST_TEST(thinking.reason.find("while the model thinks") != std::string::npos, thinking.reason);
    BOOST_CHECK_EXCEPTION(choose_mode(anthropic, target, mode::tool, true), error, [](error const& thrown) {
        return thrown.code() == errc::invalid_option && thrown->message.find("thinks") != std::string::npos;
    });
    BOOST_TEST((choose_mode(*provider::find_service("openai"), target, mode::automatic, true).mode == mode::tool));

    fits small;
    BOOST_TEST((choose_mode(anthropic, detail::target_for(small), mode::automatic, true).mode == mode::json_schema));
}

BOOST_AUTO_TEST_CASE(a_tool_for_each_alternative)
{
    std::deque<std::variant<cat, dog>> items;
    auto const target = detail::target_for_many(items);
    auto const chosen = choose_mode(*provider::find_service("anthropic"), target, mode::tools);
    BOOST_TEST((chosen.mode == mode::tools));
    BOOST_TEST_REQUIRE(chosen.tools.size() == 2U);
    BOOST_TEST(chosen.tools[0].name == "cat");
    BOOST_TEST(chosen.tools[1].name == "dog");
    BOOST_TEST(chosen.tools[1].schema.at("properties").as_object().contains("bark"));
    BOOST_TEST(chosen.tools[1].strict);

    std::deque<fits> no_variant;
    fits one;
    for (auto const& bad : {detail::target_for_many(no_variant), detail::target_for(one)})
        BOOST_CHECK_THROW(choose_mode(*provider::find_service("anthropic"), bad, mode::tools), error);
    BOOST_CHECK_THROW(choose_mode(*provider::find_service("perplexity"), target, mode::tools), error); // takes no tool
}

BOOST_AUTO_TEST_CASE(tools_are_strict_as_far_as_their_schemas_fit_together)
{
    std::deque<std::variant<form_a, form_b, cat>> items;
    auto const target = detail::target_for_many(items);
    auto const strict_for = [&](std::string_view service) {
        std::vector<bool> out;
        for (auto const& one : choose_mode(*provider::find_service(service), target, mode::tools).tools)
            out.push_back(one.strict);
        return out;
    };
    BOOST_TEST((strict_for("anthropic") == std::vector{true, false, true}));
    BOOST_TEST((strict_for("openai") == std::vector{true, true, true}));
}

BOOST_AUTO_TEST_CASE(elements_are_asked_for_as_a_list)
{
    std::deque<fits> items;
    auto const target = detail::target_for_many(items);
    auto const choice = choose_mode(*provider::find_service("openai"), target, mode::automatic);
    BOOST_TEST(choice.schema.at("properties").as_object().contains("items"));
}

BOOST_AUTO_TEST_SUITE_END()
