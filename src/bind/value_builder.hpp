// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "bind/build_progress.hpp"
#include "bind/capture.hpp"
#include "bind/coercion.hpp"
#include "bind/diagnostics.hpp"
#include "bind/envelope_finder.hpp"
#include "bind/item_tracker.hpp"
#include "bind/limits.hpp"
#include "bind/open_containers.hpp"
#include "bind/rule_checker.hpp"
#include "bind/slot_finder.hpp"
#include "bind/string_builder.hpp"
#include "bind/type_hints.hpp"
#include "bind/value_opener.hpp"
#include "json/event_handler.hpp"

#include <coax/applied_repair.hpp>
#include <coax/tolerance.hpp>
#include <coax/violation.hpp>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace coax::bind {

/// Writes a user's value in place from JSON events. Each field is decoded and checked once, when it completes.
///
/// After a broken rule the rest is still read as far as it fits, so that a whole answer gives all of its violations.
/// Check `broken()` to stop at the first. The state is O(depth). An event allocates only what the value's own
/// containers need.
class value_builder final : public json::event_handler {
public:
    explicit value_builder(limits most = {});
    value_builder(value_builder const&) = delete;
    value_builder& operator=(value_builder const&) = delete;

    /// Begins a new value. `value` must be newly made; both arguments are borrowed until the next `start`.
    void start(detail::shape const& root, void* value, unsigned attempt = 1);
    /// Continues a value that an earlier document left unfinished. The root's members at `kept` stay; the new
    /// document's copies of them are skipped. The root is a record.
    void resume(unsigned attempt, std::vector<bool> kept);
    /// Continues the sequence that is the root's first member: the new document's elements are added after the complete
    /// ones.
    void resume_items(unsigned attempt);
    /// Begins the last document again with this tolerance. The value of a whole document must be newly made. Completed
    /// members are not reported twice.
    void restart(tolerance level);
    /// The root's complete members. Empty if no value has begun.
    [[nodiscard]] std::vector<bool> complete_members() const { return containers_.complete_members(); }

    void begin_object() override;
    void end_object() override;
    void begin_array() override;
    void end_array() override;
    void key_part(std::string_view piece) override;
    void key(std::string_view last_piece) override;
    void text_part(std::string_view piece) override;
    void text(std::string_view last_piece) override;
    void integer(std::int64_t number) override;
    void natural(std::uint64_t number) override;
    void real(double number, std::string_view digits) override;
    void boolean(bool value) override;
    void null() override;
    /// A value that has no meaning in JSON; `message` says what is wrong with it.
    void refuse(std::string message);

    /// Sets the position of the value or key of the next events.
    void set_source(source_position const& at) noexcept { diagnostics_.set_source(at); }
    void repaired(applied_repair done) { diagnostics_.repaired(std::move(done)); }
    /// The text is not JSON, or ends too soon.
    void fail(coax::rule rule, std::string message) { diagnostics_.violate(rule, std::move(message)); }
    /// The answer was cut off at `offset`. If all members of all open objects are complete and no array is open, only
    /// brackets are missing: they are added and listed as repairs. Returns false if more is missing.
    bool close_rest(std::size_t offset);

    [[nodiscard]] bool done() const noexcept { return progress_.done(); }
    /// A rule is broken that counts.
    [[nodiscard]] bool broken() const noexcept { return diagnostics_.broken() && !items_.forgiving(); }
    /// The answer does not exactly match the type: a rule is broken, or a key is unknown.
    [[nodiscard]] bool deviated() const noexcept { return diagnostics_.deviated(); }
    [[nodiscard]] std::vector<violation> const& violations() const noexcept { return diagnostics_.violations(); }
    /// The repairs, in order.
    [[nodiscard]] std::vector<applied_repair> const& repairs() const noexcept { return diagnostics_.repairs(); }
    /// JSON pointers of keys that the type does not have.
    [[nodiscard]] std::vector<std::string> const& unknown_keys() const noexcept { return diagnostics_.unknown_keys(); }
    [[nodiscard]] type_hints hints() const noexcept { return {containers_, capture_, coercion_}; }

