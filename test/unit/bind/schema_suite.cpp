// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// The required tests of the JSON-Schema-Test-Suite for the keywords that coax keeps. Each schema is a type, or stands
// in the list of those that are refused; each value is valid or not as the suite says, or stands in the list of
// differences, all of which are of the kinds that doc/runtime-types.md names.
#include <coax/error.hpp>
#include <coax/type.hpp>

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>
#include <string>

namespace {

namespace json = boost::json;

std::filesystem::path const folder = std::filesystem::path(COAX_TEST_DATA) / "schema" / "suite";

std::string text_of(std::filesystem::path const& file)
{
    std::ifstream in(file);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::set<std::string> lines_of(std::string_view file)
{
    std::set<std::string> all;
    std::istringstream in(text_of(folder / file));
    for (std::string line; std::getline(in, line);)
        if (!line.empty() && line.front() != '#')
            all.insert(line);
    return all;
}

struct outcome {
    std::set<std::string> refused; ///< schemas of which no type is made
    std::set<std::string> different; ///< values of which the suite says otherwise
    std::size_t agreed = 0;
};

void run(json::object const& group, std::string const& name, outcome& all)
{
    auto const title = name + " | " + std::string(group.at("description").as_string());
    try {
        auto const type = coax::type::from_schema(group.at("schema"));
        for (auto const& one : group.at("tests").as_array()) {
            bool const valid = one.at("valid").as_bool();
            if (type.check(one.at("data")).empty() == valid)
                ++all.agreed;
            else
                all.different.insert(title + " | " + std::string(one.at("description").as_string()));
        }
    } catch (coax::error const& thrown) {
        bool const clear
            = thrown.code() == coax::errc::unsupported_schema || thrown.code() == coax::errc::invalid_option;
        BOOST_TEST(clear, title << ": " << thrown.what());
        all.refused.insert(title);
    }
}

void check_same(std::set<std::string> const& found, std::set<std::string> const& listed, std::string_view file)
{
    for (auto const& one : found)
        BOOST_TEST(listed.contains(one), "not in " << file << ": " << one);
    for (auto const& one : listed)
        BOOST_TEST(found.contains(one), "no longer so, but in " << file << ": " << one);
}

} // namespace

BOOST_AUTO_TEST_CASE(the_json_schema_test_suite)
{
    outcome all;
    for (auto const& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() != ".json")
            continue;
        auto const groups = json::parse(text_of(entry.path()));
        for (auto const& group : groups.as_array())
            run(group.as_object(), entry.path().stem(), all);
    }
    check_same(all.refused, lines_of("refused.txt"), "refused.txt");
    check_same(all.different, lines_of("different.txt"), "different.txt");
    BOOST_TEST(all.agreed > 400U);
    BOOST_TEST_MESSAGE(all.agreed << " values as the suite says");
}
