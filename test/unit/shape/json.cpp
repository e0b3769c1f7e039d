// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include <coax/json.hpp>
#include <coax/schema.hpp>

#include <boost/describe.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

namespace {

namespace json = boost::json;

/// Neither described nor a container: only Boost.JSON knows how.
class money {
public:
    money() = default;
    explicit money(long cents) : cents_(cents) { }
    [[nodiscard]] long cents() const { return cents_; }

private:
    long cents_ = 0;
};

money tag_invoke(json::value_to_tag<money>, json::value const& from)
{
    return money(from.at("cents").to_number<long>());
}

using urgency = coax::literal<"low", "high">;

struct bill {
    money total;
    std::vector<money> items;
    urgency level;
};
BOOST_DESCRIBE_STRUCT(bill, (), (total, items, level))

} // namespace

BOOST_AUTO_TEST_SUITE(json_conversion)

BOOST_AUTO_TEST_CASE(what_boost_json_converts_may_be_a_member)
{
    using coax::detail::shape_kind;
    auto const& fields = coax::detail::shaper<bill>::value.fields;
    BOOST_TEST((fields[0].type->kind == shape_kind::custom));
    BOOST_TEST((fields[1].type->kind == shape_kind::sequence));
    BOOST_TEST((fields[2].type->kind == shape_kind::choice));

    auto const& custom = static_cast<coax::detail::custom_shape const&>(*fields[0].type);
    bill paid;
    custom.convert({{"cents", 250}}, fields[0].access(&paid));
    BOOST_TEST(paid.total.cents() == 250);
    BOOST_CHECK_THROW(custom.convert(nullptr, &paid.total), std::exception);

    BOOST_TEST(json::serialize(coax::schema_of<bill>()).find(R"("total":{})") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(literals_convert_both_ways)
{
    BOOST_TEST(json::value_from(urgency("high")) == json::value("high"));
    BOOST_TEST(json::value_from(urgency()).is_null());
    BOOST_TEST((json::value_to<urgency>(json::value("low")) == "low"));
    BOOST_CHECK_THROW(json::value_to<urgency>(json::value("mid")), boost::system::system_error);
    BOOST_CHECK_THROW(json::value_to<urgency>(json::value(1)), std::exception);
}

BOOST_AUTO_TEST_SUITE_END()
