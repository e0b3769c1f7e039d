// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace coax::answer {

/// Follows one JSON object or array that comes in pieces cut anywhere: where it ends, and whether the object has a
/// certain member. Each byte is looked at once.
class object_scanner {
public:
    static constexpr std::size_t npos = std::string_view::npos;

    /// Begins another one. `key` is the member to look for, as its bytes stand in the text; "" for none.
    void start(std::string_view key);

    /// The offset of the closing brace where it is in this piece; else npos.
    std::size_t scan(std::string_view piece) noexcept;

    /// The closing brace was seen.
    [[nodiscard]] bool whole() const noexcept { return whole_; }
    [[nodiscard]] bool is_object() const noexcept { return is_object_; }
    [[nodiscard]] bool has_key() const noexcept { return has_key_; }
    /// It has no member.
    [[nodiscard]] bool empty() const noexcept { return empty_; }

private:
    void in_string(char c) noexcept;

    std::string key_;
    std::size_t depth_ = 0;
    std::size_t matched_ = 0; ///< characters of the key being read that are those of `key_`; npos after another one
    bool in_string_ = false;
    bool escaped_ = false;
    bool key_expected_ = false;
    bool reading_key_ = false;
    bool is_object_ = false;
    bool has_key_ = false;
    bool empty_ = true;
    bool whole_ = false;
};

} // namespace coax::answer
