// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "unit/shape/data_folder.hpp"

#include <boost/json/parse.hpp>

#include <fstream>
#include <iterator>
#include <stdexcept>

namespace test {

std::filesystem::path data_folder() { return COAX_TEST_DATA; }

boost::json::value read_json(std::filesystem::path const& file)
{
    std::ifstream in(file, std::ios::binary);
    if (!in)
        throw std::runtime_error("cannot read " + file.string());
    std::string const text{std::istreambuf_iterator<char>(in), {}};
    boost::system::error_code failed;
    auto value = boost::json::parse(text, failed);
    if (failed)
        throw std::runtime_error(file.string() + " is not JSON");
    return value;
}

boost::json::value data(std::string const& name) { return read_json(data_folder() / name); }

} // namespace test
