// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "text/patterns.hpp"

#include "text/unicode_traits.hpp"
#include "text/utf8.hpp"

#include <boost/regex.hpp>

#include <cstddef>
#include <iterator>
#include <map>
#include <stdexcept>

namespace coax::text {

namespace {

using regex = boost::basic_regex<char32_t, unicode_traits>;

/// What is no UTF-8 stands byte by byte.
std::u32string characters_of(std::string_view text)
{
    std::u32string wide;
    wide.reserve(text.size());
    auto const* const end = text.data() + text.size();
    for (auto const* at = text.data(); at != end;) {
        auto const first = static_cast<unsigned char>(*at);
        int const size = first < 0x80 ? 1 : character(at, end);
        std::uint32_t code = size < 2 ? first : first & (0xFFU >> (size + 1));
        for (int i = 1; i < size; ++i)
            code = code << 6 | (static_cast<unsigned char>(at[i]) & 0x3FU);
        wide += static_cast<char32_t>(code);
        at += size < 1 ? 1 : size;
    }
    return wide;
}

struct spent { };

/// A place in a text that counts how often it is moved or looked at, and throws where that becomes too much.
class counted {
public:
    using iterator_category = std::bidirectional_iterator_tag;
    using value_type = char32_t;
    using difference_type = std::ptrdiff_t;
    using pointer = char32_t const*;
    using reference = char32_t const&;

    counted() = default;
    counted(char32_t const* at, std::uint64_t& left) : at_(at), left_(&left) { }

    reference operator*() const
    {
        step();
        return *at_;
    }
    pointer operator->() const { return &**this; }
    counted& operator++()
    {
        step();
        ++at_;
        return *this;
    }
    counted& operator--()
    {
        step();
        --at_;
        return *this;
    }
    counted operator++(int)
    {
        auto const before = *this;
        ++*this;
        return before;
    }
    counted operator--(int)
    {
        auto const before = *this;
        --*this;
        return before;
    }
    friend bool operator==(counted const& a, counted const& b) noexcept { return a.at_ == b.at_; }
    friend bool operator!=(counted const& a, counted const& b) noexcept { return a.at_ != b.at_; }

private:
    void step() const
    {
        if (left_ == nullptr)
            return;
        if (*left_ == 0)
            throw spent();
        --*left_;
    }

    char32_t const* at_ = nullptr;
    std::uint64_t* left_ = nullptr;
};

struct compiled {
    explicit compiled(std::string_view pattern)
    {
        try {
            expression.assign(characters_of(pattern), regex::ECMAScript);
        } catch (boost::regex_error const& thrown) {
            fault = "at character " + std::to_string(thrown.position()) + ": "
                + boost::regex_traits<char>().error_string(thrown.code());
        }
    }

    regex expression;
    std::string fault;
};

} // namespace

struct patterns::entries {
    std::map<std::string, compiled, std::less<>> made;
};

patterns::patterns() = default;
patterns::~patterns() = default;

patterns::outcome patterns::search(std::string_view pattern, std::string_view in)
{
    if (!entries_)
        entries_ = std::make_unique<entries>();
    auto known = entries_->made.find(pattern);
    if (known == entries_->made.end())
        known = entries_->made.try_emplace(std::string(pattern), pattern).first;
    if (!known->second.fault.empty())
        return outcome::invalid_pattern;
    constexpr std::uint64_t for_each_byte = 8;
    left_ += for_each_byte * in.size();
    auto const wide = characters_of(in);
    try {
        counted const begin(wide.data(), left_);
        counted const end(wide.data() + wide.size(), left_);
        return boost::regex_search(begin, end, known->second.expression) ? outcome::found : outcome::not_found;
    } catch (spent const&) {
        return outcome::over_budget;
    } catch (std::runtime_error const&) {
        return outcome::too_complex; // Boost.Regex bounds its own work
    }
}

std::string fault_of_pattern(std::string_view pattern) { return compiled(pattern).fault; }

} // namespace coax::text
