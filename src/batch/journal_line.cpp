// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "batch/journal_line.hpp"

#include "batch/twins.hpp"
#include "call/sha256.hpp"
#include "text/printable.hpp"

#include <coax/call_events.hpp>

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value_from.hpp>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <utility>

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

/// Goes along a line as far as it is as it should be. What is asked for behind its end is there.
class line_beginning {
public:
    explicit line_beginning(std::string_view text) : rest_(text) { }

    /// All of the text is as it should be.
    [[nodiscard]] bool fits() const noexcept { return fits_ && rest_.empty(); }

    void literal(std::string_view text)
    {
        auto const size = std::min(text.size(), rest_.size());
        expect(rest_.substr(0, size) == text.substr(0, size), size);
    }
    /// Whether it is the first.
    bool either(std::string_view first, std::string_view second)
    {
        bool const is_first = rest_.empty() || rest_.front() == first.front();
        literal(is_first ? first : second);
        return is_first;
    }
    /// Whether all of it is there. Where the text ends in it, what follows is there, too.
    bool perhaps(std::string_view text)
    {
        if (!rest_.starts_with(text)) {
            if (text.starts_with(rest_))
                rest_ = {};
            return false;
        }
        rest_.remove_prefix(text.size());
        return true;
    }
    void digits() { some("0123456789"); }
    void number() { some("0123456789+-.E"); }
    void hex() { some("0123456789abcdef"); }
    void name() { some("abcdefghijklmnopqrstuvwxyz_"); }
    void string()
    {
        literal("\"");
        std::size_t at = 0;
        while (at < rest_.size() && rest_[at] != '"') {
            bool const escaped = rest_[at] == '\\';
            if (static_cast<unsigned char>(rest_[at]) < 0x20)
                break;
            at += escaped ? 2 : 1;
        }
        at = std::min(at, rest_.size());
        expect(at == rest_.size() || rest_[at] == '"', at);
        literal("\"");
    }

private:
    void expect(bool right, std::size_t size)
    {
        fits_ = fits_ && right;
        rest_.remove_prefix(fits_ ? size : rest_.size());
    }
    void some(std::string_view of)
    {
        auto const size = std::min(rest_.find_first_not_of(of), rest_.size());
        expect(size != 0 || rest_.empty(), size);
    }

    std::string_view rest_;
    bool fits_ = true;
};

/// Counts that are left out where they are 0, in the order of a line.
constexpr std::pair<char const*, std::uint64_t usage::*> parts[]{{"cache_read_tokens", &usage::cache_read_tokens},
    {"cache_write_tokens", &usage::cache_write_tokens}, {"reasoning_tokens", &usage::reasoning_tokens}};

std::optional<errc> code_named(std::string_view name)
{
    for (int code = static_cast<int>(errc::invalid_option); code <= static_cast<int>(errc::unexpected); ++code)
        if (error_type(static_cast<errc>(code)) == name)
            return static_cast<errc>(code);
    return {};
}

class sha256_of_question : public call::sha256 {
public:
    using call::sha256::add;
    void add(unsigned char c)
    {
        auto const one = static_cast<char>(c);
        add(std::string_view(&one, 1));
    }
};

template <class Hash>
void add_question(Hash& all, request const& input, std::string_view model, std::string_view type)
{
    all.add(input.model().empty() ? model : input.model());
    all.add(type);
    all.add(input.system());
    for (auto const& one : input.messages()) {
        all.add(static_cast<unsigned char>(one.role));
        all.add(one.text);
        for (auto const& beside : one.attachments) {
            all.add(beside.media_type());
            all.add(beside.address());
            all.add(beside.content());
        }
    }
    // Each setting by its name, and only where it is set: those to come will not change what was written before.
    json::object settings;
    auto const set = [&](std::string_view name, auto const& value) {
        if (value)
            settings[name] = json::value_from(*value);
    };
    set("source", input.source());
    set("temperature", input.temperature());
    set("top_p", input.top_p());
    set("seed", input.seed());
    set("thinking_budget", input.thinking_budget());
    if (input.effort())
        settings["effort"] = static_cast<int>(*input.effort());
    if (input.mode() != mode::automatic)
        settings["mode"] = to_string(input.mode());
    if (!input.stop().empty())
        settings["stop"] = json::value_from(input.stop());
    if (!input.extra().empty())
        settings["extra"] = input.extra();
    if (!input.schema_name().empty())
        settings["schema_name"] = input.schema_name();
    if (!settings.empty())
        all.add(json::serialize(settings));
}

} // namespace

