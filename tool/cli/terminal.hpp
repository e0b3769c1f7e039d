// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace coax::cli {

/// The standard error, where a person watches. What is shown live is redrawn in place, on a terminal only.
class terminal {
public:
    /// `live`: whether anything is redrawn; never where the standard error is no terminal.
    explicit terminal(bool live = true);
    ~terminal() { clear(); }
    terminal(terminal const&) = delete;
    terminal& operator=(terminal const&) = delete;

    [[nodiscard]] bool is_live() const noexcept { return live_; }
    [[nodiscard]] std::size_t width() const;
    [[nodiscard]] std::size_t height() const;

    /// Shows these lines in place of the last ones. Does nothing where nothing is live.
    void show(std::vector<std::string> const& lines);
    /// Removes what is shown.
    void clear();
    /// Writes a line that stays, above what is shown.
    void print(std::string_view line);

private:
    bool live_;
    std::vector<std::string> shown_;
};

/// Whether the standard output is a terminal.
[[nodiscard]] bool stdout_is_terminal();

/// Writes to the standard output. Throws `output_closed` where the reader has gone, and `std::runtime_error` where it
/// cannot be written, as on a full disk.
void write_out(std::string_view text);
/// Passes on what is buffered. Throws as `write_out`.
void flush_out();

/// The reader of the standard output has gone, as `head` does. The program ends without an error message.
class output_closed { };

} // namespace coax::cli
