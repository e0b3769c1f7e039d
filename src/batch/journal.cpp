// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "batch/journal.hpp"

#include <coax/error.hpp>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace coax::batching {

namespace {

constexpr std::size_t block = 16 * 1024;
constexpr std::size_t telling = 64; ///< bytes that show whether a line is a record's

} // namespace

void journal::fail(std::string const& problem, int error) const
{
    auto words = "the journal " + (path_.empty() ? "" : path_ + " ") + problem;
    if (error != 0)
        words += ": " + std::system_category().message(error);
    throw coax::error({errc::journal_failed, std::move(words)});
}

journal::journal(std::string path, bool sync, std::function<void(journal_line const&, std::uint64_t)> const& visit)
    : path_(std::move(path)),
      sync_(sync)
{
    try {
        if (path_.empty()) {
            open_unnamed();
            return;
        }
        while (!open()) { }
        load(visit);
        if (sync_)
            sync_folder();
    } catch (...) {
        close();
        throw;
    }
}

journal::~journal() { close(); }

void journal::close() noexcept
{
    if (file_ >= 0)
        ::close(file_);
    file_ = -1;
}

void journal::open_unnamed()
{
    auto name = (std::filesystem::temp_directory_path() / "coax-journal-XXXXXX").string();
    file_ = ::mkostemp(name.data(), O_CLOEXEC);
    if (file_ < 0)
        fail("cannot be made as a temporary file", errno);
    ::unlink(name.c_str());
    sync_ = false;
}

/// Opens and locks it; false where another process has put another file in its place in between.
bool journal::open()
{
    file_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOCTTY, 0666);
    if (file_ < 0)
        fail("cannot be opened", errno);
    struct stat status { };
    if (::fstat(file_, &status) != 0 || !S_ISREG(status.st_mode))
        fail("is not a file");
    if (::flock(file_, LOCK_EX | LOCK_NB) != 0)
        fail("is in use by another batch", errno == EWOULDBLOCK ? 0 : errno);
    struct stat named { };
    if (::stat(path_.c_str(), &named) == 0 && named.st_ino == status.st_ino && named.st_dev == status.st_dev)
        return true;
    close();
    return false;
}

void journal::load(std::function<void(journal_line const&, std::uint64_t)> const& visit)
{
    std::string text; // from `end_` on
    std::size_t line = 1;
    bool ended = false; // the line that is no record has a line end
    for (bool over = false; !over;) {
        auto const had = text.size();
        over = !read_block(text, end_ + had);
        if (ended && !over) // only a last line can be cut off
            refuse(text, line);
        std::size_t begin = 0;
        for (auto newline = text.find('\n', had); newline != text.npos; newline = text.find('\n', begin)) {
            auto const found = read_line(std::string_view(text).substr(begin, newline - begin));
            ended = !found;
            if (ended)
                break;
            visit(*found, end_ + begin);
            begin = newline + 1;
            ++line;
        }
        text.erase(0, begin);
        end_ += begin;
        // More of what no record begins with is not needed to know that it is none.
        auto const start = std::string_view(text).substr(0, telling);
        if ((ended && text.find('\n') + 1 != text.size()) || !begins_a_line(start.substr(0, start.find('\n'))))
            refuse(text, line);
    }
    if (text.empty())
        return;
    auto const last = std::string_view(text).substr(0, text.size() - (ended ? 1 : 0));
    if (auto const whole = ended ? std::nullopt : read_line(last)) { // only its line end lacks
        visit(*whole, end_);
        append("\n", end_ + text.size());
        end_ += text.size() + 1;
        return;
    }
    if (last.empty() || !begins_a_line(last))
        refuse(text, line);
    cut_back(); // it was never finished, so it never counted
}

