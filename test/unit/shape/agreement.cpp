// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "unit/bind/bound.hpp"
#include "unit/shape/data_folder.hpp"
#include "unit/shape/sample_types.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

namespace {

namespace json = boost::json;

/// The binder takes and refuses these values; test/interop holds an independent validator with the plain schema to
/// the same files. Where they differ by intent, the key of the list says who refuses: a schema steers the model
/// towards the plainest spelling, and says nothing of ranges wider than 16 bits.
template <class T>
void agrees(std::string const& name)
{
    auto const values = test::data("schema/values/" + name + ".json").as_object();
    for (auto const& [kind, list] : values) {
        // "openai_accepts": in the form that dialect gives the type, where it is another.
        bool const fits = kind.ends_with("accepts") || kind == "only_schema_refuses";
        for (auto const& one : list.as_array()) {
            auto const text = json::serialize(one);
            auto const bound = coax::test::bound_to<T>(text);
            BOOST_TEST(bound.good() == fits, name << " (" << kind << ") " << text << ": " << bound.report());
        }
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(agreement)

BOOST_AUTO_TEST_CASE(of_binder_and_schema)
{
    agrees<sample::scalars>("scalars");
    agrees<sample::choices>("choices");
    agrees<sample::noted>("noted");
    agrees<sample::times>("times");
    agrees<sample::forms>("forms");
    agrees<sample::containers>("containers");
    agrees<sample::maps>("maps");
    agrees<sample::drawing>("drawing");
    agrees<sample::customer>("customer");
    agrees<sample::node>("node");
    agrees<sample::dog>("dog");
    agrees<sample::nothing>("nothing");
}

BOOST_AUTO_TEST_SUITE_END()
