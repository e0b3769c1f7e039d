// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "sim/playbook.hpp"
#include "sim/record.hpp"

#include <coax/sim/server_options.hpp>

#include <boost/asio/ssl/context.hpp>

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

namespace coax::sim {

class session;

/// What all sessions of a server share. Kept alive by each of them.
class site {
public:
    explicit site(server_options settings);

    /// A session begins and ends; it is told to close if the server has stopped already.
    [[nodiscard]] bool enter(session& one);
    void leave(session& one) noexcept;
    [[nodiscard]] std::vector<std::shared_ptr<session>> sessions();
    /// No session enters any more.
    void shut() noexcept;

    server_options const options;
    std::string ca_pem;
    std::optional<boost::asio::ssl::context> tls;
    sim::playbook playbook;
    sim::record record;
    std::atomic<std::uint64_t> number{0}; ///< of the latest request

private:
    std::mutex mutex_;
    std::unordered_set<session*> sessions_;
    bool shut_ = false;
};

} // namespace coax::sim
