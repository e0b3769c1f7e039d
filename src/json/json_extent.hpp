// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace coax::json {

/// Follows one JSON object, array or string that comes in pieces cut anywhere, to its end, and finds whether an object
/// has a certain member. Brackets count outside of strings only; the parser finds other errors. Each byte is read once.
class json_extent {
public:
    json_extent() = default;
    /// `key`: the member to look for, as its bytes are in the text.
    explicit json_extent(std::string key) noexcept : key_(std::move(key)) { }

    /// How many of the bytes belong to the value, with those before its beginning: all of them where it continues after
    /// the piece, none where it had ended before.
    std::size_t scan(std::string_view bytes) noexcept;

    [[nodiscard]] bool begun() const noexcept { return whole_ || in_string_ || depth_ != 0; }
    /// Its end was read; what follows is not looked at.
    [[nodiscard]] bool whole() const noexcept { return whole_; }
    [[nodiscard]] bool is_object() const noexcept { return is_object_; }
    [[nodiscard]] bool has_key() const noexcept { return has_key_; }
    /// It is an object that has no member so far.
    [[nodiscard]] bool empty() const noexcept { return is_object_ && !has_member_; }

private:
    void scan_string(char c) noexcept;

    std::string key_;
    std::size_t depth_ = 0;
    std::size_t matched_ = 0; ///< characters of the key being read that are those of `key_`; npos after another one
    bool in_string_ = false;
    bool escaped_ = false;
    bool key_expected_ = false;
    bool in_key_ = false; ///< in a key of the outermost object
    bool is_object_ = false;
    bool has_key_ = false;
    bool has_member_ = false;
    bool whole_ = false;
};

} // namespace coax::json
