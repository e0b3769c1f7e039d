// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "repair/candidate_writer.hpp"

#include <utility>

namespace coax::repair {

namespace {

constexpr std::uint64_t fnv_offset = 14695981039346656037U;
constexpr std::uint64_t fnv_prime = 1099511628211U;
constexpr std::size_t max_early = 256; ///< `bind::diagnostics` lists no more

} // namespace

void candidate_writer::start() noexcept
{
    containers_.clear();
    pending_ = settled_ = stopped_ = false;
}

void candidate_writer::begin() noexcept
{
    pending_ = true;
    hash_ = fnv_offset;
    early_.clear();
}

void candidate_writer::confirm(std::size_t offset)
{
    pending_ = false;
    if (!settled_)
        to_.begin();
    mark(offset, offset + 1);
    emit(containers_.closer_at(1) == '}' ? "{" : "[");
    if (!settled_)
        for (auto& one : early_)
            to_.repaired(std::move(one));
    early_.clear();
}

void candidate_writer::accept() noexcept
{
    settled_ = true;
    answer_hash_ = hash_;
}

void candidate_writer::emit(std::string_view json)
{
    for (char const c : json)
        hash_ = (hash_ ^ static_cast<unsigned char>(c)) * fnv_prime;
    if (!settled_ && !stopped_ && !to_.emit(json))
        stopped_ = true;
}

void candidate_writer::refuse(std::string why)
{
    if (settled_)
        emit(why);
    else if (!stopped_ && !to_.refuse(std::move(why)))
        stopped_ = true;
}

void candidate_writer::repaired(applied_repair::kind repair, std::size_t begin, std::size_t end)
{
    if (pending_ ? early_.size() == max_early : settled_ || stopped_)
        return;
    applied_repair done(repair, containers_.pointer(), begin, end - begin);
    if (pending_)
        early_.push_back(std::move(done));
    else
        to_.repaired(std::move(done));
}

void candidate_writer::mark(std::size_t begin, std::size_t end)
{
    if (!settled_)
        to_.at(begin, end - begin);
}

void candidate_writer::begin_member(std::string_view raw)
{
    containers_.begin_member(settled_ || stopped_ ? raw : to_.member(raw));
}

key_status candidate_writer::status_of_key(std::size_t up, std::string_view key) const
{
    return settled_ || stopped_ || pending_ ? key_status::any : to_.status_of_key(up, key);
}

} // namespace coax::repair
