// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include <coax/partial.hpp>

#include <boost/json/value.hpp>

namespace coax::detail {

field_state state_at(boost::json::value const& value, progress const& filled, std::string_view pointer)
{
    boost::json::error_code failed;
    if (value.find_pointer({pointer.data(), pointer.size()}, failed) == nullptr)
        return field_state::absent;
    return filled.state(pointer, true);
}

} // namespace coax::detail
