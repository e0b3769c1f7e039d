// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/detail/shape.hpp>

#include <boost/json/fwd.hpp>

#include <cstdint>
#include <string>
#include <string_view>

// The words of violations. People read them, and the model when coax asks again.
namespace coax::bind {

/// "a string", "one of \"a\", \"b\"", ...
std::string expected(detail::shape const& type);
/// "a string", "an object", ... for what came.
std::string_view found(std::uint8_t json_kind);
std::string print(detail::number const& value);
std::string print(double value);
/// `text` in quotes, cut after 80 bytes.
std::string in_quotes(std::string_view text);
/// A value as JSON, cut after 80 bytes.
std::string json_words(boost::json::value const& value);
/// "one of 1, 2"; of more than 40 values, the first ones and how many there are.
std::string one_of_words(boost::json::array const& values);

} // namespace coax::bind
