// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "call/missing_members.hpp"

#include "shape/pointer.hpp"

#include <algorithm>

namespace coax::call {

namespace {

bool is_at(std::string_view pointer, std::string const& member)
{
    return pointer.starts_with(member) && (pointer.size() == member.size() || pointer[member.size()] == '/');
}

} // namespace

std::optional<missing_members> missing_members::of(
    detail::record_shape const& root, bind::value_builder const& written, std::vector<violation> const& broken)
{
    missing_members rest;
    rest.root_ = &root;
    rest.kept_ = written.complete_members();
    if (rest.kept_.size() != root.fields.size())
        return std::nullopt;
    for (auto const& one : broken)
        if (one.pointer.empty() && one.rule == rule::custom)
            return std::nullopt;
    for (std::size_t i = 0; i < root.fields.size(); ++i) {
        std::string member;
        detail::append_token(member, root.fields[i].name);
        auto const concerns = [&](violation const& one) { return is_at(one.pointer, member); };
        if (std::ranges::any_of(broken, concerns))
            rest.kept_[i] = false;
        if (!rest.kept_[i])
            rest.wanted_.push_back(root.fields[i]);
    }
    if (rest.wanted_.empty() || rest.wanted_.size() == root.fields.size())
        return std::nullopt;
    return rest;
}

detail::record_shape missing_members::wanted() const noexcept
{
    return {root_->name, root_->description, wanted_, root_->closed, nullptr};
}

std::string missing_members::names() const
{
    std::string all;
    for (auto const& member : wanted_)
        all += (all.empty() ? "" : ", ") + std::string(member.name);
    return all;
}

} // namespace coax::call
