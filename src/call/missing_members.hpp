// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "bind/value_builder.hpp"

#include <coax/detail/shape.hpp>

#include <optional>
#include <string>
#include <vector>

namespace coax::call {

/// What of a struct's answer stands, and what is left to ask for.
class missing_members {
public:
    /// `broken` are the rules that the attempt broke. Empty where nothing stands, nothing is left, or a broken rule
    /// concerns the whole.
    static std::optional<missing_members> of(
        detail::record_shape const& root, bind::value_builder const& written, std::vector<violation> const& broken);

    /// The root's members that stand.
    [[nodiscard]] std::vector<bool> const& kept() const noexcept { return kept_; }
    /// A type of the other members alone, for a schema. Borrows from this object.
    [[nodiscard]] detail::record_shape wanted() const noexcept;
    /// Their names, for the model.
    [[nodiscard]] std::string names() const;

private:
    detail::record_shape const* root_ = nullptr;
    std::vector<bool> kept_;
    std::vector<detail::field> wanted_;
};

} // namespace coax::call
