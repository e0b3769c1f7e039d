// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "model/model_endpoint.hpp"

#include <coax/answer_cache.hpp>
#include <coax/detail/target.hpp>
#include <coax/request.hpp>
#include <coax/tolerance.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace coax::call {

/// What a call asks its cache for, and what the cache has said.
class cache_steps {
public:
    /// The key of the request, from here on.
    void begin(model::model_endpoint const& to, std::string_view target, std::string_view body,
        detail::target const& into, request const& asked, tolerance reading);
    [[nodiscard]] bool begun() const noexcept { return begun_; }
    [[nodiscard]] cache_key const& key() const noexcept { return key_; }

    /// Makes the value what was found; false where it does not fit the type or breaks a rule.
    bool take(cached_answer const& found, detail::target const& into, request const& asked);
    /// The text that the value was made of; null where it was not in the cache.
    [[nodiscard]] std::string const* hit() const noexcept { return hit_ ? &*hit_ : nullptr; }

    /// The value, to be kept; nothing where it has no form in which it could be. `received` is the answer's own text,
    /// "" where the value is made of several.
    void write(detail::target const& value, std::string_view model, std::string_view received);
    [[nodiscard]] std::optional<cached_answer> const& written() const noexcept { return written_; }

private:
    cache_key key_{};
    std::string model_; ///< that was asked first
    std::optional<std::string> hit_;
    std::optional<cached_answer> written_;
    bool begun_ = false;
};

} // namespace coax::call
