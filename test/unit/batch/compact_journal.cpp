// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include <coax/compact_journal.hpp>

#include "records.hpp"

#include <boost/test/unit_test.hpp>

#include <sys/resource.h>

#include <csignal>
#include <filesystem>

using namespace coax::batching;

BOOST_AUTO_TEST_SUITE(batch_compact_journal)

BOOST_AUTO_TEST_CASE(a_compacted_journal_has_the_latest_of_each_input_and_all_that_was_spent)
{
    scratch const at;
    auto again = good(1);
    again.usage.estimated = false;
    auto const link = at.path() + ".link";
    std::filesystem::create_symlink(at.path(), link);
    at.write(write_line(bad(1)) + write_line(good(0)) + write_line(bad(1)) + write_line(again) + write_line(bad(3)));
    std::filesystem::permissions(at.path(), std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    BOOST_TEST(coax::compact_journal(link) == 2U);
    BOOST_TEST(std::filesystem::is_symlink(link));
    again.usage.input_tokens += 2 * bad(1).usage.input_tokens;
    again.usage.output_tokens += 2 * bad(1).usage.output_tokens;
    auto const compact = write_line(good(0)) + write_line(again) + write_line(bad(3));
    BOOST_TEST(at.text() == compact);
    auto const rights = std::filesystem::status(at.path()).permissions();
    BOOST_TEST((rights == (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write)));
    BOOST_TEST(!std::filesystem::exists(at.path() + ".compact"));
    BOOST_TEST(coax::compact_journal(at.path()) == 0U);
    BOOST_TEST(at.text() == compact);
}

BOOST_AUTO_TEST_CASE(a_journal_that_cannot_be_compacted_is_left_as_it_was)
{
    scratch const at;
    auto const text = write_line(bad(0)) + write_line(good(0));
    at.write(text);
    {
        journal const used(at.path(), false, [](auto&&...) {});
        BOOST_CHECK_EXCEPTION(coax::compact_journal(at.path()), coax::error, failed);
    }
    ::signal(SIGXFSZ, SIG_IGN);
    rlimit old{};
    ::getrlimit(RLIMIT_FSIZE, &old);
    rlimit const full{10, old.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &full);
    BOOST_CHECK_EXCEPTION(coax::compact_journal(at.path()), coax::error, failed);
    ::setrlimit(RLIMIT_FSIZE, &old);
    BOOST_TEST(at.text() == text);
    BOOST_TEST(!std::filesystem::exists(at.path() + ".compact"));
    std::ofstream(at.path() + ".compact") << "left by a process that was killed";
    BOOST_TEST(coax::compact_journal(at.path()) == 1U);
    BOOST_TEST(all_of(at.path()).size() == 1U);
    at.write("my own notes\n");
    BOOST_CHECK_EXCEPTION(coax::compact_journal(at.path()), coax::error, failed);
    BOOST_TEST(at.text() == "my own notes\n");
}

BOOST_AUTO_TEST_SUITE_END()
