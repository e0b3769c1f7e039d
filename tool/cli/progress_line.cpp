// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "cli/progress_line.hpp"

#include "text/cut.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <vector>

namespace coax::cli {

namespace {

constexpr std::size_t bar_width = 24;

// "950", "12.3 k", "4.5 M"
std::string count_text(double number)
{
    char text[32];
    if (number < 10'000)
        std::snprintf(text, sizeof text, "%.0f", number);
    else if (number < 1e6)
        std::snprintf(text, sizeof text, "%.1f k", number / 1e3);
    else
        std::snprintf(text, sizeof text, "%.1f M", number / 1e6);
    return text;
}

std::string bar(std::size_t settled, std::size_t total)
{
    auto const filled = total == 0 ? bar_width : std::min(bar_width, settled * bar_width / total);
    std::string out;
    for (std::size_t n = 0; n < bar_width; ++n)
        out += n < filled ? "\xE2\x96\x88" : "\xE2\x96\x91"; // a full and a light block
    return out;
}

} // namespace

std::string duration_text(std::chrono::nanoseconds time)
{
    using namespace std::chrono;
    auto const whole = duration_cast<seconds>(time).count();
    auto const part = [](std::int64_t number, char const* unit) { return std::to_string(number) + unit; };
    if (whole < 10)
        return part(duration_cast<milliseconds>(time).count(), " ms");
    if (whole < 60)
        return part(whole, " s");
    if (whole < 3600)
        return part(whole / 60, " min ") + part(whole % 60, " s");
    return part(whole / 3600, " h ") + part(whole % 3600 / 60, " min");
}

std::string progress_line(batch_progress const& now, std::size_t width)
{
    auto const settled = now.done + now.failed;
    std::vector<std::string> parts;
    if (now.total)
        parts.push_back(bar(settled, *now.total) + ' ' + std::to_string(settled) + " of " + std::to_string(*now.total));
    else
        parts.push_back(std::to_string(settled) + " done");
    if (now.failed != 0)
        parts.push_back(std::to_string(now.failed) + " failed");
    parts.push_back(std::to_string(now.in_flight) + " in flight");
    auto const elapsed = std::chrono::duration<double>(now.elapsed).count();
    if (elapsed > 0)
        parts.push_back(count_text(static_cast<double>(settled) / elapsed) + "/s");
    if (now.left)
        parts.push_back(duration_text(*now.left) + " left");
    parts.push_back(count_text(static_cast<double>(now.usage.input_tokens + now.usage.output_tokens)) + " tokens");
    if (now.cost > 0) {
        char text[32];
        std::snprintf(text, sizeof text, "$%.4f", now.cost);
        parts.emplace_back(text);
    }
    std::string line;
    for (auto const& part : parts) {
        auto const more = line.empty() ? part : ", " + part;
        if (!line.empty() && text::count_characters(line) + text::count_characters(more) > width)
            break;
        line += more;
    }
    return line;
}

} // namespace coax::cli
