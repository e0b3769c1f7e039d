// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/annotate.hpp>
#include <coax/detail/forms.hpp>
#include <coax/detail/member.hpp>
#include <coax/detail/shape.hpp>

#include <array>
#include <limits>
#include <memory>
#include <variant>
#include <vector>

// From a type to its table. Described structs and enums are in shape_of_described.hpp.
namespace coax::detail {

/// `shaper<T>::value` is the table of T. Tables refer to each other by address, so types may recurse.
template <class T>
struct shaper {
    static_assert(sizeof(T) == 0,
        "coax: no way to read this type from JSON. Describe it with BOOST_DESCRIBE_STRUCT or BOOST_DESCRIBE_ENUM; or, "
        "where Boost.JSON can convert it, include <coax/json.hpp>. The member that needs it is named in "
        "coax::detail::described_member<...> above or below this line");
    static constexpr shape value{shape_kind::json}; // so that no second message follows the first
};

template <class T>
struct shaper<T const> {
    static_assert(sizeof(T) == 0, "coax: a const member cannot be filled in");
    static constexpr shape value{shape_kind::json};
};

template <>
struct shaper<bool> {
    static constexpr shape value{shape_kind::boolean};
};

template <class T>
requires(std::integral<T>&& is_number<T>) struct shaper<T> {
    static void store(void* to, std::uint64_t bits) { *static_cast<T*>(to) = static_cast<T>(bits); }
    static std::uint64_t load(void const* from) { return static_cast<std::uint64_t>(*static_cast<T const*>(from)); }
    static constexpr integer_shape value{static_cast<std::int64_t>(std::numeric_limits<T>::min()),
        static_cast<std::uint64_t>(std::numeric_limits<T>::max()), &store, &load};
};

template <std::floating_point T>
struct shaper<T> {
    static void store(void* to, double number) { *static_cast<T*>(to) = static_cast<T>(number); }
    static double load(void const* from) { return static_cast<double>(*static_cast<T const*>(from)); }
    static constexpr double max = sizeof(T) < sizeof(double) ? static_cast<double>(std::numeric_limits<T>::max())
                                                             : std::numeric_limits<double>::max();
    static constexpr real_shape value{max, &store, &load};
};

template <>
struct shaper<std::string> {
    static constexpr shape value{shape_kind::text};
};

template <>
struct shaper<boost::json::value> {
    static constexpr shape value{shape_kind::json};
};

template <fixed_string... Text>
struct shaper<literal<Text...>> {
    static void store(void* to, std::size_t index)
    {
        *static_cast<literal<Text...>*>(to) = literal<Text...>::at(index);
    }
    static std::size_t load(void const* from) { return static_cast<literal<Text...> const*>(from)->index(); }
    static constexpr choice_shape value{literal<Text...>::spellings, {}, &store, &load};
};

template <>
struct shaper<std::chrono::year_month_day> {
    static bool store(void* to, moment const& when)
    {
        *static_cast<std::chrono::year_month_day*>(to) = when.day;
        return true;
    }
    static bool load(void const* from, moment& when)
    {
        auto const& date = *static_cast<std::chrono::year_month_day const*>(from);
        if (!date.ok() || date.year() < std::chrono::year(-1) || date.year() > std::chrono::year(10'000))
            return false;
        when = {date};
        return true;
    }
    static constexpr moment_shape value{moment_format::date, &store, &load};
};

template <>
struct shaper<std::chrono::year_month> {
    static bool store(void* to, moment const& when)
    {
        std::chrono::year_month_day const date(when.day);
        *static_cast<std::chrono::year_month*>(to) = date.year() / date.month();
        return true;
    }
    static bool load(void const* from, moment& when)
    {
        auto const first = *static_cast<std::chrono::year_month const*>(from) / 1;
        return shaper<std::chrono::year_month_day>::load(&first, when);
    }
    static constexpr moment_shape value{moment_format::month, &store, &load};
};

/// sys_time and local_time, as the time since 1970 that both count.
template <class Duration>
struct time_shaper {
    static bool store(void* to, moment const& when)
    {
        using namespace std::chrono;
        if constexpr (std::ratio_less_v<typename Duration::period, std::micro>) // 64 bits of nanoseconds: 1677 to 2262
            if (when.day < sys_days(1678y / 1 / 1) || when.day > sys_days(2261y / 12 / 31))
                return false;
        using part = std::common_type_t<Duration, seconds>;
        *static_cast<Duration*>(to)
            = floor<Duration>(part(when.day.time_since_epoch()) + floor<part>(when.since_midnight));
        return true;
    }
    static bool load(void const* from, moment& when)
    {
        using namespace std::chrono;
        using part = std::common_type_t<Duration, days>;
        using wide_days = duration<std::int64_t, days::period>; // those of sys_days have 32 bits
        auto const since_epoch = *static_cast<Duration const*>(from);
        auto const day = floor<wide_days>(since_epoch);
        if (day < sys_days(year(-1) / 1 / 1).time_since_epoch()
            || day > sys_days(year(10'000) / 12 / 31).time_since_epoch())
            return false;
        when.day = sys_days(duration_cast<days>(day));
        when.since_midnight = duration_cast<nanoseconds>(part(since_epoch) - part(day));
        return true;
    }
};

template <class Time, moment_format Format>
struct time_point_shaper {
    using since = typename Time::duration;
    static bool store(void* to, moment const& when)
    {
        since count{};
        bool const fits = time_shaper<since>::store(&count, when);
        *static_cast<Time*>(to) = Time(count);
        return fits;
    }
    static bool load(void const* from, moment& when)
    {
        auto const count = static_cast<Time const*>(from)->time_since_epoch();
        return time_shaper<since>::load(&count, when);
    }
    static constexpr moment_shape value{
        std::is_same_v<since, std::chrono::days> ? moment_format::date : Format, &store, &load};
};

template <class Duration>
struct shaper<std::chrono::sys_time<Duration>>
    : time_point_shaper<std::chrono::sys_time<Duration>, moment_format::date_time> {
};
template <class Duration>
struct shaper<std::chrono::local_time<Duration>>
    : time_point_shaper<std::chrono::local_time<Duration>, moment_format::local> {
};

template <class T>
struct shaper<std::optional<T>> {
    static void* engage(void* at) { return &static_cast<std::optional<T>*>(at)->emplace(); }
    static void clear(void* at) { static_cast<std::optional<T>*>(at)->reset(); }
    static void const* get(void const* from)
    {
        auto const& maybe = *static_cast<std::optional<T> const*>(from);
        return maybe ? std::addressof(*maybe) : nullptr;
    }
    static constexpr nullable_shape value{&shaper<T>::value, &engage, &clear, &get};
};

template <class T>
requires(!std::is_array_v<T>) struct shaper<std::unique_ptr<T>> {
    static void* engage(void* at) { return (*static_cast<std::unique_ptr<T>*>(at) = std::make_unique<T>()).get(); }
    static void clear(void* at) { static_cast<std::unique_ptr<T>*>(at)->reset(); }
    static void const* get(void const* from) { return static_cast<std::unique_ptr<T> const*>(from)->get(); }
    static constexpr nullable_shape value{&shaper<T>::value, &engage, &clear, &get};
};

template <class T>
requires(!std::is_array_v<T>) struct shaper<std::shared_ptr<T>> {
    static void* engage(void* at) // what others share is not written to
    {
        auto fresh = std::make_shared<T>();
        auto* const inner = fresh.get();
        *static_cast<std::shared_ptr<T>*>(at) = std::move(fresh);
        return inner;
    }
    static void clear(void* at) { static_cast<std::shared_ptr<T>*>(at)->reset(); }
    static void const* get(void const* from) { return static_cast<std::shared_ptr<T> const*>(from)->get(); }
    static constexpr nullable_shape value{&shaper<T>::value, &engage, &clear, &get};
};

/// Shows the elements of a container one after another.
template <class C>
void visit_elements(void const* container, void* context, element_visitor visit)
{
    for (auto const& one : *static_cast<C const*>(container))
        visit(context, std::addressof(one));
}

template <class T, std::size_t N>
struct shaper<std::array<T, N>> {
    static void* at(void* array, std::size_t index)
    {
        return &static_cast<std::array<T, N>*>(array)->operator[](index);
    }
    static constexpr sequence_shape value{
        &shaper<T>::value, N, &at, nullptr, nullptr, &visit_elements<std::array<T, N>>};
};

template <class C>
concept growing = is_container<C> && !std::same_as<C, std::vector<bool>> && requires(C & c)
{
    c.emplace_back();
    c.back();
    c.pop_back();
};

/// vector, deque, list.
template <growing C>
struct shaper<C> {
    static void* append(void* to, std::size_t)
    {
        auto& container = *static_cast<C*>(to);
        container.emplace_back();
        return &container.back();
    }
    static void clear(void* container) { static_cast<C*>(container)->clear(); }
    static void drop_last(void* from) { static_cast<C*>(from)->pop_back(); }
    static constexpr sequence_shape value{
        &shaper<typename C::value_type>::value, 0, &append, &drop_last, &clear, &visit_elements<C>};
};

template <>
struct shaper<std::vector<bool>> {
    static void* make() { return std::make_unique<bool>().release(); }
    static bool merge(void* to, void* element)
    {
        static_cast<std::vector<bool>*>(to)->push_back(*static_cast<bool*>(element));
        return true;
    }
    static void drop(void* element) { std::unique_ptr<bool> const owner(static_cast<bool*>(element)); }
    static void clear(void* container) { static_cast<std::vector<bool>*>(container)->clear(); }
    static void visit(void const* container, void* context, element_visitor visit_one)
    {
        for (bool const one : *static_cast<std::vector<bool> const*>(container))
            visit_one(context, &one);
    }
    static constexpr set_shape value{&shaper<bool>::value, false, &make, &merge, &drop, &clear, &visit};
};

template <class C>
concept keyed_by_itself = is_container<C> && std::same_as<typename C::key_type, typename C::value_type> && requires(
    C& c, typename C::key_type element)
{
    c.insert(std::move(element)).second;
};

/// set and unordered_set; a multiset does not say whether an element was new.
template <keyed_by_itself C>
struct shaper<C> {
    using element_type = typename C::value_type;
    static void* make() { return std::make_unique<element_type>().release(); }
    static bool merge(void* set, void* element)
    {
        return static_cast<C*>(set)->insert(std::move(*static_cast<element_type*>(element))).second;
    }
    static void drop(void* element) { std::unique_ptr<element_type> const owner(static_cast<element_type*>(element)); }
    static void clear(void* set) { static_cast<C*>(set)->clear(); }
    static constexpr set_shape value{
        &shaper<element_type>::value, true, &make, &merge, &drop, &clear, &visit_elements<C>};
};

template <class C>
concept keyed = is_container<C> && requires(C& c, typename C::key_type key)
{
    typename C::mapped_type;
    c.try_emplace(std::move(key));
};

/// map and unordered_map.
template <keyed C>
struct shaper<C> {
    using key_type = typename C::key_type;
    static constexpr bool whole = std::integral<key_type> && is_number<key_type>;
    static_assert(is_text<key_type> || is_choice<key_type> || whole,
        "coax: a map's keys are names in JSON: std::string, a whole number, a described enum or a coax::literal");

    static constexpr choice_shape const* keys()
    {
        if constexpr (is_choice<key_type>)
            return &shaper<key_type>::value;
        else
            return nullptr;
    }
    static constexpr integer_shape const* numbers()
    {
        if constexpr (whole)
            return &shaper<key_type>::value;
        else
            return nullptr;
    }
    static void* insert(void* map, std::string_view name, std::size_t choice)
    {
        key_type key{};
        if constexpr (is_choice<key_type>) {
            shaper<key_type>::store(&key, choice);
        } else if constexpr (whole) {
            std::uint64_t bits = 0;
            if (!read_whole(name, numbers()->min, numbers()->max, bits))
                return nullptr;
            key = static_cast<key_type>(bits);
        } else {
            key = name;
        }
        auto const [at, fresh] = static_cast<C*>(map)->try_emplace(std::move(key));
        return fresh ? &at->second : nullptr;
    }
    static void clear(void* map) { static_cast<C*>(map)->clear(); }
    static void visit(void const* map, void* context, pair_visitor visit_one)
    {
        for (auto const& [key, mapped] : *static_cast<C const*>(map)) {
            if constexpr (is_choice<key_type>) {
                auto const& names = shaper<key_type>::value.spellings;
                auto const at = shaper<key_type>::load(&key);
                visit_one(context, at < names.size() ? names[at] : std::string_view(), std::addressof(mapped));
            } else if constexpr (whole) {
                visit_one(
                    context, whole_text(shaper<key_type>::load(&key), numbers()->min < 0), std::addressof(mapped));
            } else {
                visit_one(context, std::string_view(key), std::addressof(mapped));
            }
        }
    }
    static constexpr map_shape value{
        &shaper<typename C::mapped_type>::value, keys(), &insert, &clear, &visit, numbers()};
};

template <class Tuple, std::size_t... I>
struct tuple_elements {
    template <std::size_t N>
    static void* access(void* tuple)
    {
        return &std::get<N>(*static_cast<Tuple*>(tuple));
    }
    static constexpr std::array<element, sizeof...(I)> all{
        element{&shaper<std::tuple_element_t<I, Tuple>>::value, &access<I>}...};
};

template <class Tuple, class = std::make_index_sequence<std::tuple_size_v<Tuple>>>
struct tuple_shaper;
template <class Tuple, std::size_t... I>
struct tuple_shaper<Tuple, std::index_sequence<I...>> {
    static constexpr tuple_shape value{tuple_elements<Tuple, I...>::all};
};
template <class A, class B>
struct shaper<std::pair<A, B>> : tuple_shaper<std::pair<A, B>> {
};
template <class... T>
struct shaper<std::tuple<T...>> : tuple_shaper<std::tuple<T...>> {
};

/// The table of a member that is noted `in_order`.
template <class T>
struct ordered_shaper;

} // namespace coax::detail

#include <coax/detail/shape_of_written.hpp>

#include <coax/detail/shape_of_described.hpp>
#include <coax/detail/shape_of_variant.hpp>

namespace coax::detail {

template <class T>
constexpr shape const* shape_of() noexcept
{
    return &shaper<T>::value;
}

} // namespace coax::detail
