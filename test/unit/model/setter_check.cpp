// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "model/setter_check.hpp"

#include <coax/error.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <initializer_list>
#include <string>

using namespace coax;
using namespace std::chrono_literals;
using model::verb;

namespace {

std::string message_of(request const& req, verb used)
{
    try {
        model::check_setters(req, used);
    } catch (error const& thrown) {
        BOOST_TEST((thrown.code() == errc::invalid_option));
        return thrown->message;
    }
    return "";
}

} // namespace

BOOST_AUTO_TEST_SUITE(model_setter_check)

BOOST_AUTO_TEST_CASE(each_setter_has_the_verbs_that_use_it)
{
    using enum verb;
    struct row {
        request req;
        std::string setter;
        std::initializer_list<verb> used_by;
    };
    for (auto const& [req, setter, used_by] : {
             row{request("x"), "", {extract, extract_detailed, classify, stream, each, batch, verb::encode}},
             row{request("x").show(granularity::delta), "show", {stream}},
             row{request("x").show(granularity::field), "show", {stream}},
             row{request("x").restart_shown(true), "restart_shown", {stream}},
             row{request("x").on_bad_item(bad_item::skip), "on_bad_item", {each}},
             row{request("x").on_bad_item(bad_item::fail), "on_bad_item", {each}},
             row{request("x").hedge_after(1ms), "hedge_after", {extract}},
             row{request("x").max_reasks(1), "max_reasks", {extract, extract_detailed, classify, stream, each, batch}},
             row{request("x").token_budget(9), "token_budget",
                 {extract, extract_detailed, classify, stream, each, batch}},
             row{request("x").timeout(1ms), "timeout", {extract, extract_detailed, classify, stream, each, batch}},
             row{request("x").priority(1), "priority", {extract, extract_detailed, classify, stream, each, batch}},
             row{request("x").reask(reask::patch), "reask", {extract, extract_detailed, stream, batch}},
         }) {
        for (auto const used : {extract, extract_detailed, classify, stream, each, batch, verb::encode}) {
            bool const uses = std::ranges::find(used_by, used) != used_by.end();
            auto const message = message_of(req, used);
            BOOST_TEST_CONTEXT(setter << " verb " << int(used))
            {
                BOOST_TEST(message.empty() == uses);
                BOOST_TEST((uses || message.starts_with("request::" + setter + " is set, but ")));
            }
        }
    }
    BOOST_TEST(message_of(request("x").reask(reask::patch), each)
        == "request::reask is set, but client::each does not use it; these do: client::extract, "
           "client::extract_detailed, client::stream, batch");
}

BOOST_AUTO_TEST_SUITE_END()
