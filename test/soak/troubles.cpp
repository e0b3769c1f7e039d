// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "troubles.hpp"

namespace soak {

namespace {

using coax::sim::reply;

/// SplitMix64: even small numbers come out as if by chance.
std::uint64_t scatter(std::uint64_t of)
{
    of += 0x9e3779b97f4a7c15;
    of = (of ^ (of >> 30)) * 0xbf58476d1ce4e5b9;
    of = (of ^ (of >> 27)) * 0x94d049bb133111eb;
    return of ^ (of >> 31);
}

std::string text_of(std::uint64_t document)
{
    std::string words;
    for (auto seed = scatter(document); words.size() < 120; seed = scatter(seed))
        words.append(std::to_string(seed % 100'000)).append(seed % 3 == 0 ? " \u00fcber " : ", so ");
    return words;
}

std::string json(std::uint64_t document, std::string_view text, std::uint64_t sum)
{
    return std::string(R"({"document":)")
        .append(std::to_string(document))
        .append(R"(,"text":")")
        .append(text)
        .append(R"(","tags":["a","b"],"sum":)")
        .append(std::to_string(sum))
        .append("}");
}

} // namespace

std::uint64_t sum_of(std::uint64_t document, std::string_view text)
{
    auto sum = scatter(document);
    for (char const byte : text)
        sum = scatter(sum + static_cast<unsigned char>(byte));
    return sum >> 11; // a JSON number that every reader takes
}

reply troubles::answer(std::uint64_t document, std::size_t attempt)
{
    auto const text = text_of(document);
    auto const sum = sum_of(document, text + ",a,b");
    auto right = reply::json(json(document, text, sum)).cut(12);
    auto const chance = scatter(document * 16 + attempt);
    if (double(chance % 100'000) >= share_ * 100'000)
        return right;
    auto const which = chance / 100'000 % names.size();
    auto const at = scatter(chance) % 2500;
    ++made[which];
    switch (which) {
    case 0:
        return reply::status(429).header("retry-after-ms", "3");
    case 1:
        return reply::status(500).header("retry-after-ms", "1");
    case 2:
        return reply::status(529).header("retry-after-ms", "1");
    case 3:
        return reply::status(400);
    case 4:
        return reply::hang_up();
    case 5:
        return right.close_after(at);
    case 6:
        return right.drop_after(at);
    case 7:
        return right.reset_after(at);
    case 8:
        return right.stall_after(at);
    case 9:
        return right.garbage_after(at);
    case 10:
        return right.duplicate(at % 20);
    case 11:
        return right.swap(at % 20);
    case 12:
        return right.error_after(at % 15, coax::errc::overloaded);
    case 13:
        return right.truncate_after(at % 15);
    case 14:
        return reply().refusal("I would rather not");
    case 15:
        return reply::json("I think it is {\"document\": whatever").cut(12);
    case 16:
        return reply::json(json(document, "too short", sum_of(document, "too short,a,b"))).cut(12);
    case 17:
        return reply::json(json(document, text_of(document + 1), sum)).cut(12);
    default:
        return right.content_type("text/html");
    }
}

} // namespace soak
