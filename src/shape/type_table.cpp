// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "shape/type_table.hpp"

#include "shape/schema.hpp"

namespace coax::detail {

namespace {

using list = std::deque<boost::json::value>;

void* itself(void* value) { return value; }

/// An object that is not in the value, around what is.
record_shape const* around(type_table& table, std::string_view name, shape const* type)
{
    field one{name, type, &itself, type->notes != nullptr ? *type->notes : rules()};
    auto const* const fields = table.keep(std::vector<field>{one});
    return table.keep(record_shape(name, "", *fields, false, nullptr));
}

} // namespace

void type_table::set_root(shape const* root)
{
    root_ = root;
    as_value_ = needs_wrapping(*root) ? around(*this, wrapped_value, root) : root;
    auto items = shaper<list>::value;
    items.inner = root;
    as_items_ = around(*this, wrapped_items, keep(items));
}

target type_table::target_for(boost::json::value& value) const
{
    return {root_, as_value_, &value, &renew<boost::json::value>, false};
}

target type_table::target_for_many(std::deque<boost::json::value>& items) const
{
    return {root_, as_items_, &items, &renew<list>, true};
}

} // namespace coax::detail
