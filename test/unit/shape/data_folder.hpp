// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <boost/json/value.hpp>

#include <filesystem>
#include <string>

namespace test {

/// test/data of the source tree.
[[nodiscard]] std::filesystem::path data_folder();

/// A JSON file; a failure names it.
[[nodiscard]] boost::json::value read_json(std::filesystem::path const& file);
[[nodiscard]] boost::json::value data(std::string const& name);

} // namespace test
