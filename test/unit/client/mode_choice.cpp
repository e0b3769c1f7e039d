// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "client/mode_choice.hpp"

#include "shape/fit.hpp"

#include <coax/error.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <map>
#include <vector>

using namespace coax;
using coax::detail::choose_mode;

namespace {

struct fits {
    std::string name;
    std::vector<int> marks;
};
BOOST_DESCRIBE_STRUCT(fits, (), (name, marks))

struct open_map {
    std::map<std::string, int> counts;
};
BOOST_DESCRIBE_STRUCT(open_map, (), (counts))

constexpr std::array modes{mode::json_schema, mode::tool, mode::json_object, mode::prompted};

mode first_of(provider::mode_set const& allowed, bool with_schema)
{
    for (auto const how : modes)
        if (allowed.contains(how) && (with_schema || how != mode::json_schema))
            return how;
    return mode::automatic;
}

} // namespace

BOOST_AUTO_TEST_SUITE(client_mode_choice)

BOOST_AUTO_TEST_CASE(a_type_that_fits_takes_the_first_mode_of_its_service)
{
    fits value;
    auto const where = detail::target_for(value);
    for (auto const& service : provider::services()) {
        BOOST_TEST_CONTEXT(service.name)
        {
            auto const choice = choose_mode(service, where, mode::automatic);
            BOOST_TEST((choice.mode == first_of(service.automatic, true)));
            BOOST_TEST(choice.strict);
            BOOST_TEST(choice.schema.contains("properties"));
            BOOST_TEST(choice.reason.find(service.name) != std::string::npos, choice.reason);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_type_that_does_not_fit_takes_the_next_and_says_why)
{
    open_map value;
    auto const where = detail::target_for(value);
    std::size_t misfits = 0;
    for (auto const& service : provider::services()) {
        BOOST_TEST_CONTEXT(service.name)
        {
            if (detail::fit(*where.type, service.dialect).misfits.empty())
                continue;
            ++misfits;
            auto const choice = choose_mode(service, where, mode::automatic);
            BOOST_TEST((choice.mode == first_of(service.automatic, false)));
            BOOST_TEST(!choice.strict);
            BOOST_TEST(choice.schema.contains("properties"));
            BOOST_TEST(choice.reason.find("counts") != std::string::npos, choice.reason);
            if (service.modes.contains(mode::json_schema)) {
                try {
                    choose_mode(service, where, mode::json_schema);
                    BOOST_ERROR("it was taken");
                } catch (error const& thrown) {
                    BOOST_TEST((thrown.code() == errc::unsupported_schema));
                    BOOST_TEST(thrown->message.find("counts") != std::string::npos, thrown->message);
                }
            }
        }
    }
    BOOST_TEST(misfits > 10U);
}

BOOST_AUTO_TEST_CASE(a_mode_asked_for_is_taken_or_refused)
{
    fits value;
    auto const where = detail::target_for(value);
    std::size_t refusals = 0;
    for (auto const& service : provider::services()) {
        for (auto const how : modes) {
            BOOST_TEST_CONTEXT(service.name << ' ' << int(how))
            {
                try {
                    auto const choice = choose_mode(service, where, how);
                    BOOST_TEST(service.modes.contains(how));
                    BOOST_TEST((choice.mode == how));
                    BOOST_TEST(choice.reason == "asked for");
                } catch (error const& thrown) {
                    ++refusals;
                    BOOST_TEST(!service.modes.contains(how));
                    BOOST_TEST((thrown.code() == errc::invalid_option));
                    BOOST_TEST(thrown->message.find(service.name) != std::string::npos, thrown->message);
                }
            }
        }
    }
    BOOST_TEST(refusals > 0U);
}

BOOST_AUTO_TEST_CASE(elements_are_asked_for_as_a_list)
{
    std::deque<fits> items;
    auto const where = detail::target_for_many(items);
    auto const choice = choose_mode(*provider::find_service("openai"), where, mode::automatic);
    BOOST_TEST(choice.schema.at("properties").as_object().contains("items"));
}

BOOST_AUTO_TEST_SUITE_END()