/// Adds what stands at `offset`, a block at most, to the text; false where the file ends there.
bool journal::read_block(std::string& text, std::uint64_t offset) const
{
    auto const had = text.size();
    text.resize(had + block);
    for (;;) {
        auto const got = ::pread(file_, text.data() + had, block, static_cast<off_t>(offset));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            fail("cannot be read", errno);
        text.resize(had + static_cast<std::size_t>(got));
        return got != 0;
    }
}

void journal::refuse(std::string_view text, std::size_t line) const
{
    auto const other = other_version(text.substr(0, text.find('\n')));
    if (other != 0)
        fail("was written by another version of coax: its records are of form " + std::to_string(other)
            + ", and this version reads form " + std::to_string(form)
            + "; go on with that version, or name another file");
    fail("holds something that is no record in line " + std::to_string(line) + ", at byte " + std::to_string(end_)
        + "; it is left as it is: name another file, or remove that line");
}

void journal::append(std::string_view bytes, std::uint64_t offset)
{
    for (std::size_t written = 0; written < bytes.size();) {
        auto const done
            = ::pwrite(file_, bytes.data() + written, bytes.size() - written, static_cast<off_t>(offset + written));
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            fail("cannot be written", errno);
        written += static_cast<std::size_t>(done);
    }
    if (sync_ && ::fdatasync(file_) != 0)
        fail("cannot be forced to the disk", errno);
}

void journal::cut_back()
{
    if (::ftruncate(file_, static_cast<off_t>(end_)) != 0)
        fail("cannot be cut back to its last whole line", errno);
    torn_ = false;
}

std::uint64_t journal::add(journal_line const& result)
{
    auto const line = write_line(result);
    if (torn_)
        cut_back();
    torn_ = true;
    try {
        append(line, end_);
    } catch (coax::error const&) {
        try {
            cut_back(); // what was written of it must not show behind a shorter one
        } catch (coax::error const&) { // before the next one, then
        }
        throw;
    }
    torn_ = false;
    auto const begin = end_;
    end_ += line.size();
    return begin;
}

journal_line journal::read(std::uint64_t offset) const
{
    std::string text;
    for (auto had = text.size(); read_block(text, offset + had); had = text.size()) {
        auto const newline = text.find('\n', had);
        if (newline == text.npos)
            continue;
        if (auto found = read_line(std::string_view(text).substr(0, newline)))
            return std::move(*found);
        break;
    }
    fail("was changed by somebody else while it was in use");
}

/// The file's name outlives the machine only when its folder is on the disk, too.
void journal::sync_folder() const
{
    std::error_code failed;
    auto const file = std::filesystem::canonical(path_, failed); // where a link leads
    auto const folder = ::open(file.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (failed || folder < 0)
        fail("is in a folder that cannot be opened", failed ? failed.value() : errno);
    auto const result = ::fsync(folder);
    auto const why = errno;
    ::close(folder);
    if (result != 0 && why != EINVAL) // a file system that needs none
        fail("is in a folder that cannot be forced to the disk", why);
}

void journal::keep(std::vector<std::uint64_t> const& offsets, std::function<void(journal_line&)> const& change)
{
    std::error_code failed;
    auto const target = std::filesystem::canonical(path_, failed); // a link stays one
    if (failed)
        fail("cannot be found", failed.value());
    auto const beside = target.string() + ".compact";
    ::unlink(beside.c_str()); // of a process that was killed: this one has the lock
    {
        journal to(beside, false, [](journal_line const&, std::uint64_t) {});
        struct stat status { };
        if (::fstat(file_, &status) != 0 || ::fchmod(to.file_, status.st_mode & 07777) != 0)
            fail("cannot be copied", errno);
        try {
            for (auto const offset : offsets) {
                auto line = read(offset);
                change(line);
                to.add(line);
            }
            if (::fdatasync(to.file_) != 0)
                fail("cannot be forced to the disk", errno);
            if (::rename(beside.c_str(), target.c_str()) != 0)
                fail("cannot be replaced", errno);
        } catch (...) {
            ::unlink(beside.c_str());
            throw;
        }
    }
    sync_folder();
}

} // namespace coax::batching
