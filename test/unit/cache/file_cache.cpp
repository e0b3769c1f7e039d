// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// Answers in a file: what comes back, what is removed, and what becomes of a file that is none or is in use.
#include "cache/database.hpp"
#include "scratch_folder.hpp"

#include <coax/error.hpp>
#include <coax/file_cache.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

using namespace std::chrono_literals;

namespace coax::cache {

namespace {

struct cache_fixture {
    test::scratch_folder folder;
    std::string const path = (folder.path() / "answers.db").string();

    static cache_key key(std::size_t number)
    {
        cache_key made{};
        for (std::size_t i = 0; i < sizeof number; ++i)
            made[i] = static_cast<std::uint8_t>(number >> (8 * i));
        return made;
    }

    /// What another program does to the file.
    void by_sqlite(std::string const& text) const
    {
        sqlite3* made = nullptr;
        BOOST_REQUIRE(sqlite3_open(path.c_str(), &made) == SQLITE_OK);
        BOOST_TEST(sqlite3_exec(made, text.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
        sqlite3_close(made);
        ::chmod(path.c_str(), 0600);
    }

    [[nodiscard]] std::string bytes() const
    {
        std::ifstream in(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    }

    /// Opening it fails and says these words, and the file is as it was.
    void refused(std::string const& words, file_cache_options options = {}) const
    {
        auto const before = bytes();
        BOOST_CHECK_EXCEPTION(database(path, options), error, [&](error const& why) {
            BOOST_TEST_CONTEXT(why.failure().message)
            {
                BOOST_TEST(why.failure().message.find(path) != std::string::npos);
                BOOST_TEST(why.failure().message.find(words) != std::string::npos);
            }
            return why.code() == errc::cache_failed;
        });
        BOOST_TEST((bytes() == before));
    }

    template <class Work>
    static void run(Work&& work)
    {
        boost::asio::io_context context;
        std::exception_ptr thrown;
        boost::asio::co_spawn(context, work(), [&](std::exception_ptr why) { thrown = why; });
        context.run();
        if (thrown)
            std::rethrow_exception(thrown);
    }
};

/// Another connection that is writing until it is closed.
class writer {
public:
    explicit writer(std::string const& path)
    {
        BOOST_REQUIRE(sqlite3_open(path.c_str(), &open_) == SQLITE_OK);
        BOOST_REQUIRE(sqlite3_exec(open_, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr) == SQLITE_OK);
    }
    writer(writer const&) = delete;
    writer& operator=(writer const&) = delete;
    ~writer() { sqlite3_close(open_); }

private:
    sqlite3* open_ = nullptr;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(cache_in_a_file, cache_fixture)

BOOST_AUTO_TEST_CASE(what_was_kept_comes_back_also_in_the_next_process)
{
    std::string const text("{\"a\":\"\\u0000\xc3\xa9\"}", 16);
    {
        database file(path, {});
        BOOST_TEST(!file.find(key(1), 100).has_value());
        BOOST_TEST(file.keep(key(1), cached_answer(text), 100));
        BOOST_TEST(file.keep(key(2), cached_answer("", true), 100));
        BOOST_TEST(file.find(key(1), 100).value().text == text);
    }
    database file(path, {});
    BOOST_TEST(file.find(key(1), 1'000'000'000).value().text == text);
    BOOST_TEST(!file.find(key(1), 0).value().as_received);
    BOOST_TEST(file.find(key(2), 0).value().text.empty());
    BOOST_TEST(file.find(key(2), 0).value().as_received);
    BOOST_TEST(!file.find(key(3), 0).has_value());
    BOOST_TEST(file.keep(key(1), cached_answer("2"), 100)); // the later one
    BOOST_TEST(file.find(key(1), 0).value().text == "2");
}

BOOST_AUTO_TEST_CASE(two_handles_see_each_others_answers)
{
    database one(path, {});
    database other(path, {});
    BOOST_TEST(one.keep(key(1), cached_answer("1"), 100));
    BOOST_TEST(other.find(key(1), 100).value().text == "1");
    BOOST_TEST(other.keep(key(2), cached_answer("2"), 100));
    BOOST_TEST(one.find(key(2), 100).value().text == "2");
}

BOOST_AUTO_TEST_CASE(it_and_the_files_beside_it_are_private)
{
    auto const old = ::umask(0);
    database file(path, {});
    BOOST_TEST(file.keep(key(1), cached_answer("1"), 100));
    ::umask(old);
    for (auto const& entry : std::filesystem::directory_iterator(folder.path())) {
        struct stat status { };
        BOOST_TEST(::stat(entry.path().c_str(), &status) == 0);
        BOOST_TEST((status.st_mode & 0777) == 0600U, entry.path());
    }
    ::chmod(path.c_str(), 0640);
    refused("chmod 600");
}

BOOST_AUTO_TEST_CASE(old_answers_are_not_given_and_are_removed)
{
    file_cache_options options;
    options.max_age = 60s;
    database file(path, options);
    for (std::size_t i = 0; i < 10; ++i)
        BOOST_TEST(file.keep(key(i), cached_answer("x"), 1000));
    BOOST_TEST(file.find(key(1), 1060).has_value());
    BOOST_TEST(!file.find(key(1), 1061).has_value());
    BOOST_TEST(file.keep(key(100), cached_answer("x"), 1061));
    database all(path, {});
    BOOST_TEST(!all.find(key(1), 1061).has_value()); // not only hidden
    BOOST_TEST(all.find(key(100), 1061).has_value());
}

BOOST_AUTO_TEST_CASE(the_oldest_go_where_the_file_is_too_large)
{
    file_cache_options options;
    options.max_bytes = 1'000'000;
    database file(path, options);
    std::string const text(10'000, 'x');
    for (std::size_t i = 0; i < 1000; ++i)
        BOOST_TEST(file.keep(key(i), cached_answer(text), std::int64_t(i)));
    std::size_t left = 0;
    for (std::size_t i = 0; i < 1000; ++i)
        left += file.find(key(i), 0).has_value() ? 1 : 0;
    BOOST_TEST(left <= 100U);
    BOOST_TEST(left > 0U);
    BOOST_TEST(file.find(key(999), 0).has_value());
    BOOST_TEST(!file.find(key(0), 0).has_value());
    BOOST_TEST(std::filesystem::file_size(path) < 3'000'000U);
}

BOOST_AUTO_TEST_CASE(a_file_that_is_no_cache_is_named_and_left_alone)
{
    std::ofstream(path) << "some text that is no database at all, and longer than a head";
    ::chmod(path.c_str(), 0600);
    refused("file is not a database");
    std::filesystem::remove(path);
    by_sqlite("CREATE TABLE theirs(a); INSERT INTO theirs VALUES(1)");
    refused("is a database of another program");
    std::filesystem::remove(path);
    std::filesystem::create_directory(path);
    BOOST_CHECK_THROW(database(path, {}), error);
    BOOST_CHECK_EXCEPTION(database(path + "/none/answers.db", {}), error,
        [](error const& why) { return why.failure().message.find("No such file") != std::string::npos; });
}

BOOST_AUTO_TEST_CASE(another_version_is_named)
{
    database(path, {});
    by_sqlite("PRAGMA user_version = 7");
    refused("its form is 7, and this version has form 1");
}

BOOST_AUTO_TEST_CASE(a_corrupt_file_is_named_when_it_is_opened_or_read)
{
    {
        database file(path, {});
        for (std::size_t i = 0; i < 200; ++i)
            BOOST_TEST(file.keep(key(i), cached_answer(std::string(1000, 'x')), 1));
    }
    auto const size = std::filesystem::file_size(path);
    BOOST_REQUIRE(size > 100'000U);
    {
        std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
        std::string const rubbish(size - 4096, '\x5a');
        file.seekp(4096); // all but the first page
        file << rubbish;
    }
    std::size_t named = 0;
    try {
        database file(path, {});
        for (std::size_t i = 0; i < 200; ++i)
            (void)file.find(key(i), 1);
    } catch (error const& why) {
        BOOST_TEST((why.code() == errc::cache_failed));
        BOOST_TEST(why.failure().message.find("malformed") != std::string::npos, why.failure().message);
        ++named;
    }
    BOOST_TEST(named == 1U);
}

BOOST_AUTO_TEST_CASE(a_file_on_a_read_only_disk_is_named)
{
    if (::geteuid() == 0) // rights do not bind root: the answer is found by SQLite's own mark alone
        return;
    database(path, {});
    ::chmod(path.c_str(), 0400);
    refused("read-only");
}

BOOST_AUTO_TEST_CASE(who_opens_waits_for_another_that_is_writing_and_then_says_so)
{
    std::ofstream{path};
    ::chmod(path.c_str(), 0600);
    writer const other(path); // makes it
    file_cache_options options;
    options.max_wait = 20ms;
    refused("is locked by another process", options);
}

BOOST_AUTO_TEST_CASE(a_locked_file_is_read_and_a_write_waits)
{
    file_cache_options options;
    options.max_wait = 50ms;
    file_cache file(path, options);
    std::shared_ptr<answer_cache> const answers = file;
    run([&]() -> boost::asio::awaitable<void> {
        cached_answer one("1");
        co_await answers->keep(key(1), one);
    });
    auto other = std::make_unique<writer>(path);
    run([&]() -> boost::asio::awaitable<void> {
        auto const found = co_await answers->find(key(1));
        BOOST_TEST(found.value().text == "1");
    });
    auto const write = [&]() -> boost::asio::awaitable<void> {
        cached_answer two("2");
        co_await answers->keep(key(2), two);
    };
    BOOST_CHECK_EXCEPTION(run(write), error, [](error const& why) { return why.code() == errc::cache_failed; });
    BOOST_TEST(file.counts().failures == 1U);
    BOOST_TEST(file.last_failure().find("longer than 50 ms") != std::string::npos);
    // The other one ends while this one waits.
    options.max_wait = 60s;
    file_cache patient(path + "2", options);
    std::shared_ptr<answer_cache> const waiting = patient;
    other = std::make_unique<writer>(path + "2");
    boost::asio::io_context context;
    bool kept = false;
    auto const wait = [&]() -> boost::asio::awaitable<void> {
        cached_answer two("2");
        co_await waiting->keep(key(2), two);
        kept = true;
    };
    boost::asio::co_spawn(context, wait(), [](std::exception_ptr why) { BOOST_TEST(!why); });
    context.run_one(); // it begins, and waits
    BOOST_TEST(!kept);
    other.reset();
    context.run();
    BOOST_TEST(kept);
    BOOST_TEST(patient.counts().failures == 0U);
}

BOOST_AUTO_TEST_CASE(hits_are_counted)
{
    file_cache file(path);
    std::shared_ptr<answer_cache> const answers = file;
    run([&]() -> boost::asio::awaitable<void> {
        cached_answer one("1");
        (void)co_await answers->find(key(1));
        co_await answers->keep(key(1), one);
        (void)co_await answers->find(key(1));
        (void)co_await answers->find(key(1));
    });
    auto const counts = file.counts();
    BOOST_TEST(counts.hits == 2U);
    BOOST_TEST(counts.misses == 1U);
    BOOST_TEST(counts.kept == 1U);
    BOOST_TEST(counts.failures == 0U);
    BOOST_TEST(file.last_failure().empty());
}

BOOST_AUTO_TEST_CASE(a_full_disk_is_a_named_failure_and_what_was_kept_stays)
{
    database file(path, {});
    BOOST_TEST(file.keep(key(1), cached_answer("1"), 1));
    ::signal(SIGXFSZ, SIG_IGN);
    rlimit old{};
    ::getrlimit(RLIMIT_FSIZE, &old);
    rlimit const full{20'000, old.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &full);
    BOOST_CHECK_EXCEPTION(
        (void)file.keep(key(2), cached_answer(std::string(100'000, 'x')), 1), error, [](error const& why) {
            BOOST_TEST(why.failure().message.find("cannot be written") != std::string::npos, why.failure().message);
            return why.code() == errc::cache_failed;
        });
    ::setrlimit(RLIMIT_FSIZE, &old);
    BOOST_TEST(file.find(key(1), 1).value().text == "1");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace coax::cache
