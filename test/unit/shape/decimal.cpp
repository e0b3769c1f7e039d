// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include <coax/decimal.hpp>

#include <boost/test/unit_test.hpp>

#include <limits>
#include <stdexcept>

using coax::decimal;

BOOST_AUTO_TEST_SUITE(decimals)

BOOST_AUTO_TEST_CASE(are_numbers_as_json_has_them)
{
    for (auto const* good : {"0", "-0", "12.30", "1e6", "1E+06", "-0.5e-3", "123456789012345678901234567890"}) {
        BOOST_TEST(decimal(std::string_view(good)).str() == good);
        BOOST_TEST(decimal::from(good).has_value());
    }
    for (auto const* bad :
        {"", "-", "01", ".5", "5.", "1e", "1e+", "+1", " 1", "1 ", "0x1", "1,5", "inf", "1e1000000"}) {
        BOOST_TEST(!decimal::from(bad).has_value(), bad);
        BOOST_CHECK_THROW(decimal{std::string_view(bad)}, std::invalid_argument);
    }
    BOOST_TEST(decimal().str() == "0");
    BOOST_TEST(decimal(-12).str() == "-12");
}

BOOST_AUTO_TEST_CASE(are_compared_by_their_exact_value)
{
    struct row {
        std::string_view a, b;
        int order;
    };
    for (auto const& [a, b, order] : {row{"12.30", "12.3", 0}, row{"1e2", "100", 0}, row{"0", "-0.00", 0},
             row{"0.10", "1E-1", 0}, row{"2", "10", -1}, row{"-2", "-10", 1}, row{"-1", "0", -1},
             row{"0.1", "0.10000000000000000001", -1}, row{"-5", "3", -1}, row{"99.9", "100", -1},
             row{"1e999999", "1e999998", 1}, row{"0.002", "0.01", -1}, row{"123", "124", -1}}) {
        auto const one = decimal(a);
        auto const other = decimal(b);
        BOOST_TEST(((one <=> other) == (order <=> 0)), a << " and " << b);
        BOOST_TEST(((other <=> one) == (0 <=> order)), b << " and " << a);
        BOOST_TEST((one == other) == (order == 0), a << " and " << b);
    }
}

BOOST_AUTO_TEST_CASE(become_whole_units_and_doubles)
{
    auto const cents = [](std::string_view digits) { return decimal(digits).scaled(2).value_or(-1); };
    BOOST_TEST(cents("12.30") == 1230);
    BOOST_TEST(cents("12.3") == 1230);
    BOOST_TEST(cents("-0.01") == -1);
    BOOST_TEST(decimal(std::string_view("-0.05")).scaled(2).value() == -5);
    BOOST_TEST(cents("1e3") == 100'000);
    BOOST_TEST(cents("0.000") == 0);
    BOOST_TEST(cents("12.300") == 1230);
    BOOST_TEST(!decimal(std::string_view("12.345")).scaled(2).has_value());
    BOOST_TEST(!decimal(std::string_view("0.001")).scaled(2).has_value());
    BOOST_TEST(decimal(std::string_view("92233720368547758.07")).scaled(2).value()
        == std::numeric_limits<std::int64_t>::max());
    BOOST_TEST(!decimal(std::string_view("92233720368547758.08")).scaled(2).has_value());
    BOOST_TEST(!decimal(std::string_view("1e999999")).scaled(0).has_value());
    BOOST_TEST(decimal(std::string_view("0.1")).to_double() == 0.1);
    BOOST_TEST(decimal(std::string_view("-1e400")).to_double() == -std::numeric_limits<double>::infinity());
    BOOST_TEST(decimal(std::string_view("1e-400")).to_double() == 0);
}

BOOST_AUTO_TEST_SUITE_END()
