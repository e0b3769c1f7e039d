// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "shape/schema_issue.hpp"
#include "unit/shape/data_folder.hpp"
#include "unit/shape/dialect_names.hpp"
#include "unit/shape/recorded_request.hpp"

#include <boost/json/array.hpp>
#include <boost/test/unit_test.hpp>

#include <cstdlib>

namespace {

namespace json = boost::json;

void agrees(
    std::string const& name, std::vector<json::object> const& schemas, coax::dialect keeping, bool service_took_it)
{
    auto const found = coax::detail::schema_issues(schemas, keeping);
    std::string words;
    for (auto const& one : found)
        words += one.member + " " + one.message + "; ";
    BOOST_TEST(found.empty() == service_took_it, name << ": " << words);
}

} // namespace

BOOST_AUTO_TEST_SUITE(recorded)

/// Schemas that services really took or refused.
BOOST_AUTO_TEST_CASE(schemas_in_the_tree)
{
    std::size_t accepted = 0;
    std::size_t refused = 0;
    for (auto const& file : std::filesystem::directory_iterator(test::data_folder() / "schema" / "recorded")) {
        auto const record = test::read_json(file.path());
        std::vector<json::object> schemas;
        for (auto const& one : record.at("schemas").as_array())
            schemas.push_back(one.as_object());
        bool const taken = record.at("accepted").as_bool();
        ++(taken ? accepted : refused);
        agrees(file.path().filename().string(), schemas,
            test::dialect_named(record.at("dialect").as_string().subview()), taken);
    }
    BOOST_TEST(accepted >= 20U);
    BOOST_TEST(refused >= 7U);
}

/// Every request with a schema in a folder of recorded exchanges.
BOOST_AUTO_TEST_CASE(schemas_of_a_folder_of_exchanges)
{
    char const* folder = std::getenv("COAX_WIRE_DIR");
    if (folder == nullptr) {
        BOOST_TEST_MESSAGE("skipped: COAX_WIRE_DIR is not set");
        return;
    }
    std::size_t looked_at = 0;
    for (auto const& file : std::filesystem::recursive_directory_iterator(folder)) {
        if (file.path().extension() != ".json")
            continue;
        auto const exchange = test::read_json(file.path());
        auto const* parts = exchange.if_object();
        if (parts == nullptr || !parts->contains("request") || !parts->contains("response"))
            continue;
        auto const asked = test::schemas_of_request(*parts);
        auto const status = exchange.at("response").at("status").as_int64();
        // Other 400s have other reasons.
        bool const refused = status == 400 && file.path().filename().string().find("schema") != std::string::npos;
        if (asked.schemas.empty() || (status != 200 && !refused))
            continue;
        ++looked_at;
        agrees(file.path().filename().string(), asked.schemas, asked.keeping, !refused);
    }
    BOOST_TEST(looked_at > 0U);
}

BOOST_AUTO_TEST_SUITE_END()
