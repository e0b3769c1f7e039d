// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "bind/frame.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace coax::bind {

/// The open objects and arrays, from the root to the innermost, and which of their members have arrived.
class open_containers {
public:
    open_containers() = default;
    ~open_containers() { drop_frames(); }
    open_containers(open_containers const&) = delete;
    open_containers& operator=(open_containers const&) = delete;

    /// Closes all of them. Up to `depth` can then be opened without an allocation.
    void clear(std::size_t depth);

    [[nodiscard]] bool empty() const noexcept { return frames_.empty(); }
    [[nodiscard]] std::size_t size() const noexcept { return frames_.size(); }
    [[nodiscard]] frame& back() noexcept { return frames_.back(); }
    [[nodiscard]] frame const& back() const noexcept { return frames_.back(); }
    [[nodiscard]] frame& operator[](std::size_t depth) noexcept { return frames_[depth]; }
    [[nodiscard]] frame const& operator[](std::size_t depth) const noexcept { return frames_[depth]; }
    [[nodiscard]] auto begin() const noexcept { return frames_.begin(); }
    [[nodiscard]] auto end() const noexcept { return frames_.end(); }
    [[nodiscard]] bool is_root(frame const& open) const noexcept { return &open == frames_.data(); }
    [[nodiscard]] std::size_t depth_of(frame const& open) const noexcept
    {
        return static_cast<std::size_t>(&open - frames_.data());
    }

    frame& push(slot const& to);
    /// Closes the innermost.
    void pop();

    [[nodiscard]] bool seen(frame const& record, std::size_t member) const noexcept
    {
        return (word(record, member, false) >> (member % 64) & 1U) != 0;
    }
    [[nodiscard]] bool complete(frame const& record, std::size_t member) const noexcept
    {
        return (word(record, member, true) >> (member % 64) & 1U) != 0;
    }
    void set_seen(frame& record, std::size_t member) noexcept { set_bit(record, member, false); }
    void set_complete(frame& record, std::size_t member) noexcept { set_bit(record, member, true); }
    /// The bits of the group of 64 members that this one belongs to.
    [[nodiscard]] std::uint64_t seen_word(frame const& record, std::size_t member) const noexcept
    {
        return word(record, member, false);
    }
    /// Whether this document contained a member of the record.
    [[nodiscard]] bool any_seen(frame const& record) const noexcept;
    /// For an object without a place: from now on its type has no members.
    void forget_members(frame& record) noexcept { record.more_bits = static_cast<std::uint32_t>(more_bits_.size()); }

    /// Members of the root that an earlier document completed.
    void keep(std::vector<bool> members) noexcept { kept_ = std::move(members); }
    [[nodiscard]] std::vector<bool> const& kept() const noexcept { return kept_; }
    [[nodiscard]] bool is_kept(frame const& record, std::size_t member) const noexcept
    {
        return is_root(record) && member < kept_.size() && kept_[member];
    }
    /// The root's complete members. Empty if no value has begun.
    [[nodiscard]] std::vector<bool> complete_members() const;

    void set_key(frame& map, std::string_view name);
    [[nodiscard]] std::string_view key_of(frame const& map) const noexcept
    {
        return std::string_view(keys_).substr(map.key_begin, map.key_size);
    }
    void drop_key(frame const& map) { keys_.resize(map.key_begin); }

    /// JSON pointer of the value that is being written.
    [[nodiscard]] std::string path() const { return path_to(frames_.size()); }
    /// The same for the value in the outermost `depth` containers.
    [[nodiscard]] std::string path_to(std::size_t depth) const;

    /// A rule was broken in the value that is being written.
    void mark_broken() noexcept;
    void save_broken() noexcept;
    void restore_broken() noexcept;

    /// Whether the innermost is the sequence that is the root's first member.
    [[nodiscard]] bool in_item_list() const noexcept;

    // Counts the open containers of a value that is skipped.
    [[nodiscard]] bool skipping() const noexcept { return skipped_ != 0; }
    [[nodiscard]] std::size_t skipped() const noexcept { return skipped_; }
    void skip(std::size_t depth) noexcept { skipped_ = depth; }
    void open_skipped() noexcept { ++skipped_; }
    /// Returns true if that was the last.
    bool close_skipped() noexcept { return --skipped_ == 0; }

private:
    void drop_frames() noexcept;
    void set_bit(frame& record, std::size_t member, bool complete) noexcept
    {
        auto& bits = member < 64 ? record.bits[complete] : more_bits_[word_index(record, member, complete)];
        bits |= std::uint64_t(1) << (member % 64);
    }
    [[nodiscard]] std::uint64_t word(frame const& record, std::size_t member, bool complete) const noexcept
    {
        return member < 64 ? record.bits[complete] : more_bits_[word_index(record, member, complete)];
    }
    static std::size_t word_index(frame const& record, std::size_t member, bool complete) noexcept
    {
        return record.more_bits + (member / 64 - 1) * 2 + (complete ? 1 : 0);
    }

    std::vector<frame> frames_;
    std::vector<std::uint64_t> more_bits_; ///< as `frame::bits`, for the members after the 64th of each open record
    std::string keys_; ///< names of the map keys that are being written, one after another
    std::vector<bool> kept_;
    std::size_t skipped_ = 0;
};

} // namespace coax::bind
