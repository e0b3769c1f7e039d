// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "cli/file_text.hpp"

#include "cli/usage_error.hpp"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iostream>
#include <istream>

namespace coax::cli {

std::string file_text(std::string const& path)
{
    std::ifstream file;
    if (path != "-")
        file.open(path, std::ios::binary);
    std::istream& in = path == "-" ? std::cin : file;
    if (path != "-" && !file)
        throw usage_error("cannot read " + path + ": " + std::strerror(errno));
    std::string text;
    char buffer[64 * 1024];
    while (in.read(buffer, sizeof buffer), in.gcount() > 0) {
        text.append(buffer, static_cast<std::size_t>(in.gcount()));
        if (text.size() > max_file_bytes)
            throw usage_error(path + " is longer than " + std::to_string(max_file_bytes) + " bytes");
    }
    if (in.bad())
        throw usage_error("cannot read " + path);
    return text;
}

} // namespace coax::cli
