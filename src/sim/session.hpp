// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "sim/connection.hpp"
#include "sim/framer.hpp"
#include "sim/protocol.hpp"
#include "sim/site.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace coax::sim {

/// One connection from accept to close: requests in, replies out. Runs as one coroutine on its own strand, which
/// owns it.
class session : public std::enable_shared_from_this<session> {
public:
    session(boost::asio::ip::tcp::socket socket, std::shared_ptr<site> at);
    ~session();
    session(session const&) = delete;
    session& operator=(session const&) = delete;

    void start();
    /// From any thread.
    void close();
    /// Closes if no request is under way. From any thread.
    void close_if_idle();

private:
    boost::asio::awaitable<void> run();
    /// Reads one request into `served_.asked`; false when none comes.
    boost::asio::awaitable<bool> read_request();
    /// These give false when the connection is not to be used again.
    boost::asio::awaitable<bool> respond();
    boost::asio::awaitable<bool> send_body(
        reply const& scripted, int status, whole_body const& body, std::string_view type);
    boost::asio::awaitable<bool> send_stream(
        reply const& scripted, answer const& message, std::vector<step> const& steps);
    boost::asio::awaitable<bool> grow(reply const& scripted, framer& body);
    boost::asio::awaitable<bool> flush(reply const& scripted, framer const& body);
    boost::asio::awaitable<bool> finish(reply const& scripted, framer const& body);

    /// What is to be said: the playbook's word, or what the provider says to a request it cannot take.
    [[nodiscard]] reply decide();
    [[nodiscard]] int check(std::string& complaint);
    void redact();
    void begin_head(int status, std::string_view type, reply const& scripted);

    std::shared_ptr<site> site_;
    std::shared_ptr<connection> connection_;
    protocol const* protocol_ = nullptr;
    std::string in_;
    std::string out_;
    std::string method_;
    std::uint64_t number_ = 0; ///< of the request
    served served_; ///< what is being answered
    std::size_t deltas_pending_ = 0; ///< in `out_`
    bool too_large_ = false;
    bool malformed_ = false;
    bool keep_alive_ = false;
    bool idle_ = false;
};

} // namespace coax::sim
