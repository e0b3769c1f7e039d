// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "cli/settings.hpp"

#include "cli/usage_error.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

using namespace coax::cli;

BOOST_AUTO_TEST_SUITE(cli_settings)

BOOST_AUTO_TEST_CASE(profiles_are_found_by_name)
{
    auto const all = read_settings(R"({"profile":"work","profiles":{
        "work":{"model":"openai/gpt-5-mini","base_url":"https://gateway.example/v1","api_key_variable":"WORK_KEY",
            "headers":{"x-team":"a"}},
        "home":{"model":"ollama/qwen3"}}})",
        "config.json");
    BOOST_TEST(find_profile(all, "").base_url.value() == "https://gateway.example/v1");
    BOOST_TEST(find_profile(all, "").headers.value().at("x-team") == "a");
    BOOST_TEST(find_profile(all, "home").model.value() == "ollama/qwen3");
    BOOST_TEST(!find_profile(all, "home").base_url);
    BOOST_CHECK_EXCEPTION(find_profile(all, "hoem"), usage_error,
        [](auto const& error) { return std::string_view(error.what()).ends_with("it has home, work"); });
    BOOST_TEST(!find_profile(settings(), "").model);
}

BOOST_AUTO_TEST_CASE(what_is_wrong_is_named)
{
    struct row {
        std::string_view text;
        std::string_view words;
    };
    for (auto const& [text, words] : {row{R"({"profiles":{"a":{"model":3}}})", "/profiles/a/model must be a string"},
             row{R"({"profile":"a")", "config.json: "}, row{"[]", "config.json: "}, row{"", "config.json: "},
             row{R"({"profiles":{"a":{"modle":"x"}}})", "/profiles/a has none of the members"},
             row{R"({"profiles":{"a":{"model":"m","modle":"x"}}})", "/profiles/a/modle is no setting"},
             row{R"({"profile":"a",})", "config.json: "}})
        BOOST_CHECK_EXCEPTION(read_settings(text, "config.json"), usage_error, [&](auto const& error) {
            std::string_view const message = error.what();
            BOOST_TEST_MESSAGE(message);
            return message.starts_with("config.json: ") && message.find(words) != message.npos;
        });
}

BOOST_AUTO_TEST_SUITE_END()
