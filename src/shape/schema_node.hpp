// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "shape/pointer.hpp"
#include "shape/schema_fault.hpp"

#include <coax/detail/rules.hpp>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace coax::detail {

/// A schema within a document. Reading a keyword of the wrong form throws, with its pointer.
class schema_node {
public:
    schema_node(boost::json::value const& schema, std::string pointer);

    [[nodiscard]] std::string const& pointer() const noexcept { return pointer_; }
    /// JSON pointer of a keyword.
    [[nodiscard]] std::string at(std::string_view keyword) const { return below(pointer_, keyword); }
    [[nodiscard]] static std::string below(std::string pointer, std::string_view token)
    {
        append_token(pointer, token);
        return pointer;
    }

    /// The schema `false`, which no value keeps.
    [[nodiscard]] bool is_false() const noexcept { return false_; }
    /// Empty for `true`.
    [[nodiscard]] boost::json::object const& keywords() const noexcept { return *keywords_; }
    [[nodiscard]] bool has(std::string_view keyword) const noexcept { return keywords_->contains(keyword); }
    [[nodiscard]] boost::json::value const* find(std::string_view keyword) const noexcept
    {
        return keywords_->if_contains(keyword);
    }

    /// "" where it is not there.
    [[nodiscard]] std::string_view text(std::string_view keyword) const;
    [[nodiscard]] bool flag(std::string_view keyword) const;
    [[nodiscard]] number bound(std::string_view keyword) const;
    [[nodiscard]] std::optional<std::size_t> count(std::string_view keyword) const;
    /// Null where it is not there.
    [[nodiscard]] boost::json::array const* list(std::string_view keyword) const;
    [[nodiscard]] boost::json::object const* members(std::string_view keyword) const;
    /// The schema that the keyword holds. It must be there.
    [[nodiscard]] schema_node child(std::string_view keyword) const { return {keywords_->at(keyword), at(keyword)}; }
    /// The schema that it holds under a name, or at a position.
    [[nodiscard]] schema_node child(std::string_view keyword, std::string_view name) const;
    [[nodiscard]] schema_node child(std::string_view keyword, std::size_t position) const;

private:
    [[noreturn]] void wrong(std::string_view keyword, std::string_view wanted) const;

    boost::json::object const* keywords_;
    std::string pointer_;
    bool false_ = false;
};

} // namespace coax::detail
