// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "provider/protocol.hpp"
#include "json/surrogate_joiner.hpp"

#include <cstddef>
#include <string_view>
#include <vector>

namespace coax::answer {

/// The tool calls of one answer. The pieces of their arguments may come by turns.
class received_calls {
public:
    void clear() noexcept
    {
        calls_.clear();
        joiners_.clear();
    }
    void begin(std::size_t call, std::string_view id, std::string_view name);
    /// Returns what is added to the call's arguments, valid until the next call.
    std::string_view append(std::size_t call, std::string_view piece);
    /// No piece follows for this call. Returns what is added to its arguments: "" or U+FFFD.
    std::string_view finish(std::size_t call);
    /// A call without arguments has those of an empty object.
    void complete_arguments();

    [[nodiscard]] std::vector<provider::tool_call> const& all() const noexcept { return calls_; }
    [[nodiscard]] bool empty() const noexcept { return calls_.empty(); }
    [[nodiscard]] std::size_t bytes() const noexcept;
    /// Two calls have arguments that are different JSON values. Calls without arguments do not count.
    [[nodiscard]] bool differ() const;

private:
    provider::tool_call& at(std::size_t call);

    std::vector<provider::tool_call> calls_;
    std::vector<json::surrogate_joiner> joiners_; ///< of each call's arguments
};

} // namespace coax::answer
