// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/detail/rules.hpp>

#include <boost/json/fwd.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace coax {
class violations;
}

// A described type as one static table. Everything compiled walks these tables and `void*`; it never
// sees the user's types.
namespace coax::detail {

/// Shows one element of a container to who asked, whose business `context` is.
using element_visitor = void (*)(void* context, void const* element);
/// The same for a map. The key's `data()` is null where it is none that JSON has a name for.
using pair_visitor = void (*)(void* context, std::string_view key, void const* value);

enum class shape_kind : std::uint8_t {
    boolean,
    integer,
    real,
    text,
    choice,
    moment,
    written,
    digits,
    nothing,
    nullable,
    sequence,
    set,
    map,
    record,
    tuple,
    variant,
    json,
    custom,
};

/// A table that is made at run time has `in_json`: each value of it stands in a `boost::json::value`, and to that a
/// `void*` points. What needs to know more of a value than its address (which member, which spelling) is not called by
/// pointer there, but done by `json_slots`.
struct shape {
    constexpr explicit shape(shape_kind value) noexcept : kind(value) { }
    shape_kind kind;
    bool in_json = false;
    rules const* own = nullptr; ///< what is asked of every value of this type; null where only members have rules
    rules const* notes = nullptr; ///< the same, and what is only told to the model
};

struct integer_shape : shape {
    constexpr integer_shape(std::int64_t least, std::uint64_t most, void (*put)(void*, std::uint64_t),
        std::uint64_t (*get)(void const*)) noexcept
        : shape(shape_kind::integer),
          min(least),
          max(most),
          store(put),
          load(get)
    {
    }
    std::int64_t min;
    std::uint64_t max;
    void (*store)(void*, std::uint64_t twos_complement);
    std::uint64_t (*load)(void const*); ///< in two's complement
};

struct real_shape : shape {
    constexpr real_shape(double most, void (*put)(void*, double), double (*get)(void const*)) noexcept
        : shape(shape_kind::real),
          max(most),
          store(put),
          load(get)
    {
    }
    double max; ///< finite limit of the type
    void (*store)(void*, double);
    double (*load)(void const*);
};

/// Enums and literals: a closed set of strings.
struct choice_shape : shape {
    constexpr choice_shape(std::span<std::string_view const> names, std::span<std::string_view const> meanings,
        void (*put)(void*, std::size_t), std::size_t (*get)(void const*)) noexcept
        : shape(shape_kind::choice),
          spellings(names),
          descriptions(meanings),
          store(put),
          load(get)
    {
    }
    std::span<std::string_view const> spellings;
    std::span<std::string_view const> descriptions; ///< empty, or one for each spelling
    void (*store)(void*, std::size_t index);
    std::size_t (*load)(void const*); ///< not below the number of spellings where the value has none
};

/// `local` is a date and time without an offset.
enum class moment_format : std::uint8_t { month, date, date_time, local };

/// Any point of the years 0 to 9999, which nanoseconds in 64 bits could not count.
struct moment {
    std::chrono::sys_days day;
    std::chrono::nanoseconds since_midnight{}; ///< of UTC; an offset may take it to the day before or after
};

struct moment_shape : shape {
    constexpr moment_shape(
        moment_format written, bool (*put)(void*, moment const&), bool (*get)(void const*, moment&)) noexcept
        : shape(shape_kind::moment),
          format(written),
          store(put),
          load(get)
    {
    }
    moment_format format;
    /// False where the type cannot hold the moment.
    bool (*store)(void*, moment const&);
    /// False where the value is no day of the years -1 to 10000. What it gives lies within its day.
    bool (*load)(void const*, moment&);
};

/// A type with a form of its own: a string (`shape_kind::written`) or a number (`shape_kind::digits`).
struct written_shape : shape {
    /// How it is described to the model and in violations. Each may be "".
    struct form {
        std::string_view words; ///< what a value is, as "a UUID"
        std::string_view description; ///< for the model, where the keywords do not say it
        std::string_view format; ///< keyword of JSON Schema
        std::string_view pattern; ///< likewise
        std::string_view encoding; ///< likewise, contentEncoding
        bool whole = false; ///< a number without a fraction
    };
    using reader = bool (*)(std::string_view text, void* to, std::string& problem);
    using writer = bool (*)(void const* from, std::string& to);