std::string write_line(journal_line const& result)
{
    json::object line;
    line["v"] = form;
    line["index"] = result.index;
    line["input"] = hex(result.input);
    line["ok"] = !result.error;
    if (result.error)
        line["error"] = error_type(*result.error);
    line[result.error ? "message" : "value"] = text::as_utf8(result.text);
    line["input_tokens"] = result.usage.input_tokens;
    line["output_tokens"] = result.usage.output_tokens;
    for (auto const& [name, count] : parts)
        if (result.usage.*count != 0)
            line[name] = result.usage.*count;
    if (result.cost)
        line["cost"] = *result.cost;
    if (result.usage.estimated)
        line["estimated"] = true;
    if (result.as_received)
        line["as_received"] = true;
    if (!result.tag.empty())
        line["tag"] = text::as_utf8(result.tag);
    return json::serialize(line) + '\n';
}

std::optional<journal_line> read_line(std::string_view line)
{
    boost::system::error_code ec;
    auto const parsed = json::parse(line, ec);
    auto const* const object = ec ? nullptr : parsed.if_object();
    if (object == nullptr || natural(*object, "v") != form)
        return {};
    auto const index = natural(*object, "index");
    auto const input = words(*object, "input");
    auto const* const good = object->if_contains("ok");
    if (!index || !input || good == nullptr || !good->is_bool())
        return {};
    journal_line found;
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
    for (auto const& [name, count] : parts)
        found.usage.*count = natural(*object, name).value_or(0);
    if (auto const* const cost = object->if_contains("cost")) {
        boost::system::error_code ec;
        found.cost = cost->to_number<double>(ec);
        if (ec)
            return {};
    }
    found.usage.estimated = object->contains("estimated");
    found.as_received = object->contains("as_received");
    found.tag = words(*object, "tag").value_or("");
    return found;
}

bool begins_a_line(std::string_view text)
{
    line_beginning line(text);
    line.literal(R"({"v":)" + std::to_string(form) + R"(,"index":)");
    line.digits();
    line.literal(R"(,"input":")");
    line.hex();
    line.literal(R"(","ok":)");
    if (line.either("true", "false")) {
        line.literal(R"(,"value":)");
    } else {
        line.literal(R"(,"error":")");
        line.name();
        line.literal(R"(","message":)");
    }
    line.string();
    line.literal(R"(,"input_tokens":)");
    line.digits();
    line.literal(R"(,"output_tokens":)");
    line.digits();
    for (auto const& [name, count] : parts)
        if (line.perhaps(",\"" + std::string(name) + "\":"))
            line.digits();
    if (line.perhaps(R"(,"cost":)"))
        line.number();
    line.perhaps(R"(,"estimated":true)");
    line.perhaps(R"(,"as_received":true)");
    if (line.perhaps(R"(,"tag":)"))
        line.string();
    line.literal("}");
    return line.fits();
}

std::uint64_t other_version(std::string_view line)
{
    boost::system::error_code ec;
    auto const parsed = json::parse(line, ec);
    auto const* const object = ec ? nullptr : parsed.if_object();
    if (object == nullptr || !natural(*object, "index") || !words(*object, "input") || !object->contains("ok"))
        return 0;
    auto const found = object->contains("v") ? natural(*object, "v").value_or(0) : 1;
    return found == form ? 0 : found;
}

std::uint64_t fingerprint(request const& input, std::string_view model, std::string_view type)
{
    fnv all;
    add_question(all, input, model, type);
    return all.hash();
}

question_hash question_key(request const& input, std::string_view model, std::string_view type)
{
    sha256_of_question all;
    add_question(all, input, model, type);
    all.add(std::to_string(input.max_tokens()));
    all.add(input.tolerance() ? std::to_string(static_cast<int>(*input.tolerance())) : "");
    return all.finish();
}

} // namespace coax::batching
