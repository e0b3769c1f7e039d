// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/answer_cache.hpp>
#include <coax/detail/config.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

namespace coax {

/// Of a `file_cache`. 0 is no limit.
struct file_cache_options {
    std::chrono::seconds max_age{0}; ///< older answers are not given, and are removed
    std::uint64_t max_bytes = 1'000'000'000; ///< of the file; beyond it the oldest answers are removed
    /// How long `keep` waits, without a thread, for another process that is writing.
    std::chrono::milliseconds max_wait{1'000};
};

/// Since it was opened, in this process.
struct file_cache_counts {
    std::uint64_t hits = 0;
    std::uint64_t misses = 0;
    std::uint64_t kept = 0;
    std::uint64_t failures = 0; ///< of looking up and of keeping; calls went on without the cache
};

/// Answers kept in a file across runs, and shared by processes on one machine: an SQLite database, whose table is
/// described in doc/reference/cache.md. In the library `coax::cache`, which needs SQLite.
///
///     options.cache(coax::file_cache("answers.db"));
///
/// A cheap handle: copies share the file. Safe from any thread.
///
/// The file holds answers, and keys that are hashes; no API key and no question. It is made with the rights 0600.
///
/// Time: a look-up and a write are each some ten microseconds of work on the calling thread, in memory that the system
/// has from the file; every few megabytes a write also waits for the disk. Another process that is writing is waited
/// for by a timer. Nothing is forced to the disk for one answer: after a power cut the latest may be gone.
class file_cache {
public:
    /// Opens or makes it. Throws `coax::error`, `errc::cache_failed`: the file cannot be opened or written, is no
    /// cache, was written by another version of coax, is corrupt, is locked by another process for longer than
    /// `max_wait`, or can be read by other users. It is then left as it is. Blocks the calling thread.
    COAX_CACHE_DECL explicit file_cache(std::string path, file_cache_options options = {});

    /// For `client_options::cache` and `batch_options::cache`.
    COAX_CACHE_DECL operator std::shared_ptr<answer_cache>() const; // NOLINT(google-explicit-constructor): it is one

    [[nodiscard]] COAX_CACHE_DECL file_cache_counts counts() const;
    /// In words; "" where there was none.
    [[nodiscard]] COAX_CACHE_DECL std::string last_failure() const;

private:
    class impl;
    std::shared_ptr<impl> impl_;
};

} // namespace coax
