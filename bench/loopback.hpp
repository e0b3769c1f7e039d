// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "document.hpp"
#include "sim/certificate_authority.hpp"

#include <openssl/ssl.h>

#include <arpa/inet.h>
#include <csignal>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>

namespace coax::bench {

/// The document that a model's name asks for: "report-BYTES-CUT"; "text-BYTES-CUT", which is one long string; or
/// "events-BYTES-CUT", the report, each event of it sent by itself.
inline std::string document_named(std::string_view model)
{
    auto const bytes = std::strtoul(model.data() + model.find('-') + 1, nullptr, 10);
    if (model.starts_with("text"))
        return R"({"summary":")" + std::string(bytes, 'x') + R"(","findings":[]})";
    return document(bytes);
}

inline std::size_t cut_named(std::string_view model)
{
    return std::strtoul(model.data() + model.rfind('-') + 1, nullptr, 10);
}

/// The HTTP answer of that model, piece by piece: an OpenAI chat stream, an event to a chunk.
template <class Take>
void each_piece_of_answer(std::string_view model, Take&& take)
{
    take(std::string("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"));
    each_chat_event(document_named(model), cut_named(model), [&](std::string const& event) {
        char size[16];
        std::snprintf(size, sizeof size, "%zx\r\n", event.size());
        take(size + event + "\r\n");
    });
    take(std::string("0\r\n\r\n"));
}

inline std::size_t size_of_answer(std::string_view model)
{
    std::size_t size = 0;
    each_piece_of_answer(model, [&](std::string const& piece) { size += piece.size(); });
    return size;
}

inline std::string answer_of(std::string_view model)
{
    std::string out;
    out.reserve(size_of_answer(model));
    each_piece_of_answer(model, [&](std::string const& piece) { out += piece; });
    return out;
}

/// The next HTTP request of `ssl`, head and body; "" when there is none.
inline std::string next_request(SSL* ssl)
{
    std::string request;
    std::size_t whole = std::string::npos;
    while (request.size() < whole) {
        char part[4096];
        auto const got = SSL_read(ssl, part, sizeof part);
        if (got <= 0)
            return {};
        request.append(part, static_cast<std::size_t>(got));
        auto const body = request.find("\r\n\r\n");
        auto length = request.find("content-length: ");
        if (length == std::string::npos)
            length = request.find("Content-Length: ");
        if (body != std::string::npos && length != std::string::npos)
            whole = body + 4 + std::strtoul(request.c_str() + length + 16, nullptr, 10);
    }
    return request;
}

/// A TLS server on loopback in a process of its own, so that its CPU is not counted as ours. Writes as fast as it can,
/// in full records unless asked for single events. To be made before the first thread.
class loopback {
public:
    loopback()
    {
        auto const identity = authority_.issue({"127.0.0.1"});
        listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address_in{};
        address_in.sin_family = AF_INET;
        address_in.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address_in;
        auto const address = reinterpret_cast<sockaddr*>(&address_in);
        if (::bind(listener_, address, size) != 0 || ::listen(listener_, 64) != 0
            || ::getsockname(listener_, address, &size) != 0)
            throw std::runtime_error("no port to listen on");
        port_ = ntohs(address_in.sin_port);
        child_ = ::fork();
        if (child_ == 0) {
            ::prctl(PR_SET_PDEATHSIG, SIGKILL);
            serve(identity);
        }
        ::close(listener_);
    }
    ~loopback()
    {
        ::kill(child_, SIGKILL);
        ::waitpid(child_, nullptr, 0);
    }
    loopback(loopback const&) = delete;
    loopback& operator=(loopback const&) = delete;

