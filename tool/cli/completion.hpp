// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <CLI/CLI.hpp>

#include <string>
#include <string_view>

namespace coax::cli {

/// The completion script of a shell, "bash", "zsh" or "fish", made from the verbs and options of the program.
std::string completion_script(CLI::App const& program, std::string_view shell);

/// The manual page, as roff, made from the same.
std::string manual_page(CLI::App const& program);

} // namespace coax::cli
