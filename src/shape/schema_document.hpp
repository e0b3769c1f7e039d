// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "shape/schema_node.hpp"

#include <boost/json/value.hpp>

#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace coax::detail {

/// In a schema that was made: the pointer of the one that is meant. No user's keyword has this name.
inline constexpr std::string_view same_as = "\x01same as";

/// A user's schema: finds what its references lead to, and makes one schema of several that must all be kept
/// (`allOf`, and a `$ref` with keywords beside it).
class schema_document {
public:
    /// `root` is borrowed.
    explicit schema_document(boost::json::value const& root);

    [[nodiscard]] schema_node root() const { return {root_, ""}; }
    /// The same schema without `$ref` and `allOf`. Two schemas that are one have one pointer.
    [[nodiscard]] schema_node flat(schema_node const& of);
    /// The schema as its user wrote it.
    [[nodiscard]] schema_node written(schema_node const& of) const { return of.has(same_as) ? target(of) : of; }
    /// An element of `anyOf` or `oneOf`, with the rules that stand beside the list. Flat.
    [[nodiscard]] schema_node alternative(schema_node const& of, std::string_view keyword, std::size_t position);
    /// A schema of these keywords, to be known by `pointer`.
    [[nodiscard]] schema_node keep(boost::json::object keywords, std::string const& pointer);

private:
    void collect_anchors(boost::json::value const& in, std::string const& pointer, std::size_t depth);
    [[nodiscard]] schema_node target(schema_node const& from) const;
    [[nodiscard]] schema_node at(std::string_view pointer, schema_node const& from) const;
    [[nodiscard]] schema_node merged(schema_node const& of);

    boost::json::value const& root_;
    std::string_view id_; ///< of the root
    std::map<std::string, std::string, std::less<>> anchors_; ///< from their names to pointers
    std::deque<boost::json::value> made_;
    std::map<std::string, schema_node, std::less<>> merged_; ///< by the pointers of those that they are made of
    std::map<std::string, schema_node, std::less<>> kept_; ///< by their own pointers
    std::vector<std::string> merging_;
};

/// A keyword that says something about values, but makes none of them wrong.
[[nodiscard]] bool is_annotation(std::string_view keyword) noexcept;

} // namespace coax::detail
