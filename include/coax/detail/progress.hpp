// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/detail/config.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace coax {

/// How far a member has come.
enum class field_state : std::uint8_t {
    absent, ///< nothing of it is there yet, whatever its default initialiser says; or what came broke a rule
    streaming, ///< it is growing
    complete, ///< it is there, and passed its rules
};

/// The enumerator's name.
[[nodiscard]] COAX_DECL std::string_view to_string(field_state value) noexcept;

/// What has changed since a stream's last `next()`.
enum class change : std::uint8_t {
    value, ///< the value
    reasoning, ///< only the model's thinking beside it
};

} // namespace coax

namespace coax::detail {

/// What a partial may ask of the call that fills it in.
class progress {
public:
    /// State of what is reached by these positions: a member of the root, a member or element of that, ...
    [[nodiscard]] virtual field_state state(std::span<std::size_t const> fields) const noexcept = 0;
    /// The same by a JSON pointer into the value. `wrapped`: the answer's root may be an object around the value.
    [[nodiscard]] virtual field_state state(std::string_view pointer, bool wrapped) const = 0;
    /// JSON pointer of the value now being written.
    [[nodiscard]] virtual std::string path() const = 0;
    /// 1 for the first attempt.
    [[nodiscard]] virtual unsigned attempt() const noexcept = 0;
    /// The thinking of this attempt so far, and whether that is what was new.
    [[nodiscard]] virtual std::string_view reasoning() const noexcept { return {}; }
    /// What has just become complete, where that is what is shown.
    [[nodiscard]] virtual std::string_view completed_field() const noexcept { return {}; }
    [[nodiscard]] virtual coax::change change() const noexcept { return coax::change::value; }

protected:
    ~progress() = default;
};

} // namespace coax::detail
