// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "bind/capture.hpp"
#include "bind/frame.hpp"
#include "bind/limits.hpp"
#include "bind/name_match.hpp"
#include "bind/quoted_text.hpp"
#include "text/patterns.hpp"
#include "json/event_handler.hpp"

#include <coax/applied_repair.hpp>
#include <coax/detail/progress.hpp>
#include <coax/detail/shape.hpp>
#include <coax/tolerance.hpp>
#include <coax/violation.hpp>

#include <boost/json/value.hpp>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace coax::bind {

/// JSON events in, a user's value written in place. Each field is decoded and checked once, when it completes.
/// After a broken rule the rest is still read (into what it fits), so that a whole answer gives all of its
/// violations; who wants to stop at the first asks `broken()`. Book-keeping is O(depth); nothing is allocated for an
/// event beyond what the value's own containers need.
class value_builder final : public detail::progress, public json::event_handler {
public:
    explicit value_builder(limits how = {});
    ~value_builder();
    value_builder(value_builder const&) = delete;
    value_builder& operator=(value_builder const&) = delete;

    /// Begins afresh. `value` must be freshly made; both are borrowed until the next `start`.
    void start(detail::shape const& root, void* value, unsigned attempt = 1);
    /// Goes on with a value that an earlier document left unfinished: the root's members at `kept` stand, and are
    /// skipped where the new document says them again. The root is a record.
    void resume(unsigned attempt, std::vector<bool> kept);
    /// Goes on with the sequence that is the root's first member: a new document's elements come after those that are
    /// complete.
    void resume_items(unsigned attempt);
    /// Begins the document again that was begun last, to be read with this tolerance; the value of a whole document
    /// must be freshly made again. Who is told of what completes is not told twice.
    void restart(tolerance how);
    /// Of the root's members, those that are complete. Empty where nothing was begun.
    [[nodiscard]] std::vector<bool> complete_members() const;

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
    void real(double number) override;
    void boolean(bool value) override;
    void null() override;

    /// A value that is none; `message` says what is wrong with it.
    void refuse(std::string message);
    /// Where the value or key of the next events stands in the answer, and how it is written there.
    void source(std::size_t offset, std::string_view text) noexcept
    {
        source_ = text;
        source_offset_ = offset;
        source_size_ = text.size();
    }
    void repaired(applied_repair what);

    /// Something other than an event is wrong: the text is not JSON, or ends too soon.
    void fail(coax::rule what, std::string message);

