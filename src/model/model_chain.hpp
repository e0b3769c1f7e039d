// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "answer/call_list_builder.hpp"
#include "http/message.hpp"
#include "model/mode_choice.hpp"
#include "model/model_endpoint.hpp"
#include "provider/authorize.hpp"
#include "provider/protocol.hpp"

#include <coax/detail/target.hpp>
#include <coax/failure.hpp>
#include <coax/request.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace coax::model {

/// The model that is asked, those that may take over from it, and how each is asked for the type.
class model_chain {
public:
    /// The fallbacks are borrowed.
    model_chain(model_endpoint first, std::vector<model_endpoint> const& fallbacks) noexcept
        : current_(std::move(first)),
          fallbacks_(&fallbacks)
    {
    }

    [[nodiscard]] model_endpoint const& current() const noexcept { return current_; }
    /// How the current model is asked. Default before `start`.
    [[nodiscard]] mode_choice const& choice() const noexcept { return choice_; }

    /// What the names of its tools say; empty where there are none.
    [[nodiscard]] std::vector<answer::tool_tag> tool_tags() const;

    /// Asks for what else the model weighed where it chose; before `start`.
    void want_probabilities() noexcept { probabilities_ = true; }
    /// The request's own model, if it names one, and the mode. Throws `coax::error`: invalid_option,
    /// unsupported_schema.
    void start(request const& req, detail::target const& target);

    /// The next fallback that has not been tried; null where none is left. It is not the current one before `move_to`.
    [[nodiscard]] model_endpoint const* next_fallback() noexcept;
    /// Why this model cannot take the request, which is found without asking it; nothing where it can.
    [[nodiscard]] std::optional<failure> refusal_of(
        model_endpoint const& candidate, request const& req, detail::target const& target) const;
    void move_to(model_endpoint const& next, request const& req, detail::target const& target);

    /// How the current model is asked for a part of the type. Nothing where the part does not fit it.
    [[nodiscard]] std::optional<mode_choice> choose_part(
        detail::shape const& part, request const& req, detail::target target) const;

    /// The request to the current model. `own` as in `provider::model_request`. Throws `coax::error`.
    [[nodiscard]] http::request encode(mode_choice const& choice, request const& req, detail::target const& target,
        std::span<provider::failed_answer const> earlier, provider::own_members* own) const;

    /// The current model's requests carry a credential that changes.
    [[nodiscard]] bool authorizes() const noexcept { return current_.credentials != nullptr; }
    /// Puts one into the request. Throws as `provider::authorize`.
    void authorize(http::request& to, credential const& fresh) { provider::authorize(to, current_.endpoint, fresh); }

private:
    [[nodiscard]] mode_choice choose(
        provider::service const& service, request const& req, detail::target const& target) const;
    [[nodiscard]] http::request encode_for(model_endpoint const& to, mode_choice const& choice, request const& req,
        detail::target const& target, std::span<provider::failed_answer const> earlier,
        provider::own_members* own) const;

    model_endpoint current_;
    std::vector<model_endpoint> const* fallbacks_;
    std::size_t next_ = 0;
    mode_choice choice_;
    bool probabilities_ = false;
};

} // namespace coax::model
