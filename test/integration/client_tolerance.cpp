// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// The client against the simulator, whose answers are as models write them.
#include "client_fixture.hpp"

using namespace coax;
using namespace coax::test;

namespace {

constexpr std::string_view chatty
    = "Sure! Here is the verdict:\n\n```json\n{\n  'name': \"Ann\", // hers\n  \"Marks\": [1, \"2\",],\n"
      "  \"word\": \"Good\"\n}\n```\n\nAnything else?";

std::string bytes_of(applied_repair const& one, std::string_view text)
{
    return std::string(to_string(one.repair)) + " " + one.pointer + " "
        + std::string(text.substr(one.offset, one.size));
}

} // namespace

BOOST_AUTO_TEST_SUITE(client_tolerance, *boost::unit_test::fixture<own_authority_only>())

BOOST_AUTO_TEST_CASE(a_prompted_answer_in_prose_and_a_fence_is_streamed_and_its_repairs_listed)
{
    for (std::string const provider : {"anthropic", "openai"}) {
        client_fixture f;
        f.server.enqueue(sim::reply().text(std::string(chatty)).cut(3));
        auto const client = f.connect(provider);
        std::vector<std::string> names;
        std::optional<extraction<verdict>> got;
        auto const work = [&]() -> boost::asio::awaitable<void> {
            auto stream = client.stream<verdict>(request("Judge").mode(mode::prompted).show(granularity::delta));
            while (auto const partial = co_await stream.next()) {
                if (partial->complete<&verdict::name>() && !partial->complete<&verdict::word>())
                    names.push_back((*partial)->name);
            }
            got.emplace(co_await stream.result());
        };
        f.run(work());
        BOOST_TEST_REQUIRE(got.has_value());
        BOOST_TEST(names.size() > 3U); // shown while it was written
        for (auto const& one : names)
            BOOST_TEST(one == "Ann");
        BOOST_TEST(got->value.name == "Ann");
        BOOST_TEST((got->value.marks == std::vector<int>{1, 2}));
        BOOST_TEST((got->value.word == "good"));
        BOOST_TEST(got->text == chatty);
        BOOST_TEST(got->attempts.size() == 1U);
        std::vector<std::string> repairs;
        for (auto const& one : got->repairs)
            repairs.push_back(bytes_of(one, got->text));
        std::vector<std::string> const expected{"surrounding_text  Sure! Here is the verdict:", "fence  ```json",
            "other_quotes /name 'name'", "comment  // hers", "key /marks \"Marks\"", "number /marks/1 \"2\"",
            "trailing_comma /marks ,", "choice /word \"Good\"", "fence  ```", "surrounding_text  Anything else?"};
        BOOST_TEST(repairs == expected, boost::test_tools::per_element());
    }
}

BOOST_AUTO_TEST_CASE(elements_given_before_a_repair_are_not_given_twice)
{
    client_fixture f;
    f.server.enqueue(
        sim::reply()
            .text(R"({"items":[{"name":"a","marks":[],"word":"good"},{"name":"b","marks":[],"word":"bad"},)"
                  R"({"name":"c","marks":7,"word":"Good"},{"name":"d","marks":[],"word":"bad",}]})")
            .cut(5));
    auto const client = f.connect("openai");
    std::string names;
    std::size_t repairs = 0;
    auto const work = [&]() -> boost::asio::awaitable<void> {
        auto stream = client.each<verdict>(request("Judge all"));
        for (;;) {
            auto item = co_await stream.next();
            if (!item)
                break;
            names += item->name;
        }
        auto const details = co_await stream.result();
        repairs = details.repairs.size();
    };
    f.run(work());
    BOOST_TEST(names == "abcd");
    BOOST_TEST(repairs == 3U);
}

BOOST_AUTO_TEST_SUITE_END()
