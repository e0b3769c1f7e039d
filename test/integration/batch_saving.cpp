// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// A batch that saves calls: the same asked once, several in one call, answers of earlier runs, marks for prompt caches.
#include "batch_fixture.hpp"

#include <coax/answer_cache.hpp>
#include <coax/batch.hpp>
#include <coax/sim.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace asio = boost::asio;

namespace {

/// In memory.
class test_cache final : public coax::answer_cache {
public:
    asio::awaitable<std::optional<coax::cached_answer>> find(coax::cache_key key) override
    {
        std::optional<coax::cached_answer> found;
        if (auto const at = kept.find(key); at != kept.end())
            found = at->second;
        co_return found;
    }
    asio::awaitable<void> keep(coax::cache_key key, coax::cached_answer answer) override
    {
        kept[key] = std::move(answer);
        co_return;
    }
    std::map<coax::cache_key, coax::cached_answer> kept;
};

struct length_of {
    std::string text;
    std::size_t length = 0;

    friend constexpr auto tag_invoke(coax::annotate_tag, length_of const*)
    {
        return coax::notes(coax::note<&length_of::text>().quoted());
    }
};
BOOST_DESCRIBE_STRUCT(length_of, (), (text, length))

std::string answer_for(std::string const& text)
{
    return R"({"text":")" + text + R"(","length":)" + std::to_string(text.size()) + "}";
}

/// The texts of a packed prompt, by their numbers from 1 on.
std::vector<std::string> texts_in(std::string const& prompt)
{
    std::vector<std::string> found;
    for (std::size_t at = 0;;) {
        auto const mark = "<text number=\"" + std::to_string(found.size() + 1) + "\">\n";
        at = prompt.find(mark, at);
        if (at == prompt.npos)
            return found;
        at += mark.size();
        found.push_back(prompt.substr(at, prompt.find("\n</text>", at) - at));
    }
}

struct saving_fixture : coax::test::batch_fixture {
    std::vector<std::string> prompts;
    std::string model = "openai/test-model";
    std::string system;

    saving_fixture()
    {
        server.on([this](coax::sim::asked const& about) {
            prompts.push_back(about.prompt());
            return coax::sim::reply::json(answer_for(about.prompt())).usage(100, 20);
        });
    }

    std::vector<coax::batch_item<length_of>> run(std::vector<std::string> const& texts)
    {
        auto const provider = model.substr(0, model.find('/'));
        coax::client const client(context, model, server.options(provider).max_retries(0).max_reasks(0));
        std::vector<coax::request> inputs;
        for (auto const& text : texts)
            inputs.push_back(coax::request(text).system(system).tag("tag of " + text));
        auto items = items_of<length_of>(client, inputs);
        std::ranges::sort(items, {}, [](auto const& one) { return one.index; });
        return items;
    }

