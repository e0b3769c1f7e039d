// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "batch/journal.hpp"

#include "scratch_folder.hpp"

#include <coax/detail/batch_book.hpp>
#include <coax/error.hpp>

#include <boost/test/unit_test.hpp>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <vector>

using coax::errc;
using namespace coax::batching;

namespace {

/// A journal's path; nothing is there before or after.
class scratch {
public:
    [[nodiscard]] std::string path() const { return (folder_.path() / "run.jsonl").string(); }
    void write(std::string_view text) const { std::ofstream(path(), std::ios::binary) << text; }
    [[nodiscard]] std::string text() const
    {
        std::ostringstream all;
        all << std::ifstream(path(), std::ios::binary).rdbuf();
        return all.str();
    }

private:
    coax::test::scratch_folder folder_;
};

record good(std::size_t index)
{
    return {index, 0xfedc'ba98'7654'3210 + index, {}, "{\"a\":\n\t\"\\u00e9 \xc3\xa9\"}", {11, 7, 0, 0, 0, true}};
}

record bad(std::size_t index) { return {index, index, errc::refused, "it will \"not\"", {1, 2, 0, 0, 0}}; }

void same(record const& a, record const& b)
{
    BOOST_TEST(a.index == b.index);
    BOOST_TEST(a.input == b.input);
    BOOST_TEST((a.error == b.error));
    BOOST_TEST(a.text == b.text);
    BOOST_TEST((a.usage == b.usage));
}

std::vector<record> all_of(std::string const& path)
{
    std::vector<record> found;
    journal const in(path, false, [&](record const& one, std::uint64_t) { found.push_back(one); });
    return found;
}

bool failed(coax::error const& why) { return why.code() == errc::journal_failed; }

} // namespace

BOOST_AUTO_TEST_SUITE(batch_journal)

BOOST_AUTO_TEST_CASE(a_record_is_one_line_and_comes_back_as_it_was)
{
    for (auto const& one : {good(0), good(123'456), bad(1)}) {
        auto const line = line_of(one);
        BOOST_TEST(line.find('\n') == line.size() - 1);
        auto const back = read_line(std::string_view(line).substr(0, line.size() - 1));
        BOOST_REQUIRE(back.has_value());
        same(*back, one);
    }
    for (int code = int(errc::invalid_option); code <= int(errc::unexpected); ++code) {
        auto const line = line_of({1, 1, errc(code), "", {}});
        BOOST_TEST((read_line(std::string_view(line).substr(0, line.size() - 1)).value().error == errc(code)));
    }
}

BOOST_AUTO_TEST_CASE(a_line_cut_anywhere_is_no_record)
{
    auto const line = line_of(good(3));
    for (std::size_t length = 0; length + 1 < line.size(); ++length)
        BOOST_TEST(!read_line(std::string_view(line).substr(0, length)).has_value());
    for (auto const* other :
        {"{}", "[]", "1", "{\"index\":1,\"input\":\"0\",\"ok\":false,\"error\":\"what\",\"message\":\"\"}",
            "{\"index\":-1,\"input\":\"0\",\"ok\":true,\"value\":\"1\"}",
            "{\"index\":1,\"input\":\"x\",\"ok\":true,\"value\":\"1\"}"})
        BOOST_TEST(!read_line(other).has_value());
}

BOOST_AUTO_TEST_CASE(what_was_added_is_there_for_the_next)
{
    scratch at;
    {
        std::size_t visited = 0;
        journal to(at.path(), true, [&](auto&&...) { ++visited; });
        BOOST_TEST(visited == 0U);
        auto const first = to.add(good(5));
        auto const second = to.add(bad(2));
        same(to.read(second), bad(2));
        same(to.read(first), good(5));
    }
    auto const found = all_of(at.path());
    BOOST_REQUIRE(found.size() == 2U);
    same(found[0], good(5));
    same(found[1], bad(2));
}

BOOST_AUTO_TEST_CASE(killed_at_every_byte_of_a_write_it_goes_on_behind_the_last_whole_line)
{
    auto const whole = line_of(good(0)) + line_of(bad(1));
    auto const last = line_of(good(2));
    for (std::size_t cut = 0; cut <= last.size(); ++cut) {
        scratch at;
        at.write(whole + last.substr(0, cut));
        std::size_t visited = 0;
        {
            journal to(at.path(), false, [&](auto&&...) { ++visited; });
            to.add(good(3));
        }
        BOOST_TEST(visited == (cut == last.size() ? 3U : 2U));
        BOOST_TEST(at.text() == whole + (cut == last.size() ? last : "") + line_of(good(3)));
    }
}

BOOST_AUTO_TEST_CASE(many_and_long_records_are_read_whatever_the_blocks)
{
    scratch at;
    auto big = good(0);
    big.text.assign(200'000, 'x');
    std::vector<std::uint64_t> offsets;
    {
        journal to(at.path(), false, [](auto&&...) {});
        for (std::size_t i = 0; i < 500; ++i)
            to.add(good(i));
        to.add(big);
        to.add(bad(7));
    }
    std::vector<record> found;
    journal const in(at.path(), false, [&](record const& one, std::uint64_t offset) {
        found.push_back(one);
        offsets.push_back(offset);
    });
    BOOST_REQUIRE(found.size() == 502U);
    same(found[499], good(499));
    same(found[500], big);
    same(in.read(offsets[500]), big);
    same(in.read(offsets[501]), bad(7));
}

BOOST_AUTO_TEST_CASE(a_file_that_is_no_journal_is_left_alone)
{
    for (std::string const text : {"my own notes\n", "{\"index\":0}\n{\"in", "\n"}) {
        scratch at;
        at.write(text);
        BOOST_CHECK_EXCEPTION(all_of(at.path()), coax::error, failed);
        BOOST_TEST(at.text() == text);
    }
    BOOST_CHECK_EXCEPTION(all_of("/nowhere/at/all"), coax::error, failed);
    BOOST_CHECK_EXCEPTION(all_of("/dev/null"), coax::error, failed);
    BOOST_CHECK_EXCEPTION(all_of("/tmp"), coax::error, failed);
}

BOOST_AUTO_TEST_CASE(two_batches_cannot_share_one_even_in_two_processes)
{
    scratch at;
    {
        journal const first(at.path(), false, [](auto&&...) {});
        BOOST_CHECK_EXCEPTION(all_of(at.path()), coax::error, failed);
        auto const child = ::fork();
        if (child == 0) {
            int status = 1;
            try {
                all_of(at.path());
            } catch (coax::error const&) {
                status = 0;
            }
            ::_exit(status);
        }
        int status = -1;
        ::waitpid(child, &status, 0);
        BOOST_TEST(status == 0);
    }
    BOOST_TEST(all_of(at.path()).empty());
}

BOOST_AUTO_TEST_CASE(a_full_disk_is_named_and_what_was_whole_stays)
{
    scratch at;
    journal to(at.path(), false, [](auto&&...) {});
    to.add(good(0));
    auto const before = at.text();
    ::signal(SIGXFSZ, SIG_IGN);
    rlimit old{};
    ::getrlimit(RLIMIT_FSIZE, &old);
    rlimit const full{before.size() + 10, old.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &full);
    BOOST_CHECK_EXCEPTION(to.add(good(1)), coax::error, failed);
    ::setrlimit(RLIMIT_FSIZE, &old);
    to.add(good(2));
    BOOST_TEST(at.text() == before + line_of(good(2)));
}

BOOST_AUTO_TEST_CASE(inputs_are_told_apart_by_all_that_is_asked)
{
    auto const of = [](coax::request const& one) { return fingerprint(one); };
    auto const base = of(coax::request("a").system("s"));
    BOOST_TEST(base == of(coax::request("a").system("s").max_tokens(7)));
    BOOST_TEST(base != of(coax::request("b").system("s")));
    BOOST_TEST(base != of(coax::request("a").system("t")));
    BOOST_TEST(base != of(coax::request("a").system("s").assistant("")));
    BOOST_TEST(of(coax::request().user("ab").user("c")) != of(coax::request().user("a").user("bc")));
    BOOST_TEST(of(coax::request().user("a")) != of(coax::request().assistant("a")));
}

BOOST_AUTO_TEST_CASE(a_record_of_an_input_that_no_batch_comes_to_is_refused)
{
    for (std::size_t const far : {std::size_t(1'000'001), std::size_t(-1)}) {
        scratch const at;
        at.write(line_of(good(0)) + line_of(good(far)));
        BOOST_CHECK_EXCEPTION(coax::detail::batch_book(at.path(), {}, {}), coax::error, failed);
    }
    scratch const at;
    at.write(line_of(good(999'999))); // all before it were under way
    coax::detail::batch_book book(at.path(), {}, {});
    BOOST_TEST(!book.settled(0, coax::request("x")));
}

BOOST_AUTO_TEST_SUITE_END()
