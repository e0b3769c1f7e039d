// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "batch/record.hpp"

#include <cstdint>
#include <functional>
#include <string>

namespace coax::batching {

/// A file of records that only grows. One process at a time: it is locked. What a process that was killed left unended
/// at its end is cut off. All throw `coax::error`, `errc::journal_failed`, with the system's words.
class journal {
public:
    /// Opens or makes it, and gives `visit` every record with its offset.
    journal(std::string path, bool sync, std::function<void(record const&, std::uint64_t offset)> const& visit);
    ~journal();
    journal(journal const&) = delete;
    journal& operator=(journal const&) = delete;

    /// Adds it, and returns where it begins. When this returns, a killed process has lost nothing of it.
    std::uint64_t add(record const& what);
    [[nodiscard]] record read(std::uint64_t offset) const;

    [[nodiscard]] std::string const& path() const noexcept { return path_; }

private:
    void load(std::function<void(record const&, std::uint64_t)> const& visit);
    [[noreturn]] void fail(std::string const& what, int error = 0) const;

    std::string path_;
    std::uint64_t end_ = 0;
    int file_ = -1;
    bool sync_;
};

} // namespace coax::batching
