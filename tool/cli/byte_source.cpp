// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "cli/byte_source.hpp"

#include "cli/usage_error.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <stdexcept>

namespace coax::cli {

byte_source::byte_source(boost::asio::any_io_executor executor, std::string const& path)
    : path_(path == "-" ? "the standard input" : path),
      buffer_(64 * 1024)
{
    int const opened = path == "-" ? ::dup(STDIN_FILENO) : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    struct stat kind { };
    if (opened < 0 || ::fstat(opened, &kind) != 0)
        throw usage_error("cannot read " + path_ + ": " + std::strerror(errno));
    file_ = opened;
    if (S_ISFIFO(kind.st_mode) || S_ISSOCK(kind.st_mode) || S_ISCHR(kind.st_mode)) {
        boost::system::error_code refused; // /dev/null, for one, cannot be awaited
        pipe_.emplace(executor);
        pipe_->assign(opened, refused);
        if (refused)
            pipe_.reset();
        else
            file_ = -1;
    }
}

byte_source::~byte_source()
{
    if (file_ >= 0)
        ::close(file_);
}

std::optional<std::size_t> byte_source::count_lines() const
{
    struct stat kind { };
    if (file_ < 0 || ::fstat(file_, &kind) != 0 || !S_ISREG(kind.st_mode))
        return {};
    std::vector<char> bytes(1024 * 1024);
    std::size_t lines = 0;
    char last = '\n';
    auto at = ::lseek(file_, 0, SEEK_CUR);
    for (ssize_t size = 0; (size = ::pread(file_, bytes.data(), bytes.size(), at)) > 0; at += size) {
        lines += static_cast<std::size_t>(std::count(bytes.begin(), bytes.begin() + size, '\n'));
        last = bytes[static_cast<std::size_t>(size) - 1];
    }
    return lines + (last == '\n' ? 0 : 1);
}

void byte_source::cancel()
{
    boost::system::error_code ignored;
    if (pipe_)
        pipe_->cancel(ignored);
}

boost::asio::awaitable<std::string_view> byte_source::read()
{
    std::size_t size = 0;
    boost::system::error_code error;
    if (pipe_) {
        size = co_await pipe_->async_read_some(
            boost::asio::buffer(buffer_), boost::asio::redirect_error(boost::asio::use_awaitable, error));
        if (error == boost::asio::error::eof || error == boost::asio::error::operation_aborted)
            co_return std::string_view();
    } else {
        auto const got = ::read(file_, buffer_.data(), buffer_.size());
        if (got < 0)
            error.assign(errno, boost::system::system_category());
        size = got < 0 ? 0 : static_cast<std::size_t>(got);
    }
    if (error)
        throw std::runtime_error("cannot read " + path_ + ": " + error.message());
    co_return std::string_view(buffer_.data(), size);
}

} // namespace coax::cli
