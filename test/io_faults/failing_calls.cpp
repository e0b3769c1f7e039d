// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "failing_calls.hpp"

#include <dlfcn.h>
#include <sys/socket.h>
#include <sys/types.h>

#include <cerrno>
#include <optional>

namespace coax::test {

namespace {

struct plan {
    std::size_t n;
    int error;
    std::size_t made = 0;
    bool failed = false;
};
thread_local std::optional<plan> now;

/// Whether this call is the one.
bool fails()
{
    if (!now || now->made++ != now->n)
        return false;
    now->failed = true;
    return true;
}

template <class Call>
Call* behind(Call*, char const* name)
{
    return reinterpret_cast<Call*>(::dlsym(RTLD_NEXT, name));
}

} // namespace

failing_calls::failing_calls(std::size_t n, int error) { now.emplace(plan{n, error}); }
failing_calls::~failing_calls() { now.reset(); }
std::size_t failing_calls::made() const noexcept { return now->made; }
bool failing_calls::failed() const noexcept { return now->failed; }

} // namespace coax::test

using coax::test::behind;
using coax::test::fails;
using coax::test::now;

// The system's calls that Asio makes for a socket, in the program and therefore before the C library's.
extern "C" {

int socket(int domain, int type, int protocol)
{
    if (fails()) {
        errno = now->error != 0 ? now->error : EMFILE;
        return -1;
    }
    return behind(&::socket, "socket")(domain, type, protocol);
}

int connect(int fd, sockaddr const* to, socklen_t size)
{
    if (fails()) {
        errno = now->error != 0 ? now->error : ECONNREFUSED;
        return -1;
    }
    return behind(&::connect, "connect")(fd, to, size);
}

ssize_t recv(int fd, void* into, size_t size, int flags)
{
    if (fails()) {
        errno = now->error;
        return now->error != 0 ? -1 : 0;
    }
    return behind(&::recv, "recv")(fd, into, size, flags);
}

ssize_t recvmsg(int fd, msghdr* into, int flags)
{
    if (fails()) {
        errno = now->error;
        return now->error != 0 ? -1 : 0;
    }
    return behind(&::recvmsg, "recvmsg")(fd, into, flags);
}

ssize_t send(int fd, void const* from, size_t size, int flags)
{
    if (fails()) {
        errno = now->error != 0 ? now->error : EPIPE;
        return -1;
    }
    return behind(&::send, "send")(fd, from, size, flags);
}

ssize_t sendmsg(int fd, msghdr const* from, int flags)
{
    if (fails()) {
        errno = now->error != 0 ? now->error : EPIPE;
        return -1;
    }
    return behind(&::sendmsg, "sendmsg")(fd, from, flags);
}

} // extern "C"