    /// Each has the answer to its own text.
    static void answers(std::vector<coax::batch_item<length_of>> const& items, std::vector<std::string> const& texts)
    {
        BOOST_REQUIRE(items.size() == texts.size());
        for (std::size_t i = 0; i < texts.size(); ++i) {
            BOOST_REQUIRE(items[i].result.has_value());
            BOOST_TEST(items[i].result->text == texts[i]);
            BOOST_TEST(items[i].result->length == texts[i].size());
            BOOST_TEST(items[i].tag == "tag of " + texts[i]);
        }
    }
};

coax::usage sum_of(std::vector<coax::batch_item<length_of>> const& items)
{
    coax::usage all;
    for (auto const& one : items)
        all += one.usage;
    return all;
}

std::vector<std::string> numbered(std::size_t count)
{
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < count; ++i)
        texts.push_back("document " + std::to_string(i));
    return texts;
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(batch_that_saves, saving_fixture)

BOOST_AUTO_TEST_CASE(the_same_is_asked_once_and_answered_to_all)
{
    std::vector<std::string> const texts{"a", "bb", "a", "ccc", "a", "bb", "a", "a"};
    auto const without = run(texts);
    answers(without, texts);
    BOOST_TEST(prompts.size() == 8U);
    prompts.clear();
    journal += "2";
    options.once(true);
    auto const once = run(texts);
    answers(once, texts);
    BOOST_TEST(prompts.size() == 3U);
    BOOST_TEST(sum_of(once).input_tokens == 300U);
    std::size_t shared = 0;
    for (auto const& one : once) {
        shared += one.shared ? 1 : 0;
        BOOST_TEST(one.usage.input_tokens == (one.shared ? 0U : 100U));
    }
    BOOST_TEST(shared == 5U);
    // The journal has all of them; without it, those that it knows answer the new ones.
    auto more = texts;
    more.push_back("bb");
    more.push_back("dddd");
    auto const next = run(more);
    answers(next, more);
    BOOST_TEST(prompts.size() == 4U);
    BOOST_TEST(next[8].shared);
    BOOST_TEST(!next[8].kept);
    BOOST_TEST(next[0].kept);
}

BOOST_AUTO_TEST_CASE(a_failure_and_a_budget_are_shared_too)
{
    options.once(true);
    server.on([this](coax::sim::asked const& about) {
        prompts.push_back(about.prompt());
        return coax::sim::reply().refusal("No.");
    });
    auto const refused = run({"a", "a", "a"});
    BOOST_TEST(prompts.size() == 1U);
    for (auto const& one : refused)
        BOOST_TEST((one.result.error().code == coax::errc::refused));
    journal += "2";
    options.budget({.time = std::chrono::nanoseconds(1)});
    for (auto const& one : run({"a", "a", "a"})) {
        BOOST_TEST(one.left_out);
        BOOST_TEST((one.result.error().code == coax::errc::left_out));
    }
    BOOST_TEST(prompts.size() == 1U);
}

BOOST_AUTO_TEST_CASE(answers_of_earlier_runs_are_not_asked_again)
{
    auto const cache = std::make_shared<test_cache>();
    options.cache(cache);
    auto const texts = numbered(10);
    answers(run(texts), texts);
    BOOST_TEST(cache->kept.size() == 10U);
    journal += "2";
    coax::batch_progress last;
    auto const note = [&](coax::batch_progress const& now) { last = now; };
    options.progress(note);
    auto const again = run(texts);
    answers(again, texts);
    BOOST_TEST(prompts.size() == 10U);
    BOOST_TEST(last.cached == 10U);
    for (auto const& one : again) {
        BOOST_TEST(one.cached);
        BOOST_TEST(one.usage.input_tokens == 0U);
    }
}

BOOST_AUTO_TEST_CASE(a_pack_is_one_call_and_each_input_has_its_own_answer)
{
    std::vector<std::size_t> sizes;
    server.on([&](coax::sim::asked const& about) {
        prompts.push_back(about.prompt());
        auto texts = texts_in(about.prompt());
        sizes.push_back(texts.size());
        if (texts.empty())
            return coax::sim::reply::json(answer_for(about.prompt())).usage(100, 20);
        std::string items;
        for (std::size_t i = texts.size(); i-- > 0;) // backwards: the number counts, not the place
            items += (items.empty() ? "" : ",") + (R"({"number":)" + std::to_string(i + 1)) + R"(,"answer":)"
                + answer_for(texts[i]) + "}";
        return coax::sim::reply::json("{\"items\":[" + items + "]}").usage(201, 20 * texts.size());
    });
    options.pack(5);
    auto const texts = numbered(23);
    auto const items = run(texts);
    answers(items, texts);
    BOOST_TEST(prompts.size() == 5U);
    BOOST_TEST(std::ranges::max(sizes) == 5U);
    BOOST_TEST(sum_of(items).input_tokens == prompts.size() * 201);
    BOOST_TEST(sum_of(items).output_tokens == 23U * 20U);
    for (auto const& one : items) {
        BOOST_TEST(one.packed);
        BOOST_TEST(!one.kept);
    }
    for (auto const& one : run(texts))
        BOOST_TEST(one.kept);
    BOOST_TEST(prompts.size() == 5U);
}

BOOST_AUTO_TEST_CASE(what_a_pack_lacks_or_mixes_up_is_asked_alone)
{
    server.on([&](coax::sim::asked const& about) {
        prompts.push_back(about.prompt());
        auto const texts = texts_in(about.prompt());
        if (texts.empty())
            return coax::sim::reply::json(answer_for(about.prompt())).usage(100, 20);
        BOOST_TEST(texts.size() == 5U);
        auto const item = [&](int number, std::size_t of) {
            return R"({"number":)" + std::to_string(number) + R"(,"answer":)" + answer_for(texts[of]) + "}";
        };
        // The second is of another text, the third is there twice, the fourth lacks, and so does the sixth.
        return coax::sim::reply::json("{\"items\":[" + item(1, 0) + "," + item(2, 0) + "," + item(3, 2) + ","
            + item(3, 2) + "," + item(6, 4) + "," + item(5, 4) + "]}")
            .usage(500, 100);
    });
    options.pack(5);
    auto const texts = numbered(5);
    auto const items = run(texts);
    answers(items, texts);
    std::vector<std::string> alone(prompts.begin() + 1, prompts.end());
    std::ranges::sort(alone);
    std::vector<std::string> const expected{texts[1], texts[2], texts[3]};
    BOOST_TEST(alone == expected, boost::test_tools::per_element());
    BOOST_TEST(items[0].packed);
    BOOST_TEST(!items[1].packed);
    BOOST_TEST(items[0].usage.input_tokens == 250U);
    BOOST_TEST(items[1].usage.input_tokens == 100U);
    BOOST_TEST(sum_of(items).input_tokens == 800U);
}

BOOST_AUTO_TEST_CASE(a_pack_that_gives_nothing_costs_its_first_input)
{
    std::size_t packs = 0;
    server.on([&](coax::sim::asked const& about) {
        prompts.push_back(about.prompt());
        if (texts_in(about.prompt()).empty())
            return coax::sim::reply::json(answer_for(about.prompt())).usage(100, 20);
        ++packs;
        return packs == 1 ? coax::sim::reply().refusal("No.").usage(500, 100) : coax::sim::reply::status(500);
    });
    options.pack(3).max_in_flight(2);
    auto const texts = numbered(6);
    auto const items = run(texts);
    answers(items, texts);
    BOOST_TEST(packs == 2U);
    BOOST_TEST(prompts.size() == 8U);
    BOOST_TEST(sum_of(items).input_tokens >= 600U);
}

BOOST_AUTO_TEST_CASE(a_pack_of_one_or_of_unlike_inputs_is_asked_as_ever)
{
    options.pack(5);
    auto const one = numbered(1);
    answers(run(one), one);
    BOOST_TEST(prompts.front() == one.front());
    journal += "2";
    std::vector<std::string> const texts{std::string(5000, 'x'), std::string(5000, 'y')};
    answers(run(texts), texts);
    for (std::size_t const wrong : {0U, 1001U}) {
        options.pack(wrong);
        BOOST_CHECK_EXCEPTION(run(one), coax::error, [](coax::error const& why) {
            return why.code() == coax::errc::invalid_option
                && why.failure().message.find("batch_options::pack") != std::string::npos;
        });
    }
}

BOOST_AUTO_TEST_CASE(a_long_system_text_is_marked_where_the_service_wants_marks)
{
    model = "anthropic/claude-test";
    system = std::string(5000, 's');
    std::vector<std::string> bodies;
    server.on([&](coax::sim::asked const& about) {
        bodies.push_back(about.body);
        return coax::sim::reply::json(answer_for(about.prompt())).usage(100, 20);
    });
    auto const texts = numbered(8);
    answers(run(texts), texts);
    BOOST_TEST(bodies.size() == 8U);
    for (auto const& body : bodies)
        BOOST_TEST(body.find("\"cache_control\"") != std::string::npos);
    journal += "2";
    options.mark_prefixes(false);
    answers(run(texts), texts);
    BOOST_TEST(bodies.back().find("\"cache_control\"") == std::string::npos);
    journal += "3";
    options.mark_prefixes(true);
    system = "short";
    answers(run(texts), texts);
    BOOST_TEST(bodies.back().find("\"cache_control\"") == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
