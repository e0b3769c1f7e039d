// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/request.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace coax::batching {

/// The SHA-256 of a question.
using question_hash = std::array<std::uint8_t, 32>;

/// Of all that shapes the answer, as `fingerprint`, and of `max_tokens` and the tolerance.
[[nodiscard]] question_hash question_key(request const& input, std::string_view model, std::string_view type);

/// Which inputs of a batch ask the same, and what is known of the first of them.
class twins {
public:
    /// The earlier input with the same key; nothing where this is the first, which then runs unless it is settled.
    std::optional<std::size_t> first_of(std::size_t index, question_hash const& key, bool is_settled);
    /// The input runs from here on.
    void start(std::size_t index) { running_.insert(index); }
    /// An input is over, or left out.
    void end(std::size_t index, bool left_out);

    [[nodiscard]] bool runs(std::size_t index) const { return running_.contains(index); }
    [[nodiscard]] bool left_out(std::size_t index) const { return left_out_.contains(index); }

private:
    struct short_hash {
        std::size_t operator()(question_hash const& key) const noexcept
        {
            std::size_t part = 0;
            std::memcpy(&part, key.data(), sizeof part);
            return part;
        }
    };
    std::unordered_map<question_hash, std::size_t, short_hash> first_;
    std::unordered_set<std::size_t> running_;
    std::unordered_set<std::size_t> left_out_;
};

} // namespace coax::batching
