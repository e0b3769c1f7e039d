// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/registry.hpp"

#include "http/origin.hpp"

#include <boost/test/unit_test.hpp>

#include <set>

using coax::mode;
using coax::provider::find_service;

BOOST_AUTO_TEST_SUITE(provider_registry)

BOOST_AUTO_TEST_CASE(every_row_is_whole)
{
    std::set<std::string_view> names;
    for (auto const& s : coax::provider::services()) {
        BOOST_TEST_CONTEXT(s.name)
        {
            BOOST_TEST(names.insert(s.name).second);
            BOOST_TEST(s.name.find('/') == s.name.npos);
            BOOST_TEST(s.protocol);
            BOOST_TEST((!s.needs_key || !s.key_variable.empty()));
            BOOST_TEST((s.automatic.contains(mode::prompted) || s.automatic.contains(mode::json_schema)));
            for (auto const m : {mode::json_schema, mode::tool, mode::json_object, mode::prompted})
                BOOST_TEST((s.modes.contains(m) || !s.automatic.contains(m)));
            if (!s.base_url.empty() && s.base_url.find('{') == s.base_url.npos)
                BOOST_TEST(coax::http::parse_base_url(s.base_url).origin.tls == s.needs_key);
        }
    }
}

// A dialect that no service keeps is a rule that is never applied. Gemini's older one is for those who ask for it.
BOOST_AUTO_TEST_CASE(every_dialect_is_some_service_s)
{
    std::set<coax::dialect> kept{coax::dialect::plain, coax::dialect::gemini_schema};
    for (auto const& s : coax::provider::services())
        kept.insert(s.dialect);
    BOOST_TEST(kept.size() == static_cast<std::size_t>(coax::dialect::grammar) + 1);
}

BOOST_AUTO_TEST_CASE(rows_are_found_by_name)
{
    BOOST_TEST_REQUIRE(find_service("anthropic"));
    BOOST_TEST(find_service("anthropic")->key_variable == "ANTHROPIC_API_KEY");
    BOOST_TEST(!find_service("anthropic")->modes.contains(mode::json_object));
    BOOST_TEST(!find_service("Anthropic"));
    BOOST_TEST(!find_service(""));
    BOOST_TEST(coax::provider::service_names().starts_with("anthropic, openai, "));
}

BOOST_AUTO_TEST_SUITE_END()