    [[nodiscard]] bool done() const noexcept { return done_; }
    /// A rule is broken, and not one that will be forgiven.
    [[nodiscard]] bool broken() const noexcept { return broken_ && !(forgive_items_ && item_open_); }
    [[nodiscard]] std::vector<violation> const& violations() const noexcept { return violations_; }
    /// The answer is not to the letter what was asked for: a rule is broken, or a key unknown.
    [[nodiscard]] bool deviated() const noexcept { return deviated_; }
    /// Whether the root has a member that this key may mean.
    [[nodiscard]] bool knows(std::string_view key) const;
    /// What `key` is to the object that is the `up`-th open container from within (0: the innermost).
    [[nodiscard]] key_status status_of_key(std::size_t up, std::string_view key) const;
    /// Whether the array that is the `up`-th open container from within takes an element of this kind of JSON.
    [[nodiscard]] bool takes_element(std::size_t up, std::uint8_t kind) const;
    /// Whether the root, or the library's own object around it, may be one value without brackets.
    [[nodiscard]] bool may_stand_bare() const noexcept;
    /// Elements of this document were complete, and are taken one by one.
    [[nodiscard]] bool hands_out_items() const noexcept { return track_items_ && items_ != begun_.items; }
    /// What the member is called whose key came last; `raw` where it has no name.
    [[nodiscard]] std::string_view member_name(std::string_view raw) const noexcept;
    /// The root may be given as the array that is its only member.
    [[nodiscard]] bool takes_list() const noexcept;
    /// What was read although it was not as it should be, in order.
    [[nodiscard]] std::vector<applied_repair> const& repairs() const noexcept { return repairs_; }
    /// JSON pointers of keys that the type does not have.
    [[nodiscard]] std::vector<std::string> const& unknown_keys() const noexcept { return unknown_; }
    /// Rises with everything a partial would show.
    [[nodiscard]] std::uint64_t changes() const noexcept { return changes_; }
    /// Rises with each member or element that completed.
    [[nodiscard]] std::uint64_t completed() const noexcept { return completed_; }
    /// Of the sequence that is the root's first member, the last element is not complete (`each` asks).
    [[nodiscard]] bool item_open() const noexcept { return item_open_; }
    /// From now on the positions of complete elements are kept until they are taken.
    void track_items(bool yes) noexcept { track_items_ = yes; }
    /// Rises with each complete element of it.
    [[nodiscard]] std::uint64_t items() const noexcept { return items_; }
    /// Position, in the answer, of the complete element that was not yet asked about; in order.
    std::size_t take_item_position();
    /// Those that were not taken yet, in order.
    [[nodiscard]] std::deque<std::size_t> const& item_positions() const noexcept { return item_positions_; }
    /// The position of the first element of the document that was begun last.
    [[nodiscard]] std::size_t first_item_position() const noexcept { return items_before_; }
    /// From now on an element of that sequence that breaks a rule is taken out again and listed here, and does not
    /// break the whole.
    void forgive_items(bool yes) noexcept { forgive_items_ = yes; }
    /// The answer was cut off at `offset`. Where all members of all open objects are complete, and no array is open,
    /// only brackets are missing: they are taken as said, and listed as repairs. False: more than that is missing.
    bool close_rest(std::size_t offset);
    [[nodiscard]] std::vector<violation> const& forgiven() const noexcept { return forgiven_; }

    /// What comes from now on is a value that was accepted before: no rule of its type is tried on it again, and a
    /// member that is missing keeps its default.
    void skip_rules(bool yes) noexcept { skip_rules_ = yes; }

    /// Who is told the JSON pointer of each member and element when it completes ("" is the whole); may be empty.
    void tell_completed(std::function<void(std::string_view pointer)> whom) { told_ = std::move(whom); }

    /// Where members noted as quoted must stand; asked for once, when the first of them is complete.
    void quotes_from(std::function<std::string()> text) { quoted_text_ = bind::quoted_text(std::move(text)); }

    [[nodiscard]] field_state state(std::span<std::size_t const> fields) const noexcept override;
    [[nodiscard]] std::string path() const override;
    [[nodiscard]] unsigned attempt() const noexcept override { return attempt_; }

private:
    /// Where a value goes.
    struct slot {
        detail::shape const* type = nullptr; ///< null: nowhere, the value is skipped
        void* at = nullptr;
        detail::rules const* rules = nullptr; ///< null where there are none
    };

    // events.cpp: what nearly all events do
    slot next_slot();
    slot open_value(std::uint8_t kind);
    slot open_pair();
    void open_container(std::uint8_t kind);
    void push(slot const& where, bool is_list = false);
    void find(std::string_view name);
    void begin_member(frame& record, std::uint32_t at);
    void open_text(slot const& where);
    void grow_text(std::string_view piece, bool last = false);
    void number(detail::number const& value);
    void close_container();
    void value_complete(bool whole);
    void count_completed(bool whole);
    void tell_completed();

    // place.cpp: from an event to the place its value has in the user's
    slot open_otherwise(slot where, std::uint8_t kind);
    slot next_element(frame& into);
    void find_field(frame& record, std::string_view name);
    void find_key(frame& map, std::string_view name);
    void resolve_tag(frame& pending, std::string_view spelling);
    void doom(frame& pending);
    [[nodiscard]] static bool waits_for_tag(detail::shape const& declared) noexcept;
    slot place(frame& parent);
    /// In place of an address that is known only with a tag.
    [[nodiscard]] static void* unplaced() noexcept { return const_cast<char*>(&unplaced_); }
    [[nodiscard]] bool keeps_track_of_items() const noexcept { return track_items_ || forgive_items_ || keep_items_; }

