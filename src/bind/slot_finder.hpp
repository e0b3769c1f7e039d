// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "bind/capture.hpp"
#include "bind/coercion.hpp"
#include "bind/item_tracker.hpp"
#include "bind/rule_checker.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace coax::bind {

/// Finds the slot of the next value in the innermost container: by its key, or by its position.
class slot_finder {
public:
    slot_finder(limits const& most, open_containers& containers, diagnostics& found, item_tracker& items,
        rule_checker& checker, coercion const& coerced, capture& captured)
        : limits_(most),
          containers_(containers),
          diagnostics_(found),
          items_(items),
          checker_(checker),
          coercion_(coerced),
          capture_(captured)
    {
    }

    void start(slot const& root) noexcept { root_ = root; }
    void clear() noexcept
    {
        next_ = {};
        elements_ = 0;
    }
    [[nodiscard]] slot const& root() const noexcept { return root_; }

    /// The slot of the next value. It has no type if the value is not wanted.
    slot next()
    {
        if (next_.type != nullptr) {
            auto known = next_;
            next_.type = nullptr;
            if (known.at == nullptr) // not before something of it comes: an absent member is absent
                known.at = place(containers_.back()).at;
            return known;
        }
        if (containers_.empty())
            return root_;
        auto& top = containers_.back();
        switch (top.type->kind) {
        case shape_kind::record: // after a key that means no member
            return {};
        case shape_kind::map: {
            if (top.skip)
                return {};
            auto const& inner = *as<map_shape>(*top.type).inner;
            return {&inner, top.place, inner.own};
        }
        case shape_kind::variant:
            return {top.type, nullptr, nullptr}; // the tag itself
        default:
            return next_element(top);
        }
    }
    void set_next(slot const& to) noexcept { next_ = to; }
    /// The next value is an element of a list of keys and values.
    [[nodiscard]] bool is_pair_next() const noexcept
    {
        return next_.type == nullptr && !containers_.empty() && containers_.back().pairs
            && containers_.back().index == frame::none;
    }

    /// The next value belongs to this key. Returns false if the innermost container is a record without such a member.
    bool find(std::string_view key);
    void begin_member(frame& record, std::uint32_t member);
    /// Makes the slot in `parent` for a value that waited for its tag. It has no address if a map already has the key.
    slot place(frame& parent);

private:
    slot next_element(frame& list);
    slot next_in_sequence(frame& sequence);
    slot refuse_element(frame& list, std::size_t most);
    bool find_member(frame& record, std::string_view name);
    void begin_more(frame& record, std::string_view name);
    void find_tag(frame& pending, std::string_view name);
    void find_key(frame& map, std::string_view name);

    limits const& limits_;
    open_containers& containers_;
    diagnostics& diagnostics_;
    item_tracker& items_;
    rule_checker& checker_;
    coercion const& coercion_;
    capture& capture_;
    slot root_;
    slot next_; ///< where the next value goes, if that is known: a member's, or one that is replayed
    std::size_t elements_ = 0; ///< of all lists of the document
};

} // namespace coax::bind
