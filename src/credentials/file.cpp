// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "credentials/file.hpp"

#include "credentials/answer.hpp"

#include <coax/credentials.hpp>

#include <cerrno>
#include <fstream>
#include <sstream>
#include <system_error>

namespace coax::credentials {

std::string read_file(std::string const& path)
{
    errno = 0;
    std::ifstream in(path, std::ios::binary);
    std::ostringstream text;
    if (in)
        text << in.rdbuf();
    if (!in || in.bad() || text.fail())
        refuse("the file \"" + path + "\" cannot be read"
            + (errno == 0 ? std::string() : ": " + std::generic_category().message(errno)));
    return std::move(text).str();
}

std::string_view trimmed(std::string_view text) noexcept
{
    constexpr std::string_view spaces = " \t\r\n";
    text.remove_prefix(std::min(text.find_first_not_of(spaces), text.size()));
    text.remove_suffix(text.size() - (text.find_last_not_of(spaces) + 1));
    return text;
}

namespace {

boost::asio::awaitable<credential> token_in(std::string path)
{
    auto const text = read_file(path);
    auto const token = trimmed(text);
    if (token.empty())
        refuse("the file \"" + path + "\" holds no token");
    co_return bearer(std::string(token), std::chrono::system_clock::now() + file_life);
}

} // namespace

credential_source file(std::string path)
{
    return [path = std::move(path)](http_transport&) { return token_in(path); };
}

} // namespace coax::credentials