    // envelope.cpp: objects with keys that their type does not know
    void strange_key(frame& record, std::string_view name);
    void unknown_key(frame const& record, std::string_view name, bool closed);
    void open_nowhere(std::uint8_t kind);
    void keep_envelope(event_log log);
    void drop_envelope();
    bool unwrap(frame& record);
    bool begin_bare(std::string_view name);
    [[nodiscard]] bool knows_some(frame const& record) const;
    [[nodiscard]] bool only_goes_with_them(frame const& record) const;

    // held.cpp: strings where a list or an object is asked for
    [[nodiscard]] static bool may_be_held(detail::shape const& type);
    [[nodiscard]] bool is_container(std::string_view text) const;
    [[nodiscard]] bool is_one_element(detail::shape const& element, std::string_view text) const;
    [[nodiscard]] bool is_bare_text(std::string_view text) const;
    void finish_text_of_other();

    // adapt.cpp: what is not as the type says, and can be meant in one way only
    bool imply_list(slot const& where, std::uint8_t kind);
    bool imply_element(slot const& where, std::string_view said);
    void end_implied();
    [[nodiscard]] bool is_wrapper() const noexcept;
    [[nodiscard]] bool takes_bare(std::uint8_t kind) const;
    /// The only member of a root that wraps it.
    [[nodiscard]] detail::field const& wrapped() const noexcept
    {
        return static_cast<detail::record_shape const*>(root_)->fields.front();
    }
    [[nodiscard]] bool takes(detail::shape const& type, std::uint8_t kind) const;
    [[nodiscard]] bool takes_loosely(detail::shape const& type, std::uint8_t kind) const;
    [[nodiscard]] frame const* open_frame(std::size_t up) const noexcept; // names.cpp
    [[nodiscard]] bool is_or_takes(detail::shape const& type, std::uint8_t kind) const;
    void text_instead(slot const& where, std::string_view text);
    bool finish_loosely();
    [[nodiscard]] std::uint32_t likely_field(frame const& record, std::string_view name) const;
    [[nodiscard]] bool is_tag(detail::variant_shape const& type, std::string_view name) const;
    [[nodiscard]] std::string_view likely_tag(detail::variant_shape const& type, std::string_view text) const;
    [[nodiscard]] std::size_t likely_spelling(detail::choice_shape const& type, std::string_view text) const;
    void repaired(applied_repair::kind what, std::string pointer);

    // scalars.cpp: values that come in one event, and strings
    bool store_number(slot const& where, detail::number const& value);
    bool check_number(detail::rules const& rules, detail::number const& value);
    void measure_text(std::string_view piece);
    void narrow_choice(detail::choice_shape const& type);
    [[nodiscard]] bool may_mean_another(detail::choice_shape const& type, std::size_t but) const;
    bool finish_text();
    bool finish_as_written();
    bool store_choice(slot const& where, std::string_view said);

    // complete.cpp: the end of a value, and what was wrong with it
    void check_record(frame& record);
    void check_missing(detail::field const& member);
    void check_items(frame const& container);
    void element_complete(frame& sequence, bool whole);
    void element_complete_in_set(frame& set, bool& whole);
    void captured(event_log::event is, std::string_view text = {}, std::uint64_t bits = 0);
    void finish_capture();
    bool finish_value(slot const& where, event_log const& log);
    void finish_object(slot const& where, event_log const& log);
    void finish_pair(event_log const& log);
    void missing_tag(std::string_view tag);
    void play(event_log::entry const& one);
    void play_value(event_log::reader from);
    void play_member(event_log::member const& one);
    [[gnu::cold]] void violate(coax::rule what, std::string message);
    [[gnu::cold]] void violate_at(std::string pointer, coax::rule what, std::string message);

