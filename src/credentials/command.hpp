// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/credential.hpp>

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace coax::credentials {

/// The credential in the output of a program, as `command` has it. `program` names it in errors.
credential credential_in(std::string_view output, std::string const& program);

/// Runs the program and reads its output. Throws `coax::error`, credential_failed.
boost::asio::awaitable<credential> run_command(std::vector<std::string> arguments, std::chrono::milliseconds limit);

/// The words of a command line, as a shell without expansions would separate them: by spaces, except in quotes. A
/// backslash takes the next character as it is, but not in single quotes.
std::vector<std::string> split_command(std::string_view line);

} // namespace coax::credentials
