// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// expect: Describe it with BOOST_DESCRIBE_STRUCT or BOOST_DESCRIBE_ENUM
// expect: &ticket::level
// expect: urgency
#include <coax/schema.hpp>

#include <boost/describe.hpp>

enum class urgency { low, high };
struct ticket {
    urgency level = urgency::low;
};
BOOST_DESCRIBE_STRUCT(ticket, (), (level))

auto const* wanted = coax::detail::shape_of<ticket>();
