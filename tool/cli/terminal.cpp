// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "cli/terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <stdexcept>

namespace coax::cli {

namespace {

winsize size_of_terminal()
{
    winsize size{};
    if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
        size.ws_col = 80;
    if (size.ws_row == 0)
        size.ws_row = 24;
    return size;
}

void write_error(std::string_view text)
{
    std::fwrite(text.data(), 1, text.size(), stderr);
    std::fflush(stderr);
}

void check_out(bool good)
{
    if (good)
        return;
    if (errno == EPIPE)
        throw output_closed();
    throw std::runtime_error(std::string("cannot write to the standard output: ") + std::strerror(errno));
}

} // namespace

terminal::terminal(bool live) : live_(live && isatty(STDERR_FILENO) != 0) { }

std::size_t terminal::width() const { return size_of_terminal().ws_col; }

std::size_t terminal::height() const { return size_of_terminal().ws_row; }

void terminal::show(std::vector<std::string> const& lines)
{
    if (!live_ || lines == shown_)
        return;
    std::string text;
    if (!shown_.empty())
        text += "\x1b[" + std::to_string(shown_.size()) + "A\r";
    for (auto const& line : lines)
        text += line + "\x1b[K\n";
    if (lines.size() < shown_.size())
        text += "\x1b[J";
    write_error(text);
    shown_ = lines;
}

void terminal::clear()
{
    if (!shown_.empty())
        write_error("\x1b[" + std::to_string(shown_.size()) + "A\r\x1b[J");
    shown_.clear();
}

void terminal::print(std::string_view line)
{
    auto const below = shown_;
    clear();
    write_error(std::string(line) + '\n');
    show(below);
}

bool stdout_is_terminal() { return isatty(STDOUT_FILENO) != 0; }

void write_out(std::string_view text) { check_out(std::fwrite(text.data(), 1, text.size(), stdout) == text.size()); }

void flush_out() { check_out(std::fflush(stdout) == 0); }

} // namespace coax::cli
