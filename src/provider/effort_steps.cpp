// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/effort_steps.hpp"

#include <charconv>
#include <compare>
#include <cstdlib>

namespace coax::provider {

namespace {

using enum effort_step;

struct version {
    int major = 0;
    int minor = 0;
    friend auto operator<=>(version const&, version const&) = default;
};

// The last part of a name that may have a path before it ("openai/gpt-5").
std::string_view last_part(std::string_view model) noexcept { return model.substr(model.rfind('/') + 1); }

// "5.1" of "gpt-5.1-codex" behind "gpt-".
std::optional<version> version_behind(std::string_view model, std::string_view family) noexcept
{
    auto const name = last_part(model);
    if (!name.starts_with(family))
        return {};
    version out;
    auto const* const end = name.data() + name.size();
    auto const whole = std::from_chars(name.data() + family.size(), end, out.major);
    if (whole.ec != std::errc())
        return {};
    if (whole.ptr != end && *whole.ptr == '.')
        std::from_chars(whole.ptr + 1, end, out.minor);
    return out;
}

bool says(std::string_view model, std::string_view word) noexcept { return model.find(word) != model.npos; }

} // namespace

std::optional<effort_step> effort_steps::nearest(effort wanted) const noexcept
{
    static constexpr std::array aims{none, minimal, low, medium, high, max}; // in the order of `effort`
    auto const aim = static_cast<int>(aims[static_cast<std::size_t>(wanted)]);
    std::optional<effort_step> best;
    for (int n = 0; n < static_cast<int>(effort_words.size()); ++n) {
        auto const step = static_cast<effort_step>(n);
        if (!contains(step))
            continue;
        bool const last_resort = best && *best == none;
        if (!best || last_resort || std::abs(n - aim) <= std::abs(static_cast<int>(*best) - aim))
            best = wanted == effort::none && best ? best : step;
    }
    return best;
}

bool is_o_series(std::string_view model) noexcept
{
    auto const name = last_part(model);
    return name.size() > 1 && name[0] == 'o' && name[1] >= '1' && name[1] <= '9';
}

// "Reasoning models" at developers.openai.com: minimal up to GPT-5, none from 5.1, xhigh from 5.2, max from 5.6.
model_thinking openai_thinking(std::string_view model) noexcept
{
    auto const name = last_part(model);
    if (is_o_series(model))
        return {{low, medium, high}};
    auto const v = version_behind(model, "gpt-");
    if (!v || v->major < 5)
        return {every_step};
    if (says(name, "-pro") && *v < version{5, 6})
        return v->minor < 2 ? model_thinking{{high}} : model_thinking{{medium, high, xhigh}};
    if (*v < version{5, 1})
        return says(name, "codex") ? model_thinking{{low, medium, high}} : model_thinking{{minimal, low, medium, high}};
    if (*v < version{5, 2})
        return says(name, "codex-max") ? model_thinking{{low, medium, high, xhigh}} : model_thinking{low_to_high};
    if (*v < version{5, 6})
        return {{none, low, medium, high, xhigh}};
    return {{none, low, medium, high, xhigh, max}};
}

// "Reasoning" at docs.mistral.ai: Large 4 has steps, the others are switched on and off.
model_thinking mistral_thinking(std::string_view model) noexcept
{
    auto const v = version_behind(model, "mistral-large-");
    return v && v->major >= 4 && v->major < 100 ? model_thinking{low_to_high} : model_thinking{{none, high}};
}

// "Reasoning" at docs.x.ai: 4.3 can stop, 4.5 and later cannot; xhigh from 4.6. What else there is takes no effort at
// all (and says so), except 3-mini and the multi-agent models.
model_thinking xai_thinking(std::string_view model) noexcept
{
    auto const name = last_part(model);
    if (name.starts_with("grok-3-mini"))
        return {{low, high}};
    if (says(name, "multi-agent"))
        return {{low, medium, high, xhigh}};
    auto const v = version_behind(model, "grok-");
    if (v && v->minor < 10) { // 4.20 is older than 4.3
        if (*v == version{4, 3})
            return {low_to_high};
        if (*v >= version{4, 6})
            return {{low, medium, high, xhigh}};
        if (*v >= version{4, 5})
            return {{low, medium, high}};
    }
    return {{none, low, medium, high, xhigh}};
}

// "Thinking effort" at platform.kimi.ai: K3 always thinks, by reasoning_effort alone; K2 has a switch and no steps.
model_thinking moonshot_thinking(std::string_view model) noexcept
{
    auto const v = version_behind(model, "kimi-k");
    if (v && v->major >= 3)
        return {{low, high, max}, false};
    if (v)
        return {{}, true};
    return {{low, high, max}, true};
}

// "Thinking" at docs.z.ai: 5.3 always thinks; before 5.2 there are no steps.
model_thinking zai_thinking(std::string_view model) noexcept
{
    auto const v = version_behind(model, "glm-");
    if (v && *v >= version{5, 3})
        return {{low, high, max}, false};
    if (v && *v < version{5, 2})
        return {{}, true};
    return {{low, high, max}, true};
}

bool gemini_has_budgets(std::string_view model) noexcept
{
    auto const v = version_behind(model, "gemini-");
    return v && v->major < 3;
}

} // namespace coax::provider