    [[nodiscard]] std::uint16_t port() const noexcept { return port_; }
    [[nodiscard]] std::string const& ca_pem() const noexcept { return authority_.pem(); }

private:
    [[noreturn]] void serve(sim::identity const& identity)
    {
        std::signal(SIGPIPE, SIG_IGN);
        auto const context = SSL_CTX_new(TLS_server_method());
        auto const chain = BIO_new_mem_buf(identity.certificate.data(), static_cast<int>(identity.certificate.size()));
        auto const secret = BIO_new_mem_buf(identity.key.data(), static_cast<int>(identity.key.size()));
        SSL_CTX_use_certificate(context, PEM_read_bio_X509(chain, nullptr, nullptr, nullptr));
        SSL_CTX_use_PrivateKey(context, PEM_read_bio_PrivateKey(secret, nullptr, nullptr, nullptr));
        for (;;) {
            auto const socket = ::accept(listener_, nullptr, nullptr);
            if (socket >= 0)
                std::thread([=] { converse(context, socket); }).detach();
        }
    }

    static void converse(SSL_CTX* context, int socket)
    {
        int const yes = 1;
        ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        auto const ssl = SSL_new(context);
        SSL_set_fd(ssl, socket);
        std::string last;
        std::string answer; // kept: to be made once, not while it is measured
        for (bool good = SSL_accept(ssl) == 1; good;) {
            auto const request = next_request(ssl);
            if (request.empty())
                break;
            auto const at = request.find("\"model\":\"") + 9;
            auto const model = request.substr(at, request.find('"', at) - at);
            if (model != last && !model.starts_with("events")) {
                last = model;
                answer = answer_of(model);
            }
            std::size_t sent = 0;
            if (model.starts_with("events"))
                each_piece_of_answer(model, [&](std::string const& piece) {
                    good = good && SSL_write_ex(ssl, piece.data(), piece.size(), &sent) == 1;
                });
            else
                good = SSL_write_ex(ssl, answer.data(), answer.size(), &sent) == 1;
        }
        SSL_free(ssl);
        ::close(socket);
    }

    sim::certificate_authority authority_{"coax benchmark CA"};
    int listener_ = -1;
    std::uint16_t port_ = 0;
    pid_t child_ = -1;
};

/// A connection to a loopback that reads answers and drops them: the least that any client can do.
class bare_connection {
public:
    explicit bare_connection(loopback const& server)
    {
        context_ = SSL_CTX_new(TLS_client_method());
        SSL_CTX_set_default_read_buffer_len(context_, read_size);
        SSL_CTX_set_read_ahead(context_, 1);
        socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address_in{};
        address_in.sin_family = AF_INET;
        address_in.sin_port = htons(server.port());
        address_in.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        ssl_ = SSL_new(context_);
        if (::connect(socket_, reinterpret_cast<sockaddr*>(&address_in), sizeof address_in) != 0
            || SSL_set_fd(ssl_, socket_) != 1 || SSL_connect(ssl_) != 1)
            throw std::runtime_error("the server does not answer");
    }
    ~bare_connection()
    {
        SSL_free(ssl_);
        SSL_CTX_free(context_);
        ::close(socket_);
    }
    bare_connection(bare_connection const&) = delete;
    bare_connection& operator=(bare_connection const&) = delete;

    /// Asks, and reads `size` bytes of answer into nothing.
    void drop(std::string_view model, std::size_t size)
    {
        auto const body = "{\"model\":\"" + std::string(model) + "\",\"stream\":true}";
        auto const request = "POST / HTTP/1.1\r\ncontent-length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
        SSL_write(ssl_, request.data(), static_cast<int>(request.size()));
        while (size > 0) {
            auto const got = SSL_read(ssl_, buffer_.data(), static_cast<int>(buffer_.size()));
            if (got <= 0)
                throw std::runtime_error("the answer ended early");
            size -= static_cast<std::size_t>(got);
        }
    }

private:
    static constexpr std::size_t read_size = 64 * 1024;
    SSL_CTX* context_ = nullptr;
    SSL* ssl_ = nullptr;
    int socket_ = -1;
    std::string buffer_ = std::string(read_size, '\0');
};

} // namespace coax::bench
