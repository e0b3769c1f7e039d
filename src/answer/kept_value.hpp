// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/detail/target.hpp>
#include <coax/failure.hpp>
#include <coax/request.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace coax::answer {

/// An accepted value as it is kept in a file.
struct kept_value {
    std::string text; ///< its JSON
    bool as_received = false; ///< the answer's own text, for a type that cannot be written as JSON
};

/// The value as strict JSON; nothing where a type in it has no way to be written.
std::optional<std::string> value_as_text(detail::target const& value);

/// The value as it can be read again; `received` is the answer's own text, `fresh` another value of the type, to see
/// that it comes back. Nothing, with the reason in `trouble`, where it does not.
std::optional<kept_value> keep_value(
    detail::target const& value, detail::target const& fresh, std::string_view received, failure& trouble);

/// Makes a fresh value what was kept; what stands in the way, where something does: a failure with violations and
/// text, whose code is `errc::invalid_answer`. The type's rules are tried where there is a request, for the text that
/// quotes are taken from.
std::optional<failure> read_kept(
    detail::target const& into, std::string_view text, bool as_received, request const* asked = nullptr);

} // namespace coax::answer