    constexpr written_shape(shape_kind value, form const& about, reader from, writer to) noexcept
        : shape(value),
          wording(about),
          read(from),
          write(to)
    {
    }
    form wording;
    /// False where the text is no such value; `problem` may then say more. May throw.
    reader read;
    /// Appends the text, or digits that are JSON. False where the value has none. May throw; null where it is not
    /// known.
    writer write;
};

/// optional, unique_ptr and shared_ptr.
struct nullable_shape : shape {
    constexpr nullable_shape(
        shape const* element, void* (*fill)(void*), void (*empty)(void*), void const* (*content)(void const*)) noexcept
        : shape(shape_kind::nullable),
          inner(element),
          engage(fill),
          clear(empty),
          get(content)
    {
    }
    shape const* inner;
    void* (*engage)(void*);
    void (*clear)(void*);
    void const* (*get)(void const*); ///< null where there is nothing
};

struct sequence_shape : shape {
    constexpr sequence_shape(shape const* element, std::size_t exactly, void* (*add)(void*, std::size_t),
        void (*drop)(void*), void (*empty)(void*), void (*each)(void const*, void*, element_visitor)) noexcept
        : shape(shape_kind::sequence),
          inner(element),
          fixed_size(exactly),
          append(add),
          drop_last(drop),
          clear(empty),
          visit(each)
    {
    }
    shape const* inner;
    std::size_t fixed_size; ///< of an array; 0 where it grows
    void* (*append)(void*, std::size_t index);
    void (*drop_last)(void*); ///< null for arrays
    void (*clear)(void*); ///< null for arrays
    void (*visit)(void const*, void* context, element_visitor);
};

/// Elements are made apart and moved in when complete: their place depends on their value, or has no address.
struct set_shape : shape {
    constexpr set_shape(shape const* element, bool no_twins, void* (*fresh)(), bool (*put)(void*, void*),
        void (*destroy)(void*), void (*empty)(void*), void (*each)(void const*, void*, element_visitor)) noexcept
        : shape(shape_kind::set),
          inner(element),
          unique(no_twins),
          make(fresh),
          merge(put),
          drop(destroy),
          clear(empty),
          visit(each)
    {
    }
    shape const* inner;
    bool unique;
    void* (*make)();
    bool (*merge)(void* set, void* element); ///< false where it is there already
    void (*drop)(void* element);
    void (*clear)(void* set);
    void (*visit)(void const*, void* context, element_visitor);
};

struct map_shape : shape {
    constexpr map_shape(shape const* element, choice_shape const* names,
        void* (*add)(void*, std::string_view, std::size_t), void (*empty)(void*),
        void (*each)(void const*, void*, pair_visitor), integer_shape const* numbers = nullptr) noexcept
        : shape(shape_kind::map),
          inner(element),
          keys(names),
          whole_keys(numbers),
          insert(add),
          clear(empty),
          visit(each)
    {
    }
    shape const* inner;
    choice_shape const* keys; ///< null where any string may be a key
    integer_shape const* whole_keys; ///< not null where keys are whole numbers of this type, in digits
    /// The value's place, or null where the key is there already. `choice` counts only with `keys`.
    void* (*insert)(void* map, std::string_view key, std::size_t choice);
    void (*clear)(void* map);
    void (*visit)(void const*, void* context, pair_visitor);
};

/// Stands in a JSON string for itself.
constexpr bool is_plain(std::string_view text) noexcept
{
    for (char const c : text)
        if (c < ' ' || c > '~' || c == '"' || c == '\\')
            return false;
    return true;
}

enum class presence : std::uint8_t {
    by_type, ///< may be missing where it is nullable, or noted `or_default`
    required,
    optional,
};

struct field {
    std::string_view name; ///< in JSON
    shape const* type;
    void* (*access)(void* record); ///< null in a record that is `in_json`
    detail::rules rules;
    bool ruled = rules.demand();
    bool plain = is_plain(name);
    void (*reset)(void* record) = nullptr; ///< makes it what its initialiser says; null where it cannot be assigned
    detail::presence presence = presence::by_type;

    [[nodiscard]] constexpr bool may_be_missing() const noexcept
    {
        return presence == presence::by_type ? type->kind == shape_kind::nullable || rules.or_default
                                             : presence == presence::optional;
    }
};

struct record_shape : shape {
    constexpr record_shape(std::string_view type_name, std::string_view meaning, std::span<field const> members,
        bool no_more, void (*check)(void const*, violations&)) noexcept
        : shape(shape_kind::record),
          name(type_name),
          description(meaning),
          fields(members),
          closed(no_more),
          validate(check)
    {
    }
    std::string_view name;
    std::string_view description;
    std::span<field const> fields;
    bool closed;
    void (*validate)(void const*, violations&); ///< null where the user gave no rule
    shape const* more = nullptr; ///< type of members with other names; null where they are not kept
};

struct element {
    shape const* type;
    void* (*access)(void* tuple); ///< null in a tuple that is `in_json`
};

struct tuple_shape : shape {
    constexpr explicit tuple_shape(std::span<element const> parts) noexcept
        : shape(shape_kind::tuple),
          elements(parts),
          least(parts.size())
    {
    }
    std::span<element const> elements;
    std::size_t least; ///< elements that must be there
    shape const* rest = nullptr; ///< type of those after `elements`; null where there may be none
};

struct variant_shape : shape {
    constexpr variant_shape(std::string_view name, std::span<shape const* const> types,
        std::span<std::uint8_t const> written_as, void* (*fill)(void*, std::size_t),
        void const* (*content)(void const*, std::size_t&), bool tried_in_order = false) noexcept
        : shape(shape_kind::variant),
          tag(name),
          alternatives(types),
          kinds(written_as),
          emplace(fill),
          get(content),
          in_order(tried_in_order)
    {
    }
    std::string_view tag; ///< the member that tells the alternatives apart; "" where their JSON kinds do
    std::span<shape const* const> alternatives;
    std::span<std::uint8_t const> kinds; ///< `json_kind` bits of each alternative
    void* (*emplace)(void*, std::size_t index);
    void const* (*get)(void const*, std::size_t& index); ///< null where it holds none
    bool in_order; ///< of the scalars of one JSON kind, the first that takes the value
};

/// A type that Boost.JSON converts; bound through a value.
struct custom_shape : shape {
    constexpr custom_shape(
        void (*from)(boost::json::value const&, void*), void (*to)(boost::json::value&, void const*)) noexcept
        : shape(shape_kind::custom),
          convert(from),
          load(to)
    {
    }
    void (*convert)(boost::json::value const&, void*); ///< may throw
    void (*load)(boost::json::value&, void const*); ///< may throw; null where Boost.JSON converts one way only
};

/// JSON kinds that values of a shape are written as, one bit each.
enum json_kind : std::uint8_t {
    json_null = 1,
    json_bool = 2,
    json_number = 4,
    json_string = 8,
    json_array = 16,
    json_object = 32
};

} // namespace coax::detail
