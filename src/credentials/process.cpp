// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "credentials/process.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

extern char** environ;

namespace coax::credentials {

namespace asio = boost::asio;

namespace {

void check(int fault)
{
    if (fault != 0)
        throw boost::system::system_error(fault, boost::system::system_category());
}

class file_actions {
public:
    file_actions() { check(::posix_spawn_file_actions_init(&actions_)); }
    file_actions(file_actions const&) = delete;
    file_actions& operator=(file_actions const&) = delete;
    ~file_actions() { ::posix_spawn_file_actions_destroy(&actions_); }

    /// The child reads /dev/null and writes to `out`.
    void connect(int out)
    {
        check(::posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0));
        check(::posix_spawn_file_actions_adddup2(&actions_, out, STDOUT_FILENO));
#if defined(__GLIBC__) && (__GLIBC__ > 2 || __GLIBC_MINOR__ >= 34)
        check(::posix_spawn_file_actions_addclosefrom_np(&actions_, STDERR_FILENO + 1)); // Asio's have no O_CLOEXEC
#endif
    }
    [[nodiscard]] posix_spawn_file_actions_t const* get() const noexcept { return &actions_; }

private:
    posix_spawn_file_actions_t actions_{};
};

class spawn_attributes {
public:
    spawn_attributes()
    {
        check(::posix_spawnattr_init(&attributes_));
        sigset_t none;
        sigemptyset(&none);
        sigset_t usual;
        sigemptyset(&usual);
        sigaddset(&usual, SIGPIPE);
        ::posix_spawnattr_setsigmask(&attributes_, &none);
        ::posix_spawnattr_setsigdefault(&attributes_, &usual);
        ::posix_spawnattr_setpgroup(&attributes_, 0);
        ::posix_spawnattr_setflags(
            &attributes_, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    }
    spawn_attributes(spawn_attributes const&) = delete;
    spawn_attributes& operator=(spawn_attributes const&) = delete;
    ~spawn_attributes() { ::posix_spawnattr_destroy(&attributes_); }
    [[nodiscard]] posix_spawnattr_t const* get() const noexcept { return &attributes_; }

private:
    posix_spawnattr_t attributes_{};
};

} // namespace

process::process(asio::any_io_executor const& on, std::vector<std::string> const& arguments, std::string variable)
    : output_(on)
{
    std::vector<char*> words; // POSIX takes them as char*, and does not write
    for (auto const& one : arguments)
        words.push_back(const_cast<char*>(one.c_str())); // NOLINT(cppcoreguidelines-pro-type-const-cast)
    words.push_back(nullptr);
    std::vector<char*> variables;
    for (auto* one = environ; one != nullptr && *one != nullptr; ++one)
        variables.push_back(*one);
    variables.push_back(variable.data());
    variables.push_back(nullptr);

    std::array<int, 2> ends{};
    if (::pipe(ends.data()) != 0)
        check(errno);
    output_.assign(ends[0]);
    asio::posix::stream_descriptor const writer(on, ends[1]); // closed at the end of this
    for (int const end : ends)
        ::fcntl(end, F_SETFD, FD_CLOEXEC);
    file_actions actions;
    actions.connect(ends[1]);
    spawn_attributes const attributes;
    check(::posix_spawnp(&id_, words.front(), actions.get(), attributes.get(), words.data(), variables.data()));
}

process::~process()
{
    kill();
    reap(0); // it was killed: at once
}

void process::kill() noexcept
{
    if (id_ > 0 && !ended_)
        ::kill(-id_, SIGKILL);
}

bool process::reap(int flags) noexcept
{
    while (!ended_ && id_ > 0) {
        int status = 0;
        auto const found = ::waitpid(id_, &status, flags);
        if (found == 0)
            return false;
        if (found < 0 && errno == EINTR)
            continue;
        if (found == id_)
            status_ = status;
        ended_ = true;
    }
    return true;
}

asio::awaitable<std::string> process::read_all(std::size_t most)
{
    std::string text;
    std::array<char, 1024> piece{};
    while (text.size() < most) {
        boost::system::error_code fault;
        auto const size
            = co_await output_.async_read_some(asio::buffer(piece), asio::redirect_error(asio::use_awaitable, fault));
        if (fault == asio::error::operation_aborted)
            throw boost::system::system_error(fault);
        if (fault) // its end
            break;
        text.append(piece.data(), size);
    }
    co_return text;
}

asio::awaitable<std::optional<int>> process::wait()
{
    asio::steady_timer timer(output_.get_executor());
    for (std::chrono::milliseconds pause{1}; !reap(WNOHANG);
         pause = std::min(pause * 2, std::chrono::milliseconds(50))) {
        timer.expires_after(pause);
        co_await timer.async_wait(asio::use_awaitable);
    }
    co_return status_;
}

} // namespace coax::credentials
