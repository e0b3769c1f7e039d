// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/answer_cache.hpp>
#include <coax/file_cache.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace coax::cache {

/// A statement that is prepared once. Not for two threads at a time.
class statement {
public:
    statement() = default;
    statement(sqlite3* in, char const* text);

    [[nodiscard]] sqlite3_stmt* get() const noexcept { return made_.get(); }
    /// Ends what runs, also at the end of a scope.
    void reset() const noexcept;

private:
    struct closer {
        void operator()(sqlite3_stmt* open) const noexcept;
    };
    std::unique_ptr<sqlite3_stmt, closer> made_;
};

/// The file of a cache. Its functions do not wait: where another process is writing, they say so. All throw
/// `coax::error`, `errc::cache_failed`, with SQLite's words. Not for two threads at a time.
class database {
public:
    /// `now` in seconds since 1970, here and below.
    database(std::string path, file_cache_options const& options);

    [[nodiscard]] std::optional<cached_answer> find(cache_key const& key, std::int64_t now);
    /// False where another process is writing.
    [[nodiscard]] bool keep(cache_key const& key, cached_answer const& answer, std::int64_t now);

    [[nodiscard]] std::string const& path() const noexcept { return path_; }

private:
    void make_private() const;
    void open(file_cache_options const& options);
    void prepare();
    void run(char const* text);
    [[nodiscard]] std::int64_t number(char const* query);
    void remove_old(std::int64_t now);
    [[noreturn]] void fail(std::string const& problem) const;
    [[noreturn]] void fail_by_sqlite(std::string const& problem) const;

    struct closer {
        void operator()(sqlite3* open) const noexcept;
    };
    std::string path_;
    std::int64_t max_age_;
    std::int64_t max_bytes_;
    std::unique_ptr<sqlite3, closer> open_;
    statement find_; // these go before the connection
    statement keep_;
    statement pages_;
    statement remove_oldest_;
    statement remove_expired_;
};

} // namespace coax::cache
