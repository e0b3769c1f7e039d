// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/sim/asked.hpp>
#include <coax/sim/reply.hpp>

#include <deque>
#include <functional>
#include <memory>
#include <mutex>

namespace coax::sim {

/// What is to be said: queued replies first, then the script. From any thread.
class playbook {
public:
    using script = std::function<reply(asked const&)>;

    void on(script answer);
    void enqueue(reply next);

    /// The reply to one request. A script that throws becomes status 500 with its words.
    reply answer(asked const& question);

private:
    std::mutex mutex_;
    std::mutex one_at_a_time_;
    std::deque<reply> queue_;
    std::shared_ptr<script const> script_;
};

} // namespace coax::sim
