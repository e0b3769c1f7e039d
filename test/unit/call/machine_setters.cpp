// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "machine_fixture.hpp"

using namespace coax;
using namespace coax::test;

namespace {

struct calls : machine_of<product> { };

} // namespace

BOOST_FIXTURE_TEST_SUITE(call_machine_setters, calls)

BOOST_AUTO_TEST_CASE(nothing_is_sent_where_a_setter_would_be_ignored)
{
    auto const refused_by = [&](auto prepare, request req, detail::audience audience) {
        ask(std::move(req), audience);
        prepare();
        BOOST_TEST(go_on().type == kind::fail);
        auto const reported = why();
        BOOST_TEST((reported.code == errc::invalid_option));
        BOOST_TEST(reported.attempts.empty());
        return reported.message;
    };
    auto const nothing = [] {};
    auto const hedged = [&] { machine->expect_hedge(); };
    auto const classified = [&] { machine->want_probabilities(); };
    using enum detail::audience;
    auto const says = [](std::string const& message, std::string_view words) {
        BOOST_TEST(message.find(words) != std::string::npos, message);
    };
    says(refused_by(nothing, request("x").hedge_after(1ms), nobody), "client::extract_detailed does not use it");
    says(refused_by(hedged, request("x").hedge_after(1ms).restart_shown(true), nobody), "client::extract does not");
    says(refused_by(nothing, request("x").hedge_after(1ms), partials), "client::stream does not use it");
    says(refused_by(nothing, request("x").on_bad_item(bad_item::skip), partials), "client::stream does not use it");
    says(refused_by(classified, request("x").reask(reask::patch), nobody), "client::classify does not use it");
    ask(request("x").hedge_after(1ms));
    machine->expect_hedge();
    BOOST_TEST(go_on().type == kind::admit);
}

BOOST_AUTO_TEST_SUITE_END()
