// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// A batch that is killed in the middle, again and again, loses nothing and asks nothing twice that it knew.
#include "scratch_folder.hpp"

#include <coax/batch.hpp>
#include <coax/sim.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <thread>
#include <vector>

namespace asio = boost::asio;

namespace {

struct numbered {
    int number = 0;
    std::string text;
};
BOOST_DESCRIBE_STRUCT(numbered, (), (number, text))

constexpr std::size_t in_flight = 4;

std::vector<std::string> inputs(int count)
{
    std::vector<std::string> all;
    for (int i = 0; i < count; ++i)
        all.push_back("document " + std::to_string(i));
    return all;
}

coax::sim::reply answer_to(coax::sim::asked const& asked)
{
    auto const number = asked.prompt().substr(asked.prompt().find(' ') + 1);
    return coax::sim::reply::json(R"({"number":)" + number + R"(,"text":"a \"quoted\" word"})").usage(10, 5);
}

class scratch {
public:
    [[nodiscard]] std::string path() const { return (folder_.path() / "run.jsonl").string(); }
    [[nodiscard]] std::size_t lines() const
    {
        std::ifstream in(path());
        std::string line;
        std::size_t count = 0;
        while (std::getline(in, line))
            count += in.eof() ? 0 : 1;
        return count;
    }

private:
    coax::test::scratch_folder folder_;
};

/// What must stand in the question.
struct quoting {
    std::string quote;
    int number = 0;

    friend constexpr auto tag_invoke(coax::annotate_tag, quoting const*)
    {
        return coax::notes(coax::note<&quoting::quote>().quoted());
    }
};
BOOST_DESCRIBE_STRUCT(quoting, (), (quote, number))

template <class T>
using results_of = std::vector<coax::result<T>>;

/// Runs one batch to its end on a context of its own.
template <class T>
results_of<T> run_for(coax::client_options const& settings, std::vector<std::string> texts, std::string journal,
    coax::batch_options options = {}, char const* model = "openai/test-model")
{
    asio::io_context context;
    coax::client client(context, model, settings);
    results_of<T> got;
    std::exception_ptr thrown;
    auto work = [&]() -> asio::awaitable<void> {
        options.max_in_flight(in_flight);
        got = co_await coax::batch<T>(client, texts, journal, options);
    };
    asio::co_spawn(context, work(), [&](std::exception_ptr why) { thrown = why; });
    context.run();
    if (thrown)
        std::rethrow_exception(thrown);
    return got;
}

results_of<numbered> run(coax::client_options const& settings, std::vector<std::string> texts, std::string journal,
    coax::batch_options options = {})
{
    return run_for<numbered>(settings, std::move(texts), std::move(journal), std::move(options));
}

/// A simulator in this process, and each batch in a child: what it was asked, and how often.
struct bench {
    asio::io_context context;
    coax::sim::server server{context.get_executor()};
    std::map<std::string, int> asked;
    std::size_t requests = 0;

