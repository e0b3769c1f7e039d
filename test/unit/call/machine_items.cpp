// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// Elements one by one, as tables of facts and actions.
#include "machine_fixture.hpp"

#include <coax/error.hpp>

using namespace coax;
using namespace coax::test;
using detail::audience;

namespace {

struct lists : machine_of<product, std::deque<product>> {
    /// What the consumer takes now.
    std::string take()
    {
        std::string names;
        std::size_t const open = machine->response().builder().item_open() ? 1 : 0;
        while (value.size() > open) {
            auto const item = std::move(value.front());
            value.pop_front();
            if (auto const position = machine->take_item()) {
                machine->give_item(*position);
                names += item.name + " ";
            }
        }
        return names;
    }
};

constexpr std::string_view nut = R"({"name":"nut","price":1})";
constexpr std::string_view screw = R"({"name":"screw","price":2})";

std::string items(std::initializer_list<std::string_view> elements, std::string_view end = "]}")
{
    std::string json = "{\"items\":[";
    for (auto const one : elements)
        json += (json.back() == '[' ? "" : ",") + std::string(one);
    return json + std::string(end);
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(call_machine_items, lists)

BOOST_AUTO_TEST_CASE(each_element_is_given_once_over_a_broken_rule)
{
    ask("Products", audience::items);
    begun();
    BOOST_TEST(bytes(delta(items({bolt, nut}, ","))).type == kind::show);
    BOOST_TEST(take() == "bolt nut ");
    BOOST_TEST(go_on().type == kind::read);
    BOOST_TEST(bytes(delta(dear)).type == kind::admit);
    BOOST_TEST(asks_with("give only the elements that are still missing"));
    sent();
    BOOST_TEST(bytes(whole(items({nut, screw, bolt, bolt}))).type == kind::show); // all again, in another order
    BOOST_TEST(take() == "screw bolt ");
    go_on();
    BOOST_TEST(end().type == kind::done);
}

BOOST_AUTO_TEST_CASE(a_retry_and_another_model_go_on_from_what_was_given)
{
    fallbacks.push_back(endpoint_of("openai/second"));
    settings.max_retries = 1;
    ask("Products", audience::items);
    begun();
    bytes(delta(items({bolt}, ",")));
    BOOST_TEST(take() == "bolt ");
    go_on();
    BOOST_TEST(breaks(errc::connection_lost).type == kind::wait);
    BOOST_TEST(resume(call::time_passed()).type == kind::admit);
    BOOST_TEST(asks_with("Its complete elements stand"));
    sent();
    bytes(delta(items({nut}, ",")));
    BOOST_TEST(take() == "nut ");
    go_on();
    BOOST_TEST(breaks(errc::connection_lost).type == kind::admit);
    BOOST_TEST(machine->endpoint().name == "openai/second");
    BOOST_TEST(asks_with(R"({\"items\":[{\"name\":\"bolt\",\"price\":5},{\"name\":\"nut\",\"price\":1}]})"));
    sent();
    bytes(whole(items({bolt, screw})));
    BOOST_TEST(take() == "screw ");
}

BOOST_AUTO_TEST_CASE(an_element_that_a_waiting_rule_refuses_ends_the_answer)
{
    ask("Products", audience::items);
    begun();
    BOOST_TEST(bytes(delta(items({bolt, nut, screw}))).type == kind::show);
    value.pop_front();
    machine->give_item(machine->take_item().value());
    value.pop_front();
    auto const second = machine->take_item();
    std::vector<violation> broken;
    broken.emplace_back(rule::custom, machine->item_pointer(second.value()) + "/name", "must not be nut");
    BOOST_TEST((machine->judge_item(std::move(broken)) == detail::item_verdict::refused));
    BOOST_TEST(go_on().type == kind::admit);
    BOOST_TEST(asks_with("/items/1/name must not be nut"));
    BOOST_TEST(value.empty()); // what came after it was not looked at
    sent();
    bytes(whole(items({bolt, screw, screw})));
    BOOST_TEST(take() == "screw screw ");
}

BOOST_AUTO_TEST_CASE(further_elements_are_asked_for_where_the_answer_is_cut_off)
{
    ask(request("Products").rescue_truncated(true), audience::items);
    begun();
    bytes(delta(items({bolt, nut}, ",")) + stop("length") + counted(1, 1) + done());
    BOOST_TEST(take() == "bolt nut ");
    go_on();
    BOOST_TEST(end().type == kind::admit);
    BOOST_TEST(asks_with("Its complete elements stand"));
    sent();
    bytes(whole(items({nut, screw}))); // it repeats one
    BOOST_TEST(take() == "screw ");
    go_on();
    BOOST_TEST(end().type == kind::done);

    ask("Products", audience::items); // which was not wanted
    begun();
    bytes(delta(items({bolt}, ",")) + stop("length") + counted(1, 1) + done());
    go_on();
    BOOST_TEST(end().type == kind::fail);
    BOOST_TEST((why().code == errc::truncated));
}

BOOST_AUTO_TEST_CASE(elements_that_were_not_taken_stay_in_the_queue)
{
    ask(request("Products").rescue_truncated(true), audience::items);
    begun();
    bytes(delta(items({bolt, nut}, ",")) + stop("length") + counted(1, 1) + done());
    BOOST_TEST(go_on().type == kind::read); // the consumer takes nothing
    BOOST_TEST(end().type == kind::admit);
    sent();
    bytes(whole(items({nut, screw})));
    go_on();
    BOOST_TEST(end().type == kind::done);
    BOOST_TEST(take() == "bolt nut screw ");
    BOOST_TEST(machine->take_details().attempts.size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_bad_element_is_skipped_or_ends_the_call)
{
    ask(request("Products").on_bad_item(bad_item::skip), audience::items);
    begun();
    bytes(whole(items({bolt, dear, nut})));
    BOOST_TEST(take() == "bolt nut ");
    go_on();
    BOOST_TEST(end().type == kind::done);
    auto const details = machine->take_details();
    BOOST_TEST(details.attempts.size() == 1U);
    BOOST_TEST(details.skipped.at(0).pointer == "/items/1/price");

    ask(request("Products").on_bad_item(bad_item::fail), audience::items);
    begun();
    BOOST_TEST(bytes(delta(items({bolt, dear}, ","))).type == kind::show);
    BOOST_TEST(take() == "bolt ");
    BOOST_TEST(go_on().type == kind::fail);
    auto const reported = why();
    BOOST_TEST((reported.code == errc::invalid_answer));
    BOOST_TEST(reported.violations.at(0).pointer == "/items/1/price");

    ask(request("Products").on_bad_item(bad_item::skip), audience::items); // by a rule that waits
    begun();
    bytes(whole(items({bolt, nut})));
    value.pop_front();
    (void)machine->take_item();
    std::vector<violation> broken;
    broken.emplace_back(rule::custom, machine->item_pointer(0) + "/name", "must not be bolt");
    BOOST_TEST((machine->judge_item(std::move(broken)) == detail::item_verdict::left_out));
    BOOST_TEST(take() == "nut ");
    go_on();
    BOOST_TEST(end().type == kind::done);
    BOOST_TEST(machine->take_details().skipped.at(0).pointer == "/items/0/name");
}

BOOST_AUTO_TEST_CASE(a_failure_after_elements_gives_nothing_more)
{
    settings.max_retries = 0;
    ask(asked("Products", 0), audience::items);
    begun();
    bytes(delta(items({bolt, nut}, ",")));
    BOOST_TEST(take() == "bolt nut ");
    go_on();
    BOOST_TEST(breaks(errc::connection_lost).type == kind::fail);
    BOOST_TEST(take() == "");
    BOOST_TEST(go_on().type == kind::done);
}

BOOST_AUTO_TEST_SUITE_END()