    [[nodiscard]] std::string path_to(std::size_t depth) const;
    void reset_others();
    void allow_work();
    void drop_frames() noexcept;
    void clear_state(unsigned attempt);
    [[nodiscard]] bool bit(frame const& record, std::size_t index, bool complete) const noexcept
    {
        return (word(record, index, complete) >> (index % 64) & 1U) != 0;
    }
    void set_bit(frame& record, std::size_t index, bool complete) noexcept
    {
        auto& bits = index < 64 ? record.bits[complete] : more_bits_[place_of(record, index, complete)];
        bits |= std::uint64_t(1) << (index % 64);
    }
    /// The bits of 64 members, among them this one.
    [[nodiscard]] std::uint64_t word(frame const& record, std::size_t index, bool complete) const noexcept
    {
        return index < 64 ? record.bits[complete] : more_bits_[place_of(record, index, complete)];
    }
    static std::size_t place_of(frame const& record, std::size_t index, bool complete) noexcept
    {
        return record.more_bits + (index / 64 - 1) * 2 + (complete ? 1 : 0);
    }
    /// Of the innermost that is open.
    [[nodiscard]] bool is_item_sequence(frame const& top) const noexcept
    {
        return &top == frames_.data() + 1 && frames_[0].type->kind == detail::shape_kind::record
            && frames_[0].index == 0;
    }

    limits limits_;
    detail::shape const* root_ = nullptr;
    void* value_ = nullptr;
    std::vector<frame> frames_;
    std::vector<std::uint64_t> more_bits_; ///< as `frame::bits`, for the members behind the 64th of each open record
    std::string keys_; ///< names of the map keys being written, one after another
    std::string name_; ///< a key that came in pieces
    std::string scratch_; ///< a string that is not written in place: choice, moment, tag, whole()
    slot text_; ///< the string being read
    slot next_; ///< where the next value goes, if that is known already: a member's, or one that is replayed
    slot captured_; ///< where the captured value goes
    capture capture_;
    /// An unknown member of an object, which may hold what should stand in its place.
    struct envelope {
        enum class state : std::uint8_t { none, key, value, whole };
        std::string key;
        event_log log; ///< of its value
        std::size_t depth = 0; ///< containers that were open where its key came
        std::size_t offset = 0; ///< of the key, in the answer
        std::size_t size = 0;
        state is = state::none;
    };
    envelope envelope_;
    static constexpr char unplaced_ = 0;
    text::patterns patterns_;
    quoted_text quoted_text_;
    std::function<void(std::string_view)> told_;
    std::vector<violation> violations_;
    std::vector<violation> forgiven_;
    std::vector<std::string> unknown_;
    std::uint64_t changes_ = 0;
    std::uint64_t completed_ = 0;
    std::uint64_t items_ = 0;
    std::size_t text_length_ = 0; ///< Unicode characters of the string being read
    std::size_t elements_ = 0; ///< of all lists of the document
    std::size_t skip_depth_ = 0; ///< open containers of a value that is skipped
    std::size_t item_violations_ = 0; ///< violations when the element being written began
    unsigned attempt_ = 1;
    /// As it was when the document began.
    struct mark {
        std::uint64_t completed = 0;
        std::uint64_t items = 0;
        std::size_t unknown = 0;
        std::size_t forgiven = 0;
        std::size_t repairs = 0;
    };
    void begin_document() noexcept;
    mark begun_;
    std::uint64_t untold_ = 0; ///< completions that were told before the restart
    std::vector<applied_repair> repairs_;
    detail::nullable_shape const* maybe_ = nullptr; ///< what the last value is in, and may be without
    void* maybe_at_ = nullptr;
    std::string_view source_;
    std::size_t source_offset_ = 0;
    std::size_t source_size_ = 0;
    tolerance tolerance_ = tolerance::strict;
    bool deviated_ = false;
    std::vector<bool> kept_; ///< members of the root that stand from an earlier document
    std::deque<std::size_t> item_positions_; ///< of complete elements
    std::size_t items_before_ = 0; ///< positions that earlier documents of the same value took
    std::size_t next_item_ = 0;
    bool track_items_ = false;
    bool keep_items_ = false;
    bool forgive_items_ = false;
    bool skip_rules_ = false;
    bool item_open_ = false;
    bool in_text_ = false;
    bool choice_made_ = false;
    bool visible_ = false; ///< something of the value being written can be seen already
    bool done_ = false;
    bool broken_ = false;
};

} // namespace coax::bind
