// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// expect: coax: notes are found by a pointer
#include <coax/schema.hpp>

#include <boost/describe.hpp>

enum class size { small, large };
BOOST_DESCRIBE_ENUM(size, small, large)
constexpr auto tag_invoke(coax::annotate_tag, size) { return coax::notes(coax::note<size::small>("Up to 10")); }

auto const* wanted = coax::detail::shape_of<size>();
