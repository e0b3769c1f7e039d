// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "bind/capture.hpp"
#include "bind/coercion.hpp"
#include "bind/name_match.hpp"
#include "bind/open_containers.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace coax::bind {

/// Tells what the root and the open containers accept. The repairing reader uses it if the text alone does not decide.
/// It borrows the builder's state.
class type_hints {
public:
    type_hints(open_containers const& containers, capture const& captured, coercion const& coerced)
        : containers_(containers),
          capture_(captured),
          coercion_(coerced)
    {
    }

    /// Whether the root has a member that this key may mean.
    [[nodiscard]] bool knows(std::string_view key) const { return coercion_.knows(key); }
    /// Whether the root, or the library's own object around it, may be one value without brackets.
    [[nodiscard]] bool may_be_scalar() const noexcept { return coercion_.may_be_scalar(); }
    /// Whether the root may come as the array that is its only member.
    [[nodiscard]] bool takes_list() const noexcept { return coercion_.takes_list(); }
    /// What `key` is to the object that is the `up`-th open container, counted from the innermost, which is 0.
    [[nodiscard]] key_status status_of_key(std::size_t up, std::string_view key) const;
    /// Whether the array that is the `up`-th open container may have an element of this kind of JSON.
    [[nodiscard]] bool takes_element(std::size_t up, std::uint8_t kind) const;
    /// The name of the member whose key came last; `raw` if it has none.
    [[nodiscard]] std::string_view member_name(std::string_view raw) const noexcept;

private:
    [[nodiscard]] frame const* open_frame(std::size_t up) const noexcept;

    open_containers const& containers_;
    capture const& capture_;
    coercion const& coercion_;
};

} // namespace coax::bind
