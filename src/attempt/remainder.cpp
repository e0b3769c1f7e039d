// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "attempt/remainder.hpp"

#include "attempt/verdict.hpp"
#include "shape/pointer.hpp"

#include <algorithm>

namespace coax::attempts {

namespace {

bool is_at(std::string_view pointer, std::string const& member)
{
    return pointer.starts_with(member) && (pointer.size() == member.size() || pointer[member.size()] == '/');
}

} // namespace

std::optional<remainder> remainder::of(detail::record_shape const& root, binder::writer const& written)
{
    remainder rest;
    rest.root_ = &root;
    rest.kept_ = written.complete_members();
    if (rest.kept_.size() != root.fields.size())
        return std::nullopt;
    for (auto const& broken : written.violations())
        if (broken.pointer.empty() && broken.rule == rule::custom)
            return std::nullopt;
    for (std::size_t i = 0; i < root.fields.size(); ++i) {
        std::string member;
        detail::append_token(member, root.fields[i].name);
        auto const concerns = [&](violation const& one) { return is_at(one.pointer, member); };
        if (std::ranges::any_of(written.violations(), concerns))
            rest.kept_[i] = false;
        if (!rest.kept_[i])
            rest.wanted_.push_back(root.fields[i]);
    }
    if (rest.wanted_.empty() || rest.wanted_.size() == root.fields.size())
        return std::nullopt;
    return rest;
}

detail::record_shape remainder::wanted() const noexcept
{
    return {root_->name, root_->description, wanted_, root_->closed, nullptr};
}

std::string remainder::names() const
{
    std::string all;
    for (auto const& member : wanted_)
        all += (all.empty() ? "" : ", ") + std::string(member.name);
    return all;
}

std::string ask_for(remainder const& rest, std::vector<violation> const& broken)
{
    std::string words;
    if (!broken.empty())
        words = "The answer does not fit its schema:\n" + list(broken);
    else
        words = "The answer was cut off.\n";
    return words + "The other members stand. Give only these members, as one object: " + rest.names() + ".";
}

std::string ask_for_more_items()
{
    return "The answer was cut off. Its complete elements stand. Go on after the last complete one: give only the "
           "elements that are still missing.";
}

} // namespace coax::attempts
