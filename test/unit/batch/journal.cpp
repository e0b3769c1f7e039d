// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "batch/journal.hpp"

#include "records.hpp"
#include "text/printable.hpp"

#include <coax/detail/batch_book.hpp>
#include <coax/error.hpp>

#include <boost/test/unit_test.hpp>

#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <vector>

using coax::errc;
using namespace coax::batching;

namespace {

std::size_t synced_folders = 0;
int failing_flushes = 0; ///< 1: all but the first

} // namespace

// In the place of the system's, so that a test sees or refuses them.
extern "C" int fsync(int file)
{
    struct stat status { };
    if (::fstat(file, &status) == 0 && S_ISDIR(status.st_mode))
        ++synced_folders;
    return static_cast<int>(::syscall(SYS_fsync, file));
}

extern "C" int fdatasync(int file)
{
    if (failing_flushes > 0 && failing_flushes++ > 1) {
        errno = EIO;
        return -1;
    }
    return static_cast<int>(::syscall(SYS_fdatasync, file));
}

namespace {

void same(journal_line const& a, journal_line const& b)
{
    BOOST_TEST(a.index == b.index);
    BOOST_TEST(a.input == b.input);
    BOOST_TEST((a.error == b.error));
    BOOST_TEST(a.text == b.text);
    BOOST_TEST((a.usage == b.usage));
    BOOST_TEST(a.tag == b.tag);
    BOOST_TEST((a.cost == b.cost));
    BOOST_TEST(a.as_received == b.as_received);
}

} // namespace

BOOST_AUTO_TEST_SUITE(batch_journal)

