// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <boost/json/value.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace coax::bind {

/// JSON events, kept to be read again as they came: with duplicate keys, numbers as they are written, and the position
/// of each in the answer. An event takes a few bytes beyond its text.
class event_log {
public:
    enum class event : std::uint8_t {
        begin_object,
        end_object,
        begin_array,
        end_array,
        key_part,
        key,
        text_part,
        text,
        integer,
        natural,
        real,
        boolean,
        null,
        refused,
    };
    struct entry {
        event type = event::null;
        std::string_view text; ///< of keys, texts and refusals; of a number, how it is written, if that is known
        std::uint64_t bits = 0; ///< of numbers and booleans
        std::size_t offset = 0; ///< its position in the answer ...
        std::size_t size = 0; ///< ... and its length there

        [[nodiscard]] std::int64_t integer() const noexcept { return static_cast<std::int64_t>(bits); }
        [[nodiscard]] double real() const noexcept;
    };
    /// Reads from the first entry on. The log must outlive the reader and must not change.
    class reader {
    public:
        explicit reader(event_log const& of) noexcept : rest_(of.bytes_) { }
        /// False at the end.
        bool next(entry& into) noexcept;

    private:
        std::uint64_t number() noexcept;

        std::string_view rest_;
    };

    void clear() noexcept { bytes_.clear(); }
    void add(entry const& one);
    [[nodiscard]] std::size_t size() const noexcept { return bytes_.size(); }

    struct member {
        std::string key;
        reader from; ///< reads the key, and after it the value
    };
    /// Members of the object that was logged.
    [[nodiscard]] std::vector<member> members() const;

private:
    void add(std::uint64_t number);

    std::string bytes_;
};

/// The value of a log that contains exactly one, and what a `boost::json::value` cannot represent in it.
struct built_value {
    boost::json::value value;
    std::string duplicate_key; ///< JSON pointer of the first duplicate key; "" if there is none
    std::string too_large; ///< JSON pointer of the first number that no double can hold
    bool has_too_large = false; ///< the value itself may be that number
};
built_value build(event_log const& log);

} // namespace coax::bind
