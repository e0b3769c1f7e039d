// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "sim/playbook.hpp"

#include "sim/json_text.hpp"

#include <exception>
#include <utility>

namespace coax::sim {

void playbook::on(script answer)
{
    auto fresh = answer ? std::make_shared<script const>(std::move(answer)) : nullptr;
    std::lock_guard const lock(mutex_);
    script_ = std::move(fresh);
}

void playbook::enqueue(reply next)
{
    std::lock_guard const lock(mutex_);
    queue_.push_back(std::move(next));
}

reply playbook::answer(asked const& question)
{
    std::shared_ptr<script const> script;
    {
        std::lock_guard const lock(mutex_);
        if (!queue_.empty()) {
            auto next = std::move(queue_.front());
            queue_.pop_front();
            return next;
        }
        script = script_;
    }
    if (!script)
        return {};
    try {
        std::lock_guard const lock(one_at_a_time_); // not mutex_: a script may enqueue
        return (*script)(question);
    } catch (std::exception const& thrown) {
        std::string body = "{\"error\":{\"message\":";
        append_quoted(body, std::string("the simulator's script threw: ") + thrown.what());
        return reply::status(500).body(body + "}}");
    }
}

} // namespace coax::sim