BOOST_AUTO_TEST_CASE(a_record_is_one_line_and_comes_back_as_it_was)
{
    auto paid = good(2);
    paid.usage = {100, 50, 60, 30, 20};
    paid.cost = 0.000'123'456'789;
    auto free = bad(3);
    free.cost = 0;
    for (auto const& one : {good(0), good(123'456), bad(1), paid, free}) {
        auto const line = write_line(one);
        BOOST_TEST(line.find('\n') == line.size() - 1);
        auto const back = read_line(std::string_view(line).substr(0, line.size() - 1));
        BOOST_REQUIRE(back.has_value());
        same(*back, one);
    }
    for (int code = int(errc::invalid_option); code <= int(errc::unexpected); ++code) {
        auto const line = write_line({1, 1, errc(code), "", {}});
        BOOST_TEST((read_line(std::string_view(line).substr(0, line.size() - 1)).value().error == errc(code)));
    }
}

BOOST_AUTO_TEST_CASE(without_a_path_nothing_is_kept)
{
    auto const nothing = [](journal_line const&, std::uint64_t) { BOOST_ERROR("nothing can be there"); };
    journal first("", true, nothing);
    journal second("", false, nothing); // neither locks the other
    auto const at = first.add(good(0));
    auto const after = first.add(good(1));
    same(first.read(at), good(0));
    same(first.read(after), good(1));
    journal const third("", false, nothing);
}

BOOST_AUTO_TEST_CASE(a_line_cut_anywhere_is_no_record)
{
    auto paid = good(4);
    paid.usage = {100, 50, 60, 30, 20, true};
    paid.cost = 1.25e-7;
    paid.as_received = true;
    paid.tag = "t";
    for (auto const& one : {good(3), paid}) {
        auto const line = write_line(one);
        for (std::size_t length = 0; length + 1 < line.size(); ++length) {
            auto const part = std::string_view(line).substr(0, length);
            BOOST_TEST(!read_line(part).has_value());
            BOOST_TEST(begins_a_line(part), part);
        }
    }
    for (auto const* const other : {",\"cost\"1", ",\"cost\":x", ",\"cosy", ",\"reasoning_tokens\":1,\"cache"}) {
        auto const line = write_line(good(3));
        auto const before = line.substr(0, line.find(",\"estimated\""));
        BOOST_TEST(!begins_a_line(before + other), other);
    }
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
    auto const whole = write_line(good(0)) + write_line(bad(1));
    auto const last = write_line(good(2));
    for (std::size_t cut = 0; cut <= last.size(); ++cut) {
        scratch at;
        at.write(whole + last.substr(0, cut));
        std::size_t visited = 0;
        {
            journal to(at.path(), false, [&](auto&&...) { ++visited; });
            to.add(good(3));
        }
        bool const complete = cut + 1 >= last.size(); // its line end may lack
        BOOST_TEST(visited == (complete ? 3U : 2U));
        BOOST_TEST(at.text() == whole + (complete ? last : "") + write_line(good(3)));
    }
}

BOOST_AUTO_TEST_CASE(a_torn_record_is_cut_off_also_where_it_ends_in_a_newline)
{
    auto one = good(0);
    one.as_received = true;
    one.tag = "a \"tag\" \xe2\x82\xac";
    for (auto const& last : {write_line(one), write_line(bad(7)), write_line(good(1))})
        for (std::size_t cut = 1; cut + 1 < last.size(); ++cut) {
            BOOST_TEST(begins_a_line(last.substr(0, cut)));
            for (auto const& before : {std::string(), write_line(bad(3))}) {
                scratch at;
                at.write(before + last.substr(0, cut) + "\n");
                BOOST_TEST(all_of(at.path()).size() == (before.empty() ? 0U : 1U));
                BOOST_TEST(at.text() == before);
            }
        }
}

BOOST_AUTO_TEST_CASE(a_last_record_without_its_line_end_counts)
{
    scratch at;
    auto const whole = write_line(good(0)) + write_line(bad(1));
    at.write(whole.substr(0, whole.size() - 1));
    BOOST_TEST(all_of(at.path()).size() == 2U);
    BOOST_TEST(at.text() == whole);
}

BOOST_AUTO_TEST_CASE(line_ends_of_another_system_are_read)
{
    scratch at;
    auto text = write_line(good(0)) + write_line(bad(1));
    text.replace(text.size() - 1, 1, "\r\n");
    text.replace(text.find('\n'), 1, "\r\n");
    at.write(text);
    auto const found = all_of(at.path());
    BOOST_REQUIRE(found.size() == 2U);
    same(found[0], good(0));
    BOOST_TEST(at.text() == text);
}

BOOST_AUTO_TEST_CASE(what_is_no_utf8_is_replaced_and_comes_back)
{
    for (auto const& wrong : {std::string("\xff"), std::string("a\xe2\x82"), std::string("\xc0\x80 b"),
             std::string("\xed\xa0\x80"), std::string("\0\x01\x9b\x7f\n", 5)}) {
        scratch at;
        auto one = bad(0);
        one.text = wrong;
        one.tag = wrong;
        auto other = good(1);
        other.text = wrong;
        {
            journal to(at.path(), false, [](auto&&...) {});
            to.add(one);
            to.add(other);
        }
        auto const found = all_of(at.path());
        BOOST_REQUIRE(found.size() == 2U);
        BOOST_TEST(found[0].text == coax::text::as_utf8(wrong));
        BOOST_TEST(found[0].tag == coax::text::as_utf8(wrong));
        BOOST_TEST(found[1].text == coax::text::as_utf8(wrong));
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
    std::vector<journal_line> found;
    journal const in(at.path(), false, [&](journal_line const& one, std::uint64_t offset) {
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
    auto const record = write_line(good(0));
    auto const nul = std::string(10, '\0');
    auto const old = std::string(R"({"index":0,"input":"00000000000000aa","ok":true,"value":"1"})");
    for (std::string const& text : {std::string("my own notes\n"), std::string("my own notes"), std::string("\n"),
             std::string("{\"index\":0}\n{\"in"), std::string("{\"a\":1"),
             std::string("{\"v\":2,\"index\":7,\"note\":\""), record + "my own notes", record + "my own notes\n",
             record + "\n", record + nul, record + old, old + "\n", record.substr(0, 70) + "\n" + record,
             record + record.substr(0, 70) + "\n" + record.substr(0, 9), record.substr(0, 40) + "\nmy own notes",
             record.substr(0, record.size() - 1) + "}\n", std::string(300'000, 'x'),
             record + std::string(300'000, 'x') + "\n"}) {
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
    BOOST_TEST(at.text() == before);
    to.add({2, 2, errc::refused, "", {}}); // shorter than what was written of the one before
    BOOST_TEST(at.text() == before + write_line({2, 2, errc::refused, "", {}}));
    failing_flushes = 1;
    journal forced(at.path() + ".2", true, [](auto&&...) {});
    forced.add(good(0));
    BOOST_CHECK_EXCEPTION(forced.add(good(1)), coax::error, failed);
    failing_flushes = 0;
    forced.add(bad(2));
    same(forced.read(write_line(good(0)).size()), bad(2));
    BOOST_TEST(std::filesystem::file_size(at.path() + ".2") == write_line(good(0)).size() + write_line(bad(2)).size());
}

BOOST_AUTO_TEST_CASE(inputs_are_told_apart_by_all_that_is_asked)
{
    auto const of = [](coax::request const& one) { return fingerprint(one); };
    auto const base = of(coax::request("a").system("s"));
    BOOST_TEST(base == of(coax::request("a").system("s").max_tokens(7).tag("t").priority(2).max_reasks(0)));
    BOOST_TEST(base != of(coax::request("b").system("s")));
    BOOST_TEST(base != of(coax::request("a").system("t")));
    BOOST_TEST(base != of(coax::request("a").system("s").assistant("")));
    BOOST_TEST(of(coax::request().user("ab").user("c")) != of(coax::request().user("a").user("bc")));
    BOOST_TEST(of(coax::request().user("a")) != of(coax::request().assistant("a")));

    std::vector<std::uint64_t> all{base};
    for (auto const& one : {coax::request().source("x"), coax::request().source(""), coax::request().extra("{}"),
             coax::request().temperature(0), coax::request().top_p(0), coax::request().seed(0),
             coax::request().stop({"x"}), coax::request().effort(coax::effort::low),
             coax::request().effort(coax::effort::high), coax::request().thinking_budget(1),
             coax::request().mode(coax::mode::tool), coax::request().model("a/b"), coax::request().schema_name("x")}) {
        auto question = one;
        all.push_back(of(question.user("a").system("s")));
    }
    all.push_back(fingerprint(coax::request("a").system("s"), "a/c"));
    all.push_back(fingerprint(coax::request("a").system("s"), "", "{}"));
    std::ranges::sort(all);
    BOOST_TEST((std::ranges::adjacent_find(all) == all.end()));
    // The request's model is asked, whatever the client's is.
    BOOST_TEST(fingerprint(coax::request("a").model("x/y"), "x/z") == fingerprint(coax::request("a"), "x/y"));
}

BOOST_AUTO_TEST_CASE(a_journal_of_another_model_or_type_is_refused)
{
    scratch const at;
    auto const number = 0;
    coax::request const question("x");
    auto const open = [&](char const* model, coax::detail::shape const* type) {
        return coax::detail::batch_book(at.path(), {}, {}, model, type);
    };
    {
        auto book = open("openai/b", coax::detail::shape_of<int>());
        int value = number;
        int again = 0;
        book.begin();
        book.succeed(0, question, {}, coax::detail::target_for(value), coax::detail::target_for(again));
        BOOST_TEST(book.settled(0, question));
    }
    BOOST_TEST(open("openai/b", coax::detail::shape_of<int>()).settled(0, question));
    BOOST_CHECK_EXCEPTION(
        (void)open("openai/c", coax::detail::shape_of<int>()).settled(0, question), coax::error, failed);
    BOOST_CHECK_EXCEPTION(
        (void)open("openai/b", coax::detail::shape_of<bool>()).settled(0, question), coax::error, failed);
}

BOOST_AUTO_TEST_CASE(another_form_is_named)
{
    for (auto const& [line, name] : {std::pair(R"({"index":0,"input":"aa","ok":true,"value":"1"})", "form 1"),
             std::pair(R"({"v":3,"index":0,"input":"aa","ok":true,"value":"1"})", "form 3")}) {
        scratch at;
        at.write(std::string(line) + "\n");
        BOOST_CHECK_EXCEPTION(all_of(at.path()), coax::error, [&](coax::error const& why) {
            return failed(why) && why.failure().message.find(name) != std::string::npos;
        });
        BOOST_TEST(at.text() == std::string(line) + "\n");
    }
}

BOOST_AUTO_TEST_CASE(links_lead_to_the_same_journal)
{
    scratch at;
    auto const link = at.path() + ".link";
    std::filesystem::create_symlink(at.path(), link);
    {
        journal first(link, true, [](auto&&...) {}); // the link led nowhere yet
        first.add(good(0));
        BOOST_CHECK_EXCEPTION(all_of(at.path()), coax::error, failed);
    }
    BOOST_TEST(std::filesystem::is_symlink(link));
    BOOST_TEST(all_of(at.path()).size() == 1U);
}

BOOST_AUTO_TEST_CASE(the_folder_is_forced_to_the_disk_with_sync_alone)
{
    for (bool const sync : {false, true}) {
        scratch at;
        synced_folders = 0;
        {
            journal to(at.path(), sync, [](auto&&...) {});
            to.add(good(0));
        }
        BOOST_TEST(synced_folders == (sync ? 1U : 0U));
    }
}

BOOST_AUTO_TEST_CASE(a_record_of_an_input_that_no_batch_comes_to_is_refused)
{
    for (std::size_t const far : {std::size_t(1'000'001), std::size_t(-1)}) {
        scratch const at;
        at.write(write_line(good(0)) + write_line(good(far)));
        BOOST_CHECK_EXCEPTION(coax::detail::batch_book(at.path(), {}, {}), coax::error, failed);
    }
    scratch const at;
    at.write(write_line(good(999'999))); // all before it were under way
    coax::detail::batch_book book(at.path(), {}, {});
    BOOST_TEST(!book.settled(0, coax::request("x")));
}

BOOST_AUTO_TEST_CASE(an_input_that_sets_what_a_batch_does_not_use_is_refused)
{
    scratch const at;
    coax::detail::batch_book book(at.path(), {}, {});
    BOOST_CHECK_EXCEPTION((void)book.settled(0, coax::request("x").hedge_after(std::chrono::milliseconds(1))),
        coax::error, [](coax::error const& thrown) { return thrown.code() == coax::errc::invalid_option; });
}

BOOST_AUTO_TEST_SUITE_END()
