// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/detail/shape_of.hpp>

#include <boost/json/error.hpp>
#include <boost/json/value.hpp>
#include <boost/json/value_from.hpp>
#include <boost/json/value_to.hpp>

// Include this where a member's type is neither described nor one that coax knows, but Boost.JSON can convert it
// (`tag_invoke(boost::json::value_to_tag<T>, ...)`), or to convert described types with literals by Boost.JSON.
namespace coax {

/// Its string; null where empty.
template <detail::fixed_string... Text>
void tag_invoke(boost::json::value_from_tag, boost::json::value& to, literal<Text...> const& from)
{
    if (from.empty())
        to = nullptr;
    else
        to = from.view();
}

/// Throws `boost::system::system_error` where the value is not one of the strings.
template <detail::fixed_string... Text>
literal<Text...> tag_invoke(boost::json::value_to_tag<literal<Text...>>, boost::json::value const& from)
{
    auto const& text = from.as_string();
    auto const found = literal<Text...>::from({text.data(), text.size()});
    if (found.empty())
        throw boost::system::system_error(make_error_code(boost::json::error::unknown_name));
    return found;
}

namespace detail {

/// What no other table takes.
template <class T>
concept converted
    = std::is_class_v<T> && !described<
          T> && !growing<T> && !keyed<T> && !keyed_by_itself<T> && !has_own_form<T> && !std::same_as<T, std::monostate> && boost::json::has_value_to<T>::value;

template <converted T>
struct shaper<T> {
    static void convert(boost::json::value const& from, void* to)
    {
        *static_cast<T*>(to) = boost::json::value_to<T>(from);
    }
    static constexpr auto loader() -> void (*)(boost::json::value&, void const*)
    {
        if constexpr (boost::json::has_value_from<T>::value)
            return [](boost::json::value& to, void const* from) {
                to = boost::json::value_from(*static_cast<T const*>(from));
            };
        else
            return nullptr;
    }
    static constexpr custom_shape value{&convert, loader()};
};

} // namespace detail
} // namespace coax
