// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "shape/schema_document.hpp"

#include "shape/merge_schemas.hpp"
#include "text/ascii.hpp"

#include <algorithm>
#include <utility>

namespace coax::detail {

namespace {

namespace json = boost::json;

constexpr std::size_t deepest = 512; ///< places in the document that are looked through for anchors

/// A URI's fragment without its percent signs.
std::string decoded(std::string_view fragment)
{
    auto const digit = [](char c) {
        auto const low = text::lower(c);
        return text::is_digit(low) ? low - '0' : low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
    };
    std::string plain;
    for (std::size_t i = 0; i < fragment.size(); ++i) {
        bool const escaped = fragment[i] == '%' && i + 2 < fragment.size() && digit(fragment[i + 1]) >= 0
            && digit(fragment[i + 2]) >= 0;
        plain += escaped ? static_cast<char>(digit(fragment[i + 1]) * 16 + digit(fragment[i + 2])) : fragment[i];
        i += escaped ? 2 : 0;
    }
    return plain;
}

} // namespace

schema_document::schema_document(json::value const& root) : root_(root)
{
    id_ = this->root().text("$id");
    collect_anchors(root, "", 0);
}

void schema_document::collect_anchors(json::value const& in, std::string const& pointer, std::size_t depth)
{
    if (depth > deepest)
        return; // what is nested so deep is refused where it is used
    if (auto const* members = in.if_object()) {
        if (auto const* name = members->if_contains("$anchor"); name != nullptr && name->is_string())
            anchors_.emplace(std::string(name->get_string()), pointer);
        for (auto const& [key, value] : *members)
            collect_anchors(value, schema_node::below(pointer, {key.data(), key.size()}), depth + 1);
    } else if (auto const* list = in.if_array()) {
        for (std::size_t i = 0; i < list->size(); ++i)
            collect_anchors((*list)[i], schema_node::below(pointer, std::to_string(i)), depth + 1);
    }
}

schema_node schema_document::at(std::string_view pointer, schema_node const& from) const
{
    if (auto const known = kept_.find(pointer); known != kept_.end())
        return known->second;
    auto const* found = &root_;
    for (auto rest = pointer; !rest.empty() && found != nullptr;) {
        rest.remove_prefix(1);
        auto const size = std::min(rest.find('/'), rest.size());
        auto const token = unescaped_token(rest.substr(0, size));
        rest.remove_prefix(size);
        if (auto const* members = found->if_object()) {
            found = members->if_contains(token);
        } else if (auto const* list = found->if_array()) {
            bool const number = !token.empty() && token.size() < 10 && std::ranges::all_of(token, text::is_digit);
            auto const index = number ? std::stoul(token) : list->size();
            found = index < list->size() ? &(*list)[index] : nullptr;
        } else {
            found = nullptr;
        }
    }
    if (found == nullptr)
        malformed_schema(from.at("$ref"), "leads to " + std::string(pointer) + ", which is not in the schema");
    return {*found, std::string(pointer)};
}

schema_node schema_document::target(schema_node const& from) const
{
    if (auto const* same = from.find(same_as))
        return at({same->get_string().data(), same->get_string().size()}, from);
    auto reference = from.text("$ref");
    if (!id_.empty() && reference.starts_with(id_))
        reference.remove_prefix(id_.size());
    if (!reference.empty() && reference.front() != '#')
        unkept_schema(
            from.at("$ref"), "leads out of the schema (" + std::string(reference) + "); put what it means under $defs");
    auto const fragment = decoded(reference.substr(reference.empty() ? 0 : 1));
    if (fragment.empty() || fragment.front() == '/')
        return at(fragment, from);
    auto const known = anchors_.find(fragment);
    if (known == anchors_.end())
        malformed_schema(from.at("$ref"), "leads to the anchor " + fragment + ", which is not in the schema");
    return at(known->second, from);
}

schema_node schema_document::keep(json::object keywords, std::string const& pointer)
{
    if (auto const known = kept_.find(pointer); known != kept_.end())
        return known->second;
    schema_node const made(made_.emplace_back(std::move(keywords)), pointer);
    kept_.emplace(pointer, made);
    return made;
}

schema_node schema_document::alternative(schema_node const& of, std::string_view keyword, std::size_t position)
{
    auto const one = flat(of.child(keyword, position));
    json::object beside;
    for (auto const& [key, value] : of.keywords())
        if (key != keyword && !is_annotation({key.data(), key.size()}))
            beside[key] = value;
    if (beside.empty())
        return one;
    auto const pointer = of.at(keyword) + "/" + std::to_string(position) + "/allOf";
    schema_node const parts[] = {{made_.emplace_back(std::move(beside)), of.pointer()}, one};
    return keep(merge_schemas(parts, pointer, *this), pointer);
}

bool is_annotation(std::string_view keyword) noexcept
{
    for (auto const one : {"title", "description", "default", "examples", "example", "deprecated", "readOnly",
             "writeOnly", "discriminator", "$comment", "$id", "$schema", "$anchor", "$defs", "definitions"})
        if (keyword == one)
            return true;
    return keyword.starts_with("x-");
}

schema_node schema_document::flat(schema_node const& of)
{
    if (of.is_false() || !(of.has("$ref") || of.has("allOf") || of.has(same_as)))
        return of;
    if (auto const known = merged_.find(of.pointer()); known != merged_.end())
        return known->second;
    if (std::ranges::find(merging_, of.pointer()) != merging_.end())
        unkept_schema(of.pointer(), "refers to itself and to nothing else: no value can be told from that");
    if (merging_.size() > deepest)
        unkept_schema(of.pointer(), "refers to too many others, one through another");
    merging_.push_back(of.pointer());
    auto const made = merged(of);
    merging_.pop_back();
    merged_.emplace(of.pointer(), made);
    return made;
}

schema_node schema_document::merged(schema_node const& of)
{
    bool const refers = of.has("$ref") || of.has(same_as);
    bool const alone = std::ranges::all_of(of.keywords(), [](auto const& one) {
        std::string_view const key(one.key().data(), one.key().size());
        return key == "$ref" || key == same_as || is_annotation(key);
    });
    if (refers && alone)
        return flat(target(of));
    std::vector<schema_node> parts;
    json::object own;
    for (auto const& [key, value] : of.keywords())
        if (key != "$ref" && key != "allOf" && key != same_as)
            own[key] = value;
    bool const rules = std::ranges::any_of(own, [](auto const& one) {
        return !is_annotation({one.key().data(), one.key().size()});
    });
    if (rules)
        parts.push_back({made_.emplace_back(std::move(own)), of.pointer()});
    if (refers)
        parts.push_back(flat(target(of)));
    if (auto const* all = of.list("allOf"))
        for (std::size_t i = 0; i < all->size(); ++i)
            parts.push_back(flat(of.child("allOf", i)));
    if (parts.empty())
        malformed_schema(of.at("allOf"), "must have an element");
    if (parts.size() == 1)
        return parts.front();
    auto made = merge_schemas(parts, of.pointer(), *this);
    return {made_.emplace_back(std::move(made)), of.pointer()};
}

} // namespace coax::detail
