// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "batch/journal_line.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace coax::batching {

/// A file of records that only grows. One process at a time: it is locked. What a killed process left of a record at
/// its end is cut off, or ended where only the line end lacks; a file that holds anything else is not touched. All
/// throw `coax::error`, `errc::journal_failed`, with the system's words.
class journal {
public:
    /// Opens or makes it (with `sync`, forces its folder to the disk, and each record), and gives `visit` every record
    /// with its offset. "" is a temporary file without a name, which is gone with the journal.
    journal(std::string path, bool sync, std::function<void(journal_line const&, std::uint64_t offset)> const& visit);
    ~journal();
    journal(journal const&) = delete;
    journal& operator=(journal const&) = delete;

    /// Adds it, and returns where it begins. When this returns, a killed process has lost nothing of it. When it
    /// throws, nothing was added.
    std::uint64_t add(journal_line const& result);
    [[nodiscard]] journal_line read(std::uint64_t offset) const;

    /// Puts a file in its place that has the records at these offsets alone, in this order, each as `change` leaves it.
    /// The journal itself stays the old file: nothing else may be done with it. A process that is killed leaves the
    /// old file or the new one.
    void keep(std::vector<std::uint64_t> const& offsets, std::function<void(journal_line&)> const& change);

    [[nodiscard]] std::string const& path() const noexcept { return path_; }

private:
    bool open();
    void open_unnamed();
    void close() noexcept;
    void load(std::function<void(journal_line const&, std::uint64_t)> const& visit);
    bool read_block(std::string& text, std::uint64_t offset) const;
    [[noreturn]] void refuse(std::string_view text, std::size_t line) const;
    void append(std::string_view bytes, std::uint64_t offset);
    void cut_back();
    void sync_folder() const;
    [[noreturn]] void fail(std::string const& problem, int error = 0) const;

    std::string path_;
    std::uint64_t end_ = 0;
    int file_ = -1;
    bool sync_;
    bool torn_ = false; ///< something may stand behind `end_`
};

} // namespace coax::batching
