// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "provider/protocol.hpp"

#include <coax/request.hpp>
#include <coax/schema.hpp>

#include <initializer_list>
#include <span>
#include <string_view>

namespace coax::provider {

/// Modes that a service takes.
class mode_set {
public:
    constexpr mode_set() = default;
    constexpr mode_set(std::initializer_list<mode> modes)
    {
        for (auto const m : modes)
            bits_ |= bit(m);
    }
    [[nodiscard]] constexpr bool contains(mode m) const noexcept { return (bits_ & bit(m)) != 0; }

    [[nodiscard]] constexpr mode_set without(mode m) const noexcept
    {
        auto copy = *this;
        copy.bits_ &= ~bit(m);
        return copy;
    }

private:
    static constexpr unsigned bit(mode m) noexcept { return 1u << static_cast<unsigned>(m); }
    unsigned bits_ = 0;
};

/// One service: all that coax knows of it beside its protocol. Adding a compatible service is adding a row.
struct service {
    std::string_view name; ///< what stands before the first '/' of a model
    provider::protocol const* protocol;
    std::string_view base_url; ///< "" where the user must give it; {NAME} stands for an environment variable
    std::string_view key_variable; ///< environment variable of the key; "" for none
    std::string_view base_url_variable; ///< likewise of the base URL
    bool needs_key; ///< without a key there is no use in asking
    coax::dialect dialect; ///< of its schemas
    mode_set modes; ///< that may be asked for
    mode_set automatic; ///< that `mode::automatic` chooses from, in the order of `coax::mode`
    bool whole_arguments = false; ///< streams a tool's arguments in one piece: nothing to show before
    bool unforced_thinking = false; ///< refuses a forced tool while the model thinks by a budget
    bool signs = false; ///< without a key, requests are signed by AWS credentials
    std::string_view version_variable = {}; ///< environment variable of `endpoint::version`; "" for none
};

/// Every service, in the order of the documentation.
std::span<service const> services() noexcept;

/// The row of that name, or null.
service const* find_service(std::string_view name) noexcept;

/// The names, for a message: "anthropic, openai, ...".
std::string service_names();

} // namespace coax::provider
