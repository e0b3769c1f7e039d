// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/extraction.hpp>
#include <coax/partial.hpp>

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

namespace demo {

/// Rows that fill in: a label, how far the value has come, and the value. On a terminal they are redrawn in place;
/// elsewhere each value becomes one line as soon as it is complete.
class screen {
public:
    explicit screen(std::string_view title)
    {
        std::string heading = "\n";
        for (auto const& line : wrapped(title, width() - 2))
            heading.append("  ").append(style("\x1b[1m")).append(line).append(style("\x1b[0m")).append("\n");
        put(heading + "\n");
    }
    screen(screen const&) = delete;
    screen& operator=(screen const&) = delete;

    /// Makes or changes the row of that label.
    void row(std::string_view label, coax::field_state state, std::string text)
    {
        change({std::string(label), state, {std::move(text)}, false});
    }
    void row(std::string_view label, coax::field_state state, std::vector<std::string> items)
    {
        change({std::string(label), state, std::move(items), true});
    }
    /// A row that is there at once.
    void row(std::string_view label, std::string text) { row(label, coax::field_state::complete, std::move(text)); }

    /// Counts what a call cost. The last line of the screen sums it up.
    void count(coax::extraction_details const& call)
    {
        attempts_ += call.attempts.size();
        tokens_ += call.usage.output_tokens;
        for (auto const& attempt : call.attempts)
            characters_ += attempt.text.size();
    }
    /// Draws everything once more, and below it what there is to measure.
    void finish()
    {
        draw(true);
        auto const seconds = since(began_);
        bool const counted = tokens_ > 0; // not every service counts
        auto const tokens = counted ? double(tokens_) : double(characters_) / 4;
        char text[200];
        std::snprintf(text, sizeof text,
            "\n  %sfirst field after %.2f s, %zu fields at %.1f/s, %s%.0f tokens at %.0f/s, %zu %s%s\n",
            style("\x1b[2m"), first_field_, fields_, double(fields_) / seconds, counted ? "" : "about ", tokens,
            tokens / seconds, attempts_, attempts_ == 1 ? "call" : "calls", style("\x1b[0m"));
        put(text);
    }
    void finish(coax::extraction_details const& call)
    {
        count(call);
        finish();
    }

    [[nodiscard]] static bool is_terminal() { return ::isatty(STDOUT_FILENO) == 1; }

private:
    using clock = std::chrono::steady_clock;

    struct line {
        std::string label;
        coax::field_state state;
        std::vector<std::string> items;
        bool list;
        std::size_t printed = 0; ///< items counted, and printed where there is no terminal

        [[nodiscard]] std::size_t whole() const
        {
            bool const complete = state == coax::field_state::complete;
            return complete ? items.size() : items.size() - (items.empty() ? 0 : 1); // the last one still grows
        }
    };

    void change(line now)
    {
        auto at = std::find_if(rows_.begin(), rows_.end(), [&](line const& row) { return row.label == now.label; });
        if (at == rows_.end())
            at = rows_.insert(rows_.end(), line{now.label, coax::field_state::absent, {}, false});
        else if (at->state == now.state && at->items == now.items)
            return;
        now.printed = now.state == coax::field_state::absent ? 0 : std::min(at->printed, now.items.size());
        *at = std::move(now);
        for (; at->printed < at->whole(); ++at->printed) {
            if (fields_++ == 0)
                first_field_ = since(began_);
            if (!is_terminal())
                put(printable(at->label) + ": " + (at->list ? "- " : "") + printable(at->items[at->printed]) + "\n");
        }
        draw(false);
    }

    void draw(bool all)
    {
        if (!is_terminal())
            return;
        std::vector<std::string> lines;
        for (auto const& row : rows_)
            render(row, lines);
        // Only what is in the window can be redrawn, so a taller screen shows its end until it is finished.
        auto const room = std::max<std::size_t>(window().ws_row, 4) - 2;
        auto const skipped = all || lines.size() <= room ? 0 : lines.size() - room;
        std::string frame = drawn_ > 0 ? std::string("\x1b[").append(std::to_string(drawn_)).append("F") : "";
        for (auto at = skipped; at < lines.size(); ++at)
            frame.append(lines[at]).append("\x1b[K\n");
        drawn_ = lines.size() - skipped;
        put(frame + "\x1b[J");
    }

    static void render(line const& row, std::vector<std::string>& lines)
    {
        using coax::field_state;
        constexpr std::size_t margin = 21;
        bool const absent = row.state == field_state::absent;
        std::string head = absent                ? "\x1b[2m· "
            : row.state == field_state::complete ? "\x1b[32m✓\x1b[0m "
                                                 : "\x1b[33m▸\x1b[0m ";
        auto const label = wrapped(printable(row.label), margin - 3).front();
        head.append(absent ? "" : "\x1b[36m").append(label).append("\x1b[0m");
        head.append(margin - 2 - columns(label), ' ');
        std::vector<std::string> body;
        for (auto const& item : row.items) {
            bool first = true;
            for (auto const& piece : wrapped(printable(item), width() - margin - 2)) {
                body.push_back(std::string(row.list ? (first ? "• " : "  ") : "").append(piece));
                first = false;
            }
        }
        if (body.empty())
            body.emplace_back();
        if (row.state == field_state::streaming)
            body.back() += "\x1b[33m▌\x1b[0m";
        for (std::size_t i = 0; i < body.size(); ++i)
            lines.push_back((i == 0 ? head : std::string(margin, ' ')) + body[i]);
    }

    static std::vector<std::string> wrapped(std::string_view text, std::size_t room)
    {
        std::vector<std::string> lines(1);
        std::size_t used = 0;
        while (!text.empty()) {
            auto length = std::min({text.find(' ', 1), text.size(), room});
            while (length < text.size() && (text[length] & 0xC0) == 0x80) // not within a character
                ++length;
            auto const word = text.substr(0, length);
            if (used > 0 && used + columns(word) > room) {
                lines.emplace_back();
                used = 0;
            }
            lines.back() += used == 0 && word.front() == ' ' ? word.substr(1) : word;
            used += columns(word);
            text.remove_prefix(word.size());
        }
        return lines;
    }

    /// A model may say anything; a terminal must not obey it.
    static std::string printable(std::string text)
    {
        std::replace_if(
            text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }, ' ');
        return text;
    }
    static std::size_t columns(std::string_view text)
    {
        return std::size_t(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
    }

    static char const* style(char const* sequence) { return is_terminal() ? sequence : ""; }
    static ::winsize window()
    {
        ::winsize size{};
        return ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size : ::winsize{24, 80, 0, 0};
    }
    static std::size_t width() { return std::clamp<std::size_t>(window().ws_col, 40, 100); }
    static double since(clock::time_point then) { return std::chrono::duration<double>(clock::now() - then).count(); }
    static void put(std::string const& text)
    {
        std::fwrite(text.data(), 1, text.size(), stdout);
        std::fflush(stdout);
    }

    std::vector<line> rows_;
    clock::time_point began_ = clock::now();
    double first_field_ = 0;
    std::size_t fields_ = 0;
    std::size_t attempts_ = 0;
    std::uint64_t tokens_ = 0;
    std::size_t characters_ = 0;
    std::size_t drawn_ = 0;
};

} // namespace demo
