// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/http_message.hpp>

#include <string>
#include <string_view>
#include <vector>

// The messages that provider/ writes and transport/ sends; neither includes the other.
namespace coax::http {

using header = http_header;
using headers = std::vector<header>;
using response_head = http_response_head;

/// Whether two field names are the same: case ignored.
bool same_name(std::string_view a, std::string_view b) noexcept;

/// Whether HTTP allows it.
bool is_header_name(std::string_view name) noexcept;
bool is_header_value(std::string_view value) noexcept;

/// The first value of `name` (case ignored), or "".
std::string_view find(headers const& list, std::string_view name) noexcept;

/// A POST; `target` is an origin-form path, query included, already escaped.
struct request {
    std::string target;
    http::headers headers;
    std::string body;
};

} // namespace coax::http
