// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "bind/build_progress.hpp"
#include "bind/coercion.hpp"
#include "bind/rule_checker.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace coax::bind {

/// The string that is being read. It is written in place if its type is text, else kept until it is complete.
class string_builder {
public:
    string_builder(limits const& most, diagnostics& found, build_progress& progress, rule_checker& checker,
        coercion const& coerced)
        : limits_(most),
          diagnostics_(found),
          progress_(progress),
          checker_(checker),
          coercion_(coerced)
    {
    }

    void clear() noexcept { open_ = false; }
    [[nodiscard]] bool open() const noexcept { return open_; }
    void begin(slot const& to)
    {
        to_ = to;
        open_ = true;
        kept_.clear();
        length_ = 0;
        choice_stored_ = false;
        if (to_.type != nullptr && to_.type->kind == shape_kind::text) {
            clear_text();
            progress_.show(to_.rules == nullptr || !to_.rules->whole);
        }
    }
    void append(std::string_view piece, bool last = false)
    {
        if (to_.type == nullptr || piece.empty())
            return;
        if (to_.type->kind != shape_kind::text)
            return keep(piece, last);
        if (progress_.visible()) {
            if (to_.type->in_json)
                detail::json_slots::append_text(to_.at, piece);
            else
                static_cast<std::string*>(to_.at)->append(piece);
            progress_.changed();
        } else {
            kept_.append(piece);
        }
        if (to_.rules != nullptr)
            check_growth(piece);
    }
    /// The string is complete.
    void close() noexcept { open_ = false; }
    /// Stores what was read. Returns whether it breaks no rule.
    bool finish();
    /// The same for a number or boolean where the type wants a string, or something that is read from one.
    bool store_scalar(slot const& to, std::string_view text);

    [[nodiscard]] slot const& target() const noexcept { return to_; }
    /// Returns the kept text.
    [[nodiscard]] std::string take() { return std::exchange(kept_, {}); }

private:
    void clear_text()
    {
        if (to_.type->in_json)
            detail::json_slots::clear_text(to_.at);
        else
            static_cast<std::string*>(to_.at)->clear();
    }
    void keep(std::string_view piece, bool last);
    void check_growth(std::string_view piece);
    void narrow_choice(choice_shape const& type);
    [[nodiscard]] bool may_mean_another(choice_shape const& type, std::size_t but) const;
    bool finish_strictly();
    bool finish_loosely();
    bool finish_written();
    bool read_loosely();

    limits const& limits_;
    diagnostics& diagnostics_;
    build_progress& progress_;
    rule_checker& checker_;
    coercion const& coercion_;
    slot to_;
    std::string kept_;
    std::size_t length_ = 0; ///< in Unicode characters
    bool open_ = false;
    bool choice_stored_ = false;
};

} // namespace coax::bind
