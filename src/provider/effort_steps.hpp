// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/effort.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string_view>

namespace coax::provider {

/// The words that services have for how much a model thinks, from the least to the most.
enum class effort_step : std::uint8_t { none, minimal, low, medium, high, xhigh, max };

inline constexpr std::array<std::string_view, 7> effort_words{
    "none", "minimal", "low", "medium", "high", "xhigh", "max"};

constexpr std::string_view word_of(effort_step step) noexcept { return effort_words[static_cast<std::size_t>(step)]; }

/// The words that one service or model takes.
class effort_steps {
public:
    constexpr effort_steps() = default;
    constexpr effort_steps(std::initializer_list<effort_step> steps)
    {
        for (auto const one : steps)
            bits_ |= bit(one);
    }
    [[nodiscard]] constexpr bool empty() const noexcept { return bits_ == 0; }
    [[nodiscard]] constexpr bool contains(effort_step one) const noexcept { return (bits_ & bit(one)) != 0; }
    [[nodiscard]] constexpr effort_steps with(effort_step one) const noexcept
    {
        auto copy = *this;
        copy.bits_ |= bit(one);
        return copy;
    }
    [[nodiscard]] constexpr effort_steps without(effort_step one) const noexcept
    {
        auto copy = *this;
        copy.bits_ &= ~bit(one);
        return copy;
    }

    /// The nearest that there is. `effort::none` gets the least and `effort::most` the highest; any other is never
    /// brought down to `none`, and of two that are equally near gets the higher. Empty where the set is.
    [[nodiscard]] std::optional<effort_step> nearest(effort wanted) const noexcept;

private:
    static constexpr unsigned bit(effort_step one) noexcept { return 1u << static_cast<unsigned>(one); }
    unsigned bits_ = 0;
};

inline constexpr effort_steps low_to_high{effort_step::none, effort_step::low, effort_step::medium,
    effort_step::high}; ///< the fewest that most services take
inline constexpr effort_steps low_to_max = low_to_high.with(effort_step::max);
inline constexpr effort_steps every_step = low_to_max.with(effort_step::minimal).with(effort_step::xhigh);

/// How a model is told to think.
struct model_thinking {
    effort_steps steps = low_to_high;
    bool has_switch = true; ///< thinking can be switched on and off, where its service has a switch
};

// What the services' documentation says of their models, by the model's name. A model that is not known gets all that
// its service has; what it refuses of that is learned from its answer.
model_thinking openai_thinking(std::string_view model) noexcept;
model_thinking mistral_thinking(std::string_view model) noexcept;
model_thinking xai_thinking(std::string_view model) noexcept;
model_thinking moonshot_thinking(std::string_view model) noexcept;
model_thinking zai_thinking(std::string_view model) noexcept;

/// OpenAI's models before GPT-5 that think: of the others' parameters, they refuse some.
bool is_o_series(std::string_view model) noexcept;

/// Gemini up to 2.5: thinks by a number of tokens, and has no words.
bool gemini_has_budgets(std::string_view model) noexcept;

} // namespace coax::provider