    /// Increases with each change that a partial would show.
    [[nodiscard]] std::uint64_t changes() const noexcept { return progress_.changes(); }
    /// Increases with each completed member or element.
    [[nodiscard]] std::uint64_t completed() const noexcept { return progress_.completed(); }
    [[nodiscard]] field_state state(std::span<std::size_t const> fields) const noexcept
    {
        return progress_.state(fields);
    }
    [[nodiscard]] std::string path() const { return progress_.path(); }
    [[nodiscard]] unsigned attempt() const noexcept { return progress_.attempt(); }
    [[nodiscard]] detail::progress const& progress() const noexcept { return progress_; }
    /// Receives the JSON pointer of each member and element when it completes ("" is the whole); may be empty.
    void report_completed(std::function<void(std::string_view pointer)> to)
    {
        progress_.report_completed(std::move(to));
    }

    // The sequence that is the root's first member: see `item_tracker`.
    void track_items(bool yes) noexcept { items_.track(yes); }
    void forgive_items(bool yes) noexcept { items_.forgive(yes); }
    /// Increases with each complete element.
    [[nodiscard]] std::uint64_t items() const noexcept { return items_.count(); }
    /// The last element is not complete.
    [[nodiscard]] bool item_open() const noexcept { return items_.open(); }
    /// Elements of this document are complete and are taken one by one.
    [[nodiscard]] bool hands_out_items() const noexcept { return items_.hands_out(); }
    /// Removes and returns the first of `item_positions`.
    std::size_t take_item_position() { return items_.take_position(); }
    /// Positions in the answer of complete elements that were not taken yet, in order.
    [[nodiscard]] std::deque<std::size_t> const& item_positions() const noexcept { return items_.positions(); }
    /// The position of the first element of the last document.
    [[nodiscard]] std::size_t first_item_position() const noexcept { return items_.first_position(); }
    [[nodiscard]] std::vector<violation> const& forgiven() const noexcept { return items_.forgiven(); }

    /// The values that follow were accepted before. No rule is checked again, and a missing member keeps its default.
    void skip_rules(bool yes) noexcept { checker_.skip_rules(yes); }
    /// The text that must contain members with the note `quoted`. The function is called once, when the first of them
    /// is complete.
    void quotes_from(std::function<std::string()> text) { checker_.quotes_from(std::move(text)); }

private:
    void open_container(std::uint8_t kind);
    void close_container();
    void value_complete(bool whole);
    bool set_element_complete(frame& set, bool whole);
    void close_implied();
    void begin_string(slot const& to)
    {
        if (!capture_.active())
            string_.begin(to);
    }
    void number(detail::number const& value, std::string_view digits);
    bool number_of_other(slot const& to, detail::number const& value, std::string_view digits);
    void captured(event_log::event type, std::string_view text = {}, std::uint64_t bits = 0);
    void refuse_captured(std::string message);
    void finish_capture();
    void finish_tagged_object(slot const& to, event_log const& log);
    void finish_pair(event_log const& log);
    void finish_text_of_other();
    [[nodiscard]] std::size_t depth_left() const noexcept;
    void clear(unsigned attempt);
    void begin_document();
    void reset_members();

    limits limits_;
    open_containers containers_;
    diagnostics diagnostics_{limits_, containers_};
    build_progress progress_{containers_, diagnostics_};
    item_tracker items_{limits_, containers_, diagnostics_};
    rule_checker checker_{limits_, containers_, diagnostics_};
    coercion coercion_;
    capture capture_;
    envelope_finder envelopes_{containers_, diagnostics_, capture_};
    string_builder string_{limits_, diagnostics_, progress_, checker_, coercion_};
    slot_finder slots_{limits_, containers_, diagnostics_, items_, checker_, coercion_, capture_};
    value_opener opener_{containers_, diagnostics_, progress_, items_, coercion_, capture_, envelopes_, slots_};
    std::string key_; ///< a key that came in pieces
};

} // namespace coax::bind
