// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "batch/record.hpp"

#include <coax/call_events.hpp>

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <charconv>
#include <cstdio>

namespace coax::batching {

namespace json = boost::json;

namespace {

class fnv {
public:
    void add(std::string_view text) noexcept
    {
        for (char const c : text)
            add(static_cast<unsigned char>(c));
        add(0); // "ab" + "c" is not "a" + "bc"
    }
    void add(unsigned char c) noexcept { hash_ = (hash_ ^ std::uint64_t{c}) * 0x100000001b3; }
    [[nodiscard]] std::uint64_t hash() const noexcept { return hash_; }

private:
    std::uint64_t hash_ = 0xcbf29ce484222325;
};

std::string hex(std::uint64_t number)
{
    char text[17];
    std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(number));
    return text;
}

std::optional<std::uint64_t> natural(json::object const& from, std::string_view key)
{
    auto const* const found = from.if_contains(key);
    boost::system::error_code ec;
    auto const number = found != nullptr ? found->to_number<std::uint64_t>(ec) : 0;
    return found != nullptr && !ec ? std::optional(number) : std::nullopt;
}

std::optional<std::string_view> words(json::object const& from, std::string_view key)
{
    auto const* const found = from.if_contains(key);
    auto const* const text = found != nullptr ? found->if_string() : nullptr;
    return text != nullptr ? std::optional<std::string_view>(*text) : std::nullopt;
}

std::optional<errc> code_named(std::string_view name)
{
    for (int code = static_cast<int>(errc::invalid_option); code <= static_cast<int>(errc::unexpected); ++code)
        if (error_type(static_cast<errc>(code)) == name)
            return static_cast<errc>(code);
    return {};
}

} // namespace

std::string line_of(record const& what)
{
    json::object line;
    line["index"] = what.index;
    line["input"] = hex(what.input);
    line["ok"] = !what.error;
    if (what.error)
        line["error"] = error_type(*what.error);
    line[what.error ? "message" : "value"] = what.text;
    line["input_tokens"] = what.usage.input_tokens;
    line["output_tokens"] = what.usage.output_tokens;
    if (what.usage.estimated)
        line["estimated"] = true;
    return json::serialize(line) + '\n';
}

std::optional<record> read_line(std::string_view line)
{
    boost::system::error_code ec;
    auto const parsed = json::parse(line, ec);
    auto const* const object = ec ? nullptr : parsed.if_object();
    if (object == nullptr)
        return {};
    auto const index = natural(*object, "index");
    auto const input = words(*object, "input");
    auto const* const good = object->if_contains("ok");
    if (!index || !input || good == nullptr || !good->is_bool())
        return {};
    record found;
    found.index = static_cast<std::size_t>(*index);
    auto const [last, error] = std::from_chars(input->data(), input->data() + input->size(), found.input, 16);
    if (error != std::errc() || last != input->data() + input->size())
        return {};
    if (!good->get_bool()) {
        auto const name = words(*object, "error");
        found.error = name ? code_named(*name) : std::nullopt;
        if (!found.error)
            return {};
    }
    auto const text = words(*object, found.error ? "message" : "value");
    if (!text)
        return {};
    found.text = *text;
    found.usage.input_tokens = natural(*object, "input_tokens").value_or(0);
    found.usage.output_tokens = natural(*object, "output_tokens").value_or(0);
    found.usage.estimated = object->contains("estimated");
    return found;
}

std::uint64_t fingerprint(request const& input) noexcept
{
    fnv all;
    all.add(input.model());
    all.add(input.system());
    for (auto const& one : input.turns()) {
        all.add(static_cast<unsigned char>(one.role));
        all.add(one.text);
        for (auto const& beside : one.attachments) {
            all.add(beside.media_type());
            all.add(beside.address());
            all.add(beside.content());
        }
    }
    return all.hash();
}

bool final_for_input(errc why) noexcept
{
    switch (why) {
    case errc::unsupported_request:
    case errc::request_too_large:
    case errc::bad_request:
    case errc::context_too_long:
    case errc::response_too_large:
    case errc::truncated:
    case errc::refused:
    case errc::filtered:
    case errc::no_answer:
    case errc::invalid_answer:
    case errc::budget_exhausted:
        return true;
    default:
        return false;
    }
}

bool concerns_all(errc why) noexcept
{
    switch (why) {
    case errc::invalid_option:
    case errc::missing_api_key:
    case errc::invalid_api_key:
    case errc::unknown_provider:
    case errc::invalid_base_url:
    case errc::unsupported_schema:
    case errc::tls_failed:
    case errc::proxy_failed:
    case errc::authentication:
    case errc::permission:
    case errc::not_found:
    case errc::quota_exhausted:
    case errc::redirected:
    case errc::journal_failed:
    case errc::recording_failed:
    case errc::unexpected:
        return true;
    default:
        return false;
    }
}

} // namespace coax::batching
