// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "call/call_list_builder.hpp"
#include "client/mode_choice.hpp"
#include "client/site.hpp"
#include "http/message.hpp"
#include "provider/protocol.hpp"

#include <coax/detail/target.hpp>
#include <coax/failure.hpp>
#include <coax/request.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace coax::call {

/// The model that is asked, those that may take over from it, and how each is asked for the type.
class model_chain {
public:
    /// The fallbacks are borrowed.
    model_chain(detail::site first, std::vector<detail::site> const& fallbacks) noexcept
        : current_(std::move(first)),
          fallbacks_(&fallbacks)
    {
    }

    [[nodiscard]] detail::site const& current() const noexcept { return current_; }
    /// How the current model is asked. Default before `start`.
    [[nodiscard]] detail::mode_choice const& choice() const noexcept { return choice_; }

    /// What the names of its tools say; empty where there are none.
    [[nodiscard]] std::vector<tool_tag> tool_tags() const;

    /// Asks for what else the model weighed where it chose; before `start`.
    void want_probabilities() noexcept { probabilities_ = true; }
    /// The request's own model, if it names one, and the mode. Throws `coax::error`: invalid_option,
    /// unsupported_schema.
    void start(request const& ask, detail::target const& target);

    /// The next fallback that has not been tried; null where none is left. It is not the current one before `move_to`.
    [[nodiscard]] detail::site const* next_fallback() noexcept;
    /// Why this model cannot take the request, which is found without asking it; nothing where it can.
    [[nodiscard]] std::optional<failure> refusal_of(
        detail::site const& candidate, request const& ask, detail::target const& target) const;
    void move_to(detail::site const& next, request const& ask, detail::target const& target);

    /// How the current model is asked for a part of the type. Nothing where the part does not fit it.
    [[nodiscard]] std::optional<detail::mode_choice> choose_part(
        detail::shape const& part, request const& ask, detail::target target) const;

    /// The request to the current model. `own` as in `provider::question`. Throws `coax::error`.
    [[nodiscard]] http::request encode(detail::mode_choice const& choice, request const& ask,
        detail::target const& target, std::span<provider::failed_answer const> earlier,
        provider::own_members* own) const;

private:
    [[nodiscard]] detail::mode_choice choose(
        provider::service const& service, request const& ask, detail::target const& target) const;
    [[nodiscard]] http::request encode_for(detail::site const& site, detail::mode_choice const& choice,
        request const& ask, detail::target const& target, std::span<provider::failed_answer const> earlier,
        provider::own_members* own) const;

    detail::site current_;
    std::vector<detail::site> const* fallbacks_;
    std::size_t next_ = 0;
    detail::mode_choice choice_;
    bool probabilities_ = false;
};

} // namespace coax::call
