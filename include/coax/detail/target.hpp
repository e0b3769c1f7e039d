// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/detail/config.hpp>
#include <coax/detail/shape_of.hpp>

#include <deque>
#include <memory>

namespace coax {
class type;
}

namespace coax::detail {

/// Where a call writes its value, in words that compiled code understands.
struct target {
    shape const* type = nullptr; ///< the user's, for the schema
    shape const* written_as = nullptr; ///< the record at the root of the JSON
    void* value = nullptr;
    void (*renew)(void* value) = nullptr; ///< makes it afresh for another attempt
    bool many = false; ///< the value is a deque of the type
};

template <class T>
void renew(void* value)
{
    std::destroy_at(static_cast<T*>(value));
    std::construct_at(static_cast<T*>(value));
}

/// An object with one member that is the whole value: providers want an object at the root.
template <class T>
struct wrapping {
    static void* itself(void* value) { return value; }
    static constexpr std::array<field, 1> one{field{"value", &shaper<T>::value, &itself, {}}};
    static constexpr std::array<field, 1> items{field{"items", &shaper<T>::value, &itself, {}}};
    static constexpr record_shape as_value{"value", "", one, false, nullptr};
    static constexpr record_shape as_items{"items", "", items, false, nullptr};
};

template <class T>
constexpr target target_for(T& value)
{
    if constexpr (described<T>)
        return {shape_of<T>(), shape_of<T>(), &value, &renew<T>, false};
    else
        return {shape_of<T>(), &wrapping<T>::as_value, &value, &renew<T>, false};
}

/// The same for a type that is known at run time, which must outlive what is filled in.
COAX_DECL target target_for(type const& of, boost::json::value& value);
COAX_DECL target target_for_many(type const& of, std::deque<boost::json::value>& items);
/// A share of its tables, for who cannot name its class here.
COAX_DECL std::shared_ptr<void const> share(type const& of);

template <class T>
constexpr target target_for_many(std::deque<T>& items)
{
    return {shape_of<T>(), &wrapping<std::deque<T>>::as_items, &items, &renew<std::deque<T>>, true};
}

} // namespace coax::detail
