// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "shape/fit.hpp"
#include "unit/shape/data_folder.hpp"
#include "unit/shape/dialect_names.hpp"
#include "unit/shape/sample_types.hpp"

#include <coax/error.hpp>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

namespace {

namespace json = boost::json;
using coax::detail::root_form;

/// What each file under golden says of a type, dialect by dialect; keys in order, so text is compared.
template <class T>
void keeps(std::string const& name, root_form form = root_form::one)
{
    auto const golden = test::data("schema/golden/" + name + ".json").as_object();
    BOOST_TEST(!golden.empty());
    for (auto const& [which, expected] : golden) {
        BOOST_TEST_CONTEXT(name << " for " << which)
        {
            auto const made = coax::detail::fit(*coax::detail::shape_of<T>(), test::dialect_named(which), form);
            BOOST_TEST(json::serialize(made.schema) == json::serialize(expected));
        }
    }
}

struct misspelt {
    std::string code;
};
BOOST_DESCRIBE_STRUCT(misspelt, (), (code))
constexpr auto tag_invoke(coax::annotate_tag, misspelt const*)
{
    return coax::notes(coax::note<&misspelt::code>().pattern("[A-Z"));
}

} // namespace

BOOST_AUTO_TEST_SUITE(schema)

BOOST_AUTO_TEST_CASE(says_every_kind_of_member)
{
    keeps<sample::scalars>("scalars");
    keeps<sample::choices>("choices");
    keeps<sample::noted>("noted");
    keeps<sample::times>("times");
    keeps<sample::forms>("forms");
    keeps<sample::containers>("containers");
    keeps<sample::maps>("maps");
    keeps<sample::drawing>("drawing");
    keeps<sample::dog>("dog");
    keeps<sample::nothing>("nothing");
}

BOOST_AUTO_TEST_CASE(defines_what_is_repeated_or_recurs)
{
    keeps<sample::customer>("customer");
    keeps<sample::one_address>("one_address");
    keeps<sample::node>("node");
    keeps<sample::forest>("forest");
}

BOOST_AUTO_TEST_CASE(wraps_what_is_not_a_struct)
{
    keeps<std::vector<int>>("vector_of_int");
    keeps<sample::urgency>("urgency");
    keeps<double>("double");
    keeps<sample::figure>("figure");
    keeps<std::vector<sample::node>>("vector_of_node");
    keeps<std::optional<int>>("optional_int");

    BOOST_TEST(!coax::detail::needs_wrapping(*coax::detail::shape_of<sample::node>()));
    BOOST_TEST(coax::detail::needs_wrapping(*coax::detail::shape_of<std::vector<int>>()));
    BOOST_TEST(coax::detail::needs_wrapping(*coax::detail::shape_of<std::map<std::string, int>>()));
}

BOOST_AUTO_TEST_CASE(lists_the_elements_of_each)
{
    keeps<sample::figure>("each_figure", root_form::many);
    keeps<sample::address>("each_address", root_form::many);
}

BOOST_AUTO_TEST_CASE(the_public_function_gives_the_schema_or_says_why_not)
{
    BOOST_TEST(json::serialize(coax::schema_of<sample::square>())
        == R"({"type":"object","properties":{"kind":{"type":"string","const":"square"},"side":{"type":"number"}},)"
           R"("required":["kind","side"]})");
    BOOST_CHECK_EXCEPTION(
        (void)coax::schema_of<sample::scalars>(coax::dialect::openai), coax::error, [](coax::error const& e) {
            std::string const words = e.what();
            return e.code() == coax::errc::unsupported_schema && words.find("OpenAI") != std::string::npos
                && words.find("member anything ") != std::string::npos;
        });
    BOOST_CHECK_EXCEPTION(
        (void)coax::schema_of<sample::node>(coax::dialect::anthropic), coax::error, [](coax::error const& e) {
            return e.failure().message.find("member children[] refers to itself by way of node") != std::string::npos;
        });
}

BOOST_AUTO_TEST_CASE(a_pattern_that_is_none_is_the_programs_mistake)
{
    BOOST_CHECK_EXCEPTION((void)coax::schema_of<misspelt>(), coax::error, [](coax::error const& e) {
        return e.code() == coax::errc::invalid_option
            && e.failure().message.starts_with("the pattern of code is not a regular expression: [A-Z (");
    });
}

BOOST_AUTO_TEST_CASE(whole_numbers_are_written_as_integers)
{
    auto const text = json::serialize(coax::schema_of<sample::noted>());
    BOOST_TEST(text.find("1E0") == std::string::npos);
    BOOST_TEST(text.find(R"("maximum":1,)") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
