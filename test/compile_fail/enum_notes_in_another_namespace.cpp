// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// expect: coax: the notes about this enum are not found
#include <coax/schema.hpp>

#include <boost/describe.hpp>

namespace travel {
enum class size { small, large };
BOOST_DESCRIBE_ENUM(size, small, large)
} // namespace travel
constexpr auto tag_invoke(coax::annotate_tag, travel::size const*)
{
    return coax::notes(coax::note<travel::size::small>("Under a million"));
}

auto const* wanted = coax::detail::shape_of<travel::size>();
