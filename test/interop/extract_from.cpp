// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// coax against a provider that this project did not write: extract_from PROVIDER BASE_URL ...
// Extracts what aimock.mjs says, from each, in every mode, whole and streamed. Exit status 1 names what differed.
#include <coax.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <cstdio>
#include <exception>
#include <string>
#include <vector>

namespace {

struct review {
    std::string product_name;
    std::vector<std::string> strengths;
    coax::literal<"buy", "wait", "skip"> verdict;
    double score = 0;
};
BOOST_DESCRIBE_STRUCT(review, (), (product_name, strengths, verdict, score))

bool right(review const& got)
{
    return got.product_name == "iPhone 16 Pro"
        && got.strengths == std::vector<std::string>{"fast chip", "good camera \U0001F4F7", "a \"pro\" display"}
    && got.verdict == "buy" && got.score == 8.5;
}

struct tally {
    int right = 0;
    int wrong = 0;
};

void say(tally& count, bool good, std::string const& line)
{
    ++(good ? count.right : count.wrong);
    if (!good)
        std::fprintf(stderr, "%s\n", line.c_str());
}

boost::asio::awaitable<void> extract_all(coax::client from, tally& count)
{
    constexpr std::pair<coax::mode, char const*> modes[]{{coax::mode::json_schema, "json_schema"},
        {coax::mode::tool, "tool"}, {coax::mode::json_object, "json_object"}, {coax::mode::prompted, "prompted"}};
    for (auto const& [mode, name] : modes) {
        if (mode == coax::mode::json_object && from.model().starts_with("anthropic/"))
            continue; // it has no such mode
        auto const place = from.model() + ", " + name;
        auto ask = coax::request("Which phone?").mode(mode).streamed(false);
        auto const whole = co_await coax::settle(from.extract<review>(ask));
        say(count, whole && right(*whole), place + ", whole: " + (whole ? "another value" : whole.error().message));

        auto stream = from.stream<review>(ask.streamed(true).show(coax::granularity::delta));
        int shown = 0;
        std::string why;
        bool good = false;
        try {
            while (co_await stream.next())
                ++shown;
            auto const done = co_await stream.result();
            bool const in_one_piece = mode == coax::mode::tool && from.model().starts_with("google/"); // its protocol
            good = right(done.value) && (shown > 2 || in_one_piece);
            why = (right(done.value) ? "shown " : "another value, shown ") + std::to_string(shown) + " times";
        } catch (coax::error const& thrown) {
            why = thrown.what();
        }
        say(count, good, place + ", streamed: " + why);
    }
}

} // namespace

int main(int argc, char** argv)
{
    boost::asio::io_context io;
    tally count;
    std::exception_ptr thrown;
    for (int i = 1; i + 1 < argc; i += 2) {
        auto const options = coax::client_options().base_url(argv[i + 1]).api_key("any");
        co_spawn(io, extract_all(coax::client(io, std::string(argv[i]) + "/any-model", options), count),
            [&](std::exception_ptr why) { thrown = thrown ? thrown : why; });
    }
    io.run();
    if (thrown)
        std::rethrow_exception(thrown);
    std::printf("extractions from aimock: %d right, %d wrong\n", count.right, count.wrong);
    return count.wrong == 0 && count.right > 0 ? 0 : 1;
}
