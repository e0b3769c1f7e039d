// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

namespace coax {

/// Tag of how a class of your own stands in JSON, as a string or a number; see <coax/represent.hpp>. Write beside the
/// class, where argument-dependent look-up finds it:
///
///     constexpr auto tag_invoke(coax::represent_tag, version const*)
///     {
///         return coax::as_string([](std::string_view text) { return version(text); },
///             [](version const& from) { return from.str(); })
///             .words("a version such as 1.2.3").pattern("^[0-9]+\\.[0-9]+\\.[0-9]+$");
///     }
///
/// The class must be default constructible and assignable. It may then stand wherever a string or a number may: in
/// members, containers, variants, and as what is asked for.
struct represent_tag { };

} // namespace coax
