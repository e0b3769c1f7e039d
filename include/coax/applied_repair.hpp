// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/detail/config.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace coax {

/// Something in the answer that was not as JSON or the type says, and was read all the same.
class applied_repair {
public:
    enum class kind : std::uint8_t {
        unknown_key, ///< a key that the type does not have; skipped
        // around the value
        surrounding_text, ///< prose or tags before or after; left out
        thinking, ///< thinking before the answer, drafts in it as well; left out
        fence, ///< a Markdown fence; left out
        other_object, ///< an object or array that has nothing of the type; left out
        repeated_answer, ///< the same answer again; left out
        other_answer, ///< an answer that says something else; left out, `tolerance::lenient` only
        // not JSON
        comment, ///< left out
        white_space, ///< a space that JSON does not know, or a byte order mark
        trailing_comma, ///< left out
        missing_comma, ///< between two members or elements
        missing_quotes, ///< around a key or string, or one of the two
        other_quotes, ///< single, typographic, back or tripled quotes
        inner_quote, ///< a quote inside a string without its backslash
        control_character, ///< a line end or tab inside a string without its escape
        escape, ///< a backslash that begins no escape of JSON's
        python_literal, ///< True, False, None, or a tuple
        missing_bracket, ///< at the clean end, or before the bracket that closes what is around it
        extra_bracket, ///< a closing bracket too many; left out
        missing_end_quote, ///< at the clean end; `tolerance::lenient` only
        // not as the type says
        key, ///< a member's name in other case, or with other punctuation
        choice, ///< one of the allowed values in other case, or with other punctuation
        number, ///< a number as a string, or with a currency sign, a percent sign, separators
        boolean, ///< true or false in other words
        text, ///< a number where a string was asked for
        null, ///< a word for nothing where null was meant; `tolerance::lenient` only
        single_value, ///< one value where an array was asked for
        bare_list, ///< an array without the object that should hold it
        bare_value, ///< any other value without the object that should hold it
        envelope, ///< an object of one unknown member, around the object that was asked for; left out
        written_as_string, ///< an array or object written as a string that holds JSON
    };

    applied_repair() = default;
    applied_repair(kind which, std::string place, std::size_t first_byte = 0, std::size_t bytes = 0)
        : repair(which),
          pointer(std::move(place)),
          offset(first_byte),
          size(bytes)
    {
    }

    kind repair = kind::unknown_key;
    std::string pointer; ///< JSON pointer into the answer; "" is the whole
    std::size_t offset = 0; ///< of the bytes concerned, in `extraction_details::text`
    std::size_t size = 0; ///< their number; 0 for what is missing

    friend bool operator==(applied_repair const&, applied_repair const&) = default;
};

/// The enumerator's name.
COAX_DECL std::string_view to_string(applied_repair::kind value) noexcept;

} // namespace coax
