// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "bind/build_progress.hpp"
#include "bind/envelope_finder.hpp"
#include "bind/slot_finder.hpp"

#include <cstdint>
#include <string_view>

namespace coax::bind {

/// Begins values. Finds the type for the JSON kind that comes, through nullables, variants and implied containers.
class value_opener {
public:
    value_opener(open_containers& containers, diagnostics& found, build_progress& progress, item_tracker const& items,
        coercion& coerced, capture& captured, envelope_finder& envelopes, slot_finder& slots)
        : containers_(containers),
          diagnostics_(found),
          progress_(progress),
          items_(items),
          coercion_(coerced),
          capture_(captured),
          envelopes_(envelopes),
          slots_(slots)
    {
    }

    /// A value of this kind begins. Returns its slot, which has no type if the value is skipped. The value may be
    /// captured from now on.
    slot open(std::uint8_t kind)
    {
        coercion_.leave_nullable();
        if (slots_.is_pair_next())
            return open_pair();
        auto const to = slots_.next();
        if (to.type == nullptr)
            envelopes_.begin_value(kind);
        else if (!is_written_as(*to.type, kind))
            return fit(to, kind);
        return to;
    }
    void push(slot const& to, bool is_list = false);
    void find(std::string_view key)
    {
        if (!slots_.find(key))
            unknown_key(key);
    }
    /// Opens the implied list around a string that is one element of it. Returns false if `to` takes no such element.
    bool open_implied_list(slot const& to, std::string_view text);
    /// The tag of the innermost object has arrived. Makes its alternative; the object continues in it.
    void resolve_tag(std::string_view spelling);

private:
    slot open_pair();
    slot fit(slot to, std::uint8_t kind);
    slot refuse_tag(slot const& to);
    slot refuse(slot const& to, detail::shape const& declared, std::uint8_t kind);
    void leave_out(detail::rules const& rules);
    bool imply(slot const& to, std::uint8_t kind);
    void push_implied(slot const& to, applied_repair::kind repair);
    void unknown_key(std::string_view name);
    bool begin_bare_object(std::string_view first_key);
    void make_alternative(variant_shape const& type, std::size_t index, std::size_t spelling);
    void lose_place(frame& object);

    open_containers& containers_;
    diagnostics& diagnostics_;
    build_progress& progress_;
    item_tracker const& items_;
    coercion& coercion_;
    capture& capture_;
    envelope_finder& envelopes_;
    slot_finder& slots_;
};

} // namespace coax::bind