    /// One batch; `kill_after` so many requests, 0 never. The child's exit status, or -1 where it was killed.
    int child(std::vector<std::string> const& texts, std::string const& journal, std::size_t kill_after)
    {
        auto const settings = server.options("openai");
        auto const pid = ::fork();
        if (pid == 0) {
            int status = 2;
            try {
                auto const got = run(settings, texts, journal);
                status = got.size() == texts.size() ? 0 : 3;
                for (std::size_t i = 0; i < got.size(); ++i)
                    if (!got[i] || got[i]->number != int(i))
                        status = 4;
            } catch (std::exception const&) {
            }
            ::_exit(status);
        }
        auto const stop_at = kill_after == 0 ? std::size_t(-1) : requests + kill_after;
        server.on([&, pid, stop_at](coax::sim::asked const& question) {
            ++asked[question.prompt()];
            if (++requests == stop_at)
                ::kill(pid, SIGKILL);
            return answer_to(question);
        });
        int status = 0;
        while (::waitpid(pid, &status, WNOHANG) == 0)
            context.run_one_for(std::chrono::milliseconds(20));
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(batch_with_a_journal)

BOOST_AUTO_TEST_CASE(killed_again_and_again_it_loses_nothing_and_asks_nothing_twice_that_it_knew)
{
    constexpr int count = 60;
    scratch at;
    bench b;
    auto const texts = inputs(count);
    std::size_t known = 0;
    std::size_t kills = 0;
    for (std::size_t const after : {1U, 7U, 13U, 2U, 11U}) {
        BOOST_REQUIRE(b.child(texts, at.path(), after) == -1);
        ++kills;
        BOOST_TEST(at.lines() >= known); // nothing is lost
        known = at.lines();
    }
    BOOST_TEST(known > 0U);
    BOOST_TEST(known < std::size_t(count));
    BOOST_TEST(b.child(texts, at.path(), 0) == 0); // every value right, in order
    BOOST_TEST(at.lines() == std::size_t(count));

    BOOST_TEST(b.asked.size() == std::size_t(count)); // each was asked,
    BOOST_TEST(b.requests <= count + kills * in_flight); // and again only what was in flight at a kill
    auto const before = b.requests;
    BOOST_TEST(b.child(texts, at.path(), 0) == 0); // all is known: nobody is asked
    BOOST_TEST(b.requests == before);
}

BOOST_AUTO_TEST_CASE(failures_stay_with_their_input_and_only_those_that_pass_are_asked_again)
{
    scratch at;
    bench b;
    auto const settings = b.server.options("openai").max_reasks(0).max_retries(0);
    std::map<std::string, int> asked;
    b.server.on([&](coax::sim::asked const& question) {
        auto const times = ++asked[question.prompt()];
        if (question.prompt() == "document 1")
            return coax::sim::reply().refusal("I will not");
        if (question.prompt() == "document 2" && times == 1)
            return coax::sim::reply::status(503);
        return answer_to(question);
    });
    std::vector<coax::batch_progress> seen;
    std::thread serving([&] { b.context.run(); });
    auto const go = [&] {
        coax::batch_options options;
        options.price({.input = 1'000'000, .output = 2'000'000});
        options.progress([&](coax::batch_progress const& now) { seen.push_back(now); });
        return run(settings, inputs(5), at.path(), options);
    };
    auto const first = go();
    BOOST_REQUIRE(first.size() == 5U);
    BOOST_TEST(first[0].has_value());
    BOOST_TEST((first[1].error().code == coax::errc::refused));
    BOOST_TEST((first[2].error().code == coax::errc::overloaded));
    BOOST_TEST(first[4].value().number == 4);
    BOOST_TEST(seen.back().done == 3U);
    BOOST_TEST(seen.back().failed == 2U);
    BOOST_TEST(seen.back().in_flight == 0U);
    BOOST_TEST(seen.back().total.value() == 5U);
    BOOST_TEST(seen.back().cost >= 3 * 20.0);

    seen.clear();
    auto const second = go();
    BOOST_TEST((second[1].error().code == coax::errc::refused));
    BOOST_TEST(second[2].value().number == 2);
    BOOST_TEST(seen.front().done == 3U); // what the journal held
    BOOST_TEST(seen.front().failed == 1U);
    BOOST_TEST(seen.back().done == 4U);
    BOOST_TEST(seen.back().failed == 1U);
    BOOST_TEST(asked["document 1"] == 1);
    BOOST_TEST(asked["document 2"] == 2);
    BOOST_TEST(asked["document 0"] == 1);

    // Other inputs are not mixed with these.
    auto others = inputs(5);
    others[3] = "something else";
    BOOST_CHECK_EXCEPTION(run(settings, others, at.path()), coax::error,
        [](coax::error const& why) { return why.code() == coax::errc::journal_failed; });
    b.server.stop();
    serving.join();
}

BOOST_AUTO_TEST_CASE(answers_that_were_put_right_come_back_now_and_in_the_next_run)
{
    scratch at;
    bench b;
    std::size_t requests = 0;
    std::vector<std::string> const answers{"```json\n{\"quote\":\"ument\",\"number\":1,}\n```",
        R"({"quote":"doc","number":"1"})", "\xff\xfe Here it is: {\"quote\":\"d\",\"number\":1}",
        R"({"quote":"nowhere","number":1})", R"({'QUOTE': 'o', number: 1})"};
    b.server.on([&](coax::sim::asked const& question) {
        ++requests;
        auto const number = static_cast<std::size_t>(std::stoi(question.prompt().substr(9)));
        return number == 5 ? coax::sim::reply().refusal("no \xff\x01 way")
                           : coax::sim::reply().text(answers.at(number));
    });
    std::thread serving([&] { b.context.run(); });
    auto const go = [&](char const* model) {
        return run_for<quoting>(
            b.server.options("openai").max_reasks(0).max_retries(0), inputs(6), at.path(), {}, model);
    };
    for (int runs = 0; runs < 3; ++runs) {
        auto const got = go("openai/test-model");
        BOOST_REQUIRE(got.size() == 6U);
        for (std::size_t const good : {0U, 1U, 2U, 4U})
            BOOST_TEST_CONTEXT(answers[good])
            {
                BOOST_REQUIRE(got[good].has_value());
                BOOST_TEST(got[good]->number == 1);
            }
        BOOST_TEST(got[0]->quote == "ument");
        BOOST_TEST((got[3].error().code == coax::errc::invalid_answer));
        BOOST_TEST((got[5].error().code == coax::errc::refused));
        BOOST_TEST(requests == 6U); // only the first run asked
    }
    BOOST_CHECK_EXCEPTION(go("openai/another-model"), coax::error,
        [](coax::error const& why) { return why.code() == coax::errc::journal_failed; });
    b.server.stop();
    serving.join();
}

BOOST_AUTO_TEST_CASE(a_failure_that_is_not_one_inputs_alone_stops_the_batch)
{
    scratch at;
    bench b;
    std::size_t requests = 0;
    b.server.on([&](coax::sim::asked const& question) {
        return ++requests > 3 ? coax::sim::reply::status(401) : answer_to(question);
    });
    std::thread serving([&] { b.context.run(); });
    auto const settings = b.server.options("openai");
    BOOST_CHECK_EXCEPTION(run(settings, inputs(40), at.path()), coax::error,
        [](coax::error const& why) { return why.code() == coax::errc::authentication; });
    BOOST_TEST(at.lines() <= 3U); // the good ones may still have been on their way
    BOOST_TEST(requests <= 3 + 2 * in_flight);
    b.server.stop();
    serving.join();
}

BOOST_AUTO_TEST_SUITE_END()
