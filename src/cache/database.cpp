// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "cache/database.hpp"

#include <coax/error.hpp>

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <limits>
#include <system_error>

namespace coax::cache {

namespace {

constexpr std::int64_t form = 1;
constexpr std::int64_t application = 0x636f6178; // "coax": says in the file's head whose it is

/// Ends a statement when it goes.
class running {
public:
    explicit running(statement const& of) noexcept : of_(&of) { }
    running(running const&) = delete;
    running& operator=(running const&) = delete;
    ~running() { of_->reset(); }

    [[nodiscard]] sqlite3_stmt* get() const noexcept { return of_->get(); }

private:
    statement const* of_;
};

bool is_busy(int code) noexcept { return (code & 0xFF) == SQLITE_BUSY || (code & 0xFF) == SQLITE_LOCKED; }

void bind_key(sqlite3_stmt* to, cache_key const& key)
{
    sqlite3_bind_blob(to, 1, key.data(), static_cast<int>(key.size()), SQLITE_STATIC);
}

} // namespace

statement::statement(sqlite3* in, char const* text)
{
    sqlite3_stmt* made = nullptr;
    if (sqlite3_prepare_v3(in, text, -1, SQLITE_PREPARE_PERSISTENT, &made, nullptr) == SQLITE_OK)
        made_.reset(made);
}

void statement::reset() const noexcept
{
    sqlite3_reset(made_.get());
    sqlite3_clear_bindings(made_.get());
}

void statement::closer::operator()(sqlite3_stmt* open) const noexcept { sqlite3_finalize(open); }

void database::closer::operator()(sqlite3* open) const noexcept { sqlite3_close(open); }

void database::fail(std::string const& problem) const
{
    throw error({errc::cache_failed, "the cache " + path_ + " " + problem});
}

void database::fail_by_sqlite(std::string const& problem) const
{
    fail(problem + ": " + (open_ ? sqlite3_errmsg(open_.get()) : "no memory"));
}

database::database(std::string path, file_cache_options const& options)
    : path_(std::move(path)),
      max_age_(options.max_age.count()),
      max_bytes_(static_cast<std::int64_t>(
          std::min<std::uint64_t>(options.max_bytes, std::numeric_limits<std::int64_t>::max())))
{
    make_private();
    open(options);
    prepare();
}

/// SQLite gives the files beside it the same rights. A file that is there is not opened here: to close it would take
/// away the locks that another handle of this process holds.
void database::make_private() const
{
    struct stat status { };
    if (::stat(path_.c_str(), &status) != 0) {
        auto const made
            = errno == ENOENT ? ::open(path_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOCTTY, 0600) : -1;
        if (made < 0 && errno != EEXIST)
            fail("cannot be opened: " + std::system_category().message(errno));
        if (made >= 0)
            ::close(made);
        return;
    }
    if (!S_ISREG(status.st_mode))
        fail("is not a file");
    if ((status.st_mode & 077) != 0)
        fail("can be read or written by other users: take their rights away (chmod 600), or name another file");
}

void database::open(file_cache_options const& options)
{
    sqlite3* made = nullptr;
    auto const code = sqlite3_open_v2(path_.c_str(), &made, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
    open_.reset(made);
    if (code != SQLITE_OK)
        fail_by_sqlite("cannot be opened");
    if (sqlite3_db_readonly(open_.get(), "main") == 1)
        fail("cannot be written: the file or its disk is read-only");
    auto const wait = std::clamp<std::int64_t>(options.max_wait.count(), 0, std::numeric_limits<int>::max());
    sqlite3_busy_timeout(open_.get(), static_cast<int>(wait)); // while it is opened
    auto const owner = number("PRAGMA application_id");
    auto const tables = number("SELECT count(*) FROM sqlite_schema");
    if (owner != application && (owner != 0 || tables != 0))
        fail("is a database of another program; it is left as it is: name another file");
    auto const found = number("PRAGMA user_version");
    if (found != form && tables != 0)
        fail("was written by another version of coax: its form is " + std::to_string(found)
            + ", and this version has form " + std::to_string(form) + "; remove it, or name another file");
    run("PRAGMA journal_mode = WAL");
    run("PRAGMA synchronous = NORMAL");
    if (tables == 0) {
        run("BEGIN IMMEDIATE");
        run("CREATE TABLE IF NOT EXISTS answers(key BLOB PRIMARY KEY, answer TEXT NOT NULL, as_received INTEGER NOT "
            "NULL, "
            "made INTEGER NOT NULL) WITHOUT ROWID");
        run("CREATE INDEX IF NOT EXISTS by_age ON answers(made)");
        run(("PRAGMA application_id = " + std::to_string(application)).c_str());
        run(("PRAGMA user_version = " + std::to_string(form)).c_str());
        run("COMMIT");
    }
    sqlite3_busy_timeout(open_.get(), 0);
}

void database::prepare()
{
    auto const made = [this](char const* text) {
        statement one(open_.get(), text);
        if (one.get() == nullptr)
            fail_by_sqlite("cannot be used");
        return one;
    };
    find_ = made("SELECT answer, as_received FROM answers WHERE key = ?1 AND made >= ?2");
    keep_ = made("INSERT OR REPLACE INTO answers(key, answer, as_received, made) VALUES(?1, ?2, ?3, ?4)");
    pages_ = made("SELECT (page_count - freelist_count) * page_size FROM pragma_page_count, pragma_freelist_count, "
                  "pragma_page_size");
    // A few at a time, so that nobody waits for long.
    remove_oldest_ = made("DELETE FROM answers WHERE key IN (SELECT key FROM answers ORDER BY made LIMIT 100)");
    remove_expired_
        = made("DELETE FROM answers WHERE key IN (SELECT key FROM answers WHERE made < ?1 ORDER BY made LIMIT 100)");
}

void database::run(char const* text)
{
    auto const code = sqlite3_exec(open_.get(), text, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK)
        fail_by_sqlite(is_busy(code) ? "is locked by another process" : "cannot be used");
}

std::int64_t database::number(char const* query)
{
    statement const one(open_.get(), query);
    if (one.get() == nullptr || sqlite3_step(one.get()) != SQLITE_ROW)
        fail_by_sqlite("cannot be read");
    return sqlite3_column_int64(one.get(), 0);
}

std::optional<cached_answer> database::find(cache_key const& key, std::int64_t now)
{
    running const one(find_);
    bind_key(one.get(), key);
    sqlite3_bind_int64(one.get(), 2, max_age_ > 0 ? now - max_age_ : std::numeric_limits<std::int64_t>::min());
    auto const code = sqlite3_step(one.get());
    if (code == SQLITE_DONE || is_busy(code))
        return {};
    if (code != SQLITE_ROW)
        fail_by_sqlite("cannot be read");
    auto const* const text = static_cast<char const*>(sqlite3_column_blob(one.get(), 0));
    auto const size = static_cast<std::size_t>(sqlite3_column_bytes(one.get(), 0));
    return std::optional<cached_answer>(std::in_place, text != nullptr ? std::string(text, size) : std::string(),
        sqlite3_column_int(one.get(), 1) != 0);
}

bool database::keep(cache_key const& key, cached_answer const& answer, std::int64_t now)
{
    {
        running const one(keep_);
        bind_key(one.get(), key);
        sqlite3_bind_text64(one.get(), 2, answer.text.data(), answer.text.size(), SQLITE_STATIC, SQLITE_UTF8);
        sqlite3_bind_int(one.get(), 3, answer.as_received ? 1 : 0);
        sqlite3_bind_int64(one.get(), 4, now);
        auto const code = sqlite3_step(one.get());
        if (is_busy(code))
            return false;
        if (code != SQLITE_DONE)
            fail_by_sqlite("cannot be written");
    }
    remove_old(now);
    return true;
}

/// Where another process is writing, the next answer will do it.
void database::remove_old(std::int64_t now)
{
    auto const remove = [this](statement const& of, std::int64_t const* before) {
        running const one(of);
        if (before != nullptr)
            sqlite3_bind_int64(one.get(), 1, *before);
        auto const code = sqlite3_step(one.get());
        if (code != SQLITE_DONE && !is_busy(code))
            fail_by_sqlite("cannot be written");
    };
    if (max_age_ > 0) {
        auto const before = now - max_age_;
        remove(remove_expired_, &before);
    }
    if (max_bytes_ <= 0)
        return;
    bool over = false;
    {
        running const pages(pages_);
        over = sqlite3_step(pages.get()) == SQLITE_ROW && sqlite3_column_int64(pages.get(), 0) > max_bytes_;
    }
    if (over)
        remove(remove_oldest_, nullptr);
}

} // namespace coax::cache
