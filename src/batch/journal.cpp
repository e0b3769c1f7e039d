// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "batch/journal.hpp"

#include <coax/error.hpp>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace coax::batching {

namespace {

constexpr std::size_t block = 64 * 1024;

} // namespace

void journal::fail(std::string const& what, int error) const
{
    auto words = "the journal " + path_ + " " + what;
    if (error != 0)
        words += ": " + std::system_category().message(error);
    throw coax::error({errc::journal_failed, std::move(words)});
}

journal::journal(std::string path, bool sync, std::function<void(record const&, std::uint64_t)> const& visit)
    : path_(std::move(path)),
      sync_(sync)
{
    file_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (file_ < 0)
        fail("cannot be opened", errno);
    try {
        struct stat what { };
        if (::fstat(file_, &what) != 0 || !S_ISREG(what.st_mode))
            fail("is not a file");
        if (::flock(file_, LOCK_EX | LOCK_NB) != 0)
            fail("is in use by another batch", errno == EWOULDBLOCK ? 0 : errno);
        load(visit);
    } catch (...) {
        ::close(file_);
        throw;
    }
}

journal::~journal() { ::close(file_); }

void journal::load(std::function<void(record const&, std::uint64_t)> const& visit)
{
    std::string text; // from `end_` on
    std::size_t line = 1;
    for (;;) {
        auto const had = text.size();
        text.resize(had + block);
        auto const got = ::pread(file_, text.data() + had, block, static_cast<off_t>(end_ + had));
        if (got < 0 && errno == EINTR) {
            text.resize(had);
            continue;
        }
        if (got < 0)
            fail("cannot be read", errno);
        text.resize(had + static_cast<std::size_t>(got));
        if (got == 0)
            break;
        std::size_t begin = 0;
        for (auto newline = text.find('\n', had); newline != text.npos; newline = text.find('\n', begin)) {
            auto const found = read_line(std::string_view(text).substr(begin, newline - begin));
            if (!found)
                fail("holds something else in line " + std::to_string(line)
                    + "; name another file, or mend or remove this one");
            visit(*found, end_ + begin);
            begin = newline + 1;
            ++line;
        }
        text.erase(0, begin);
        end_ += begin;
    }
    // A line without an end was never finished, so it never counted.
    if (!text.empty() && ::ftruncate(file_, static_cast<off_t>(end_)) != 0)
        fail("cannot be cut back to its last whole line", errno);
}

std::uint64_t journal::add(record const& what)
{
    auto const line = line_of(what);
    for (std::size_t written = 0; written < line.size();) {
        auto const done
            = ::pwrite(file_, line.data() + written, line.size() - written, static_cast<off_t>(end_ + written));
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            fail("cannot be written", errno);
        written += static_cast<std::size_t>(done);
    }
    if (sync_ && ::fdatasync(file_) != 0)
        fail("cannot be forced to the disk", errno);
    auto const begin = end_;
    end_ += line.size();
    return begin;
}

record journal::read(std::uint64_t offset) const
{
    std::string text;
    for (;;) {
        auto const had = text.size();
        text.resize(had + 4096);
        auto const got = ::pread(file_, text.data() + had, 4096, static_cast<off_t>(offset + had));
        if (got < 0 && errno == EINTR) {
            text.resize(had);
            continue;
        }
        if (got <= 0)
            fail("cannot be read back", got < 0 ? errno : 0);
        text.resize(had + static_cast<std::size_t>(got));
        if (auto const newline = text.find('\n', had); newline != text.npos) {
            if (auto found = read_line(std::string_view(text).substr(0, newline)))
                return std::move(*found);
            fail("was changed by somebody else");
        }
    }
}

} // namespace coax::batching
