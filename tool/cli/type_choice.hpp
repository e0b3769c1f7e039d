// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/type.hpp>

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

namespace coax::cli {

/// The options that say what is extracted: a JSON Schema in a file, or fields.
class type_choice {
public:
    void add_to(CLI::App& verb);

    /// Throws `usage_error`, which names the keyword and its place.
    [[nodiscard]] type chosen() const;

private:
    std::string file_;
    std::vector<std::string> fields_;
    bool notes_only_ = false;
};

/// The type of a schema's text; `source` is what errors call it. Throws `usage_error`.
[[nodiscard]] type type_of(std::string const& text, std::string const& source, bool notes_only = false);

} // namespace coax::cli
