// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "provider/protocol.hpp"
#include "json/json_extent.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace coax::answer {

/// What a tool's name says: the member that distinguishes the alternatives of a variant, and its value.
struct tool_tag {
    std::string tool;
    std::string key;
    std::string member; ///< as JSON, with its key
};

/// In `mode::tools`: writes the calls of an answer as one JSON list, `{"items":[...]}`, whose elements are the
/// arguments of the calls. The arguments of a call are written when those of the call before it are whole.
class call_list_builder {
public:
    using calls = std::span<provider::tool_call const>;

    /// A call of one of these tools whose arguments lack the tag has it added.
    void set_tags(std::vector<tool_tag> tags) { tags_ = std::move(tags); }

    void clear();
    /// The calls have grown. Returns the JSON that is new, valid until the next call.
    std::string_view update(calls all);
    /// The calls do not grow any more. `complete`: the model ended by itself, so the list ends, too, even if its last
    /// call is not whole.
    std::string_view finish(calls all, bool complete);
    /// All of it.
    [[nodiscard]] std::string const& json() const noexcept { return json_; }

private:
    void begin_call(std::size_t call);
    void write_calls(calls all);
    void write_arguments(provider::tool_call const& call, std::string_view piece);

    std::vector<tool_tag> tags_;
    std::string json_;
    json::json_extent arguments_; ///< of the call that is written now
    std::size_t call_ = 0; ///< that is written now
    std::size_t written_ = 0; ///< bytes of its arguments
};

} // namespace coax::answer
