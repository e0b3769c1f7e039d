// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/detail/config.hpp>
#include <coax/price.hpp>

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace coax {

/// What models cost. coax knows no prices of its own, because they change: write them into a file, JSON, as the
/// provider's page has them, for a million tokens:
///
///     {
///       "anthropic/claude-haiku-4-5": {"input": 1, "cached_input": 0.1, "cache_write": 1.25, "output": 5,
///                                      "batch_discount": 0.5},
///       "ollama/*": {"input": 0, "output": 0}
///     }
///
/// A name that ends in `*` stands for all models that begin so; a model's own name goes before it, and of several the
/// longest. Members are those of `coax::price`; `input` and `output` must be there.
class price_list {
public:
    price_list() = default;

    /// Reads the text of such a file. Throws `coax::error`, `errc::invalid_option`, which names the model and the
    /// member that is wrong.
    [[nodiscard]] COAX_DECL static price_list parse(std::string_view json);
    /// Reads the file. Throws as `parse`, with the path, also where it cannot be read. Blocks the calling thread.
    [[nodiscard]] COAX_DECL static price_list load(std::string const& path);

    /// Adds or replaces one; `model` as "provider/model", or the beginning of one and `*`.
    COAX_DECL price_list& set(std::string model, price a_million);

    /// Of a model, as "provider/model"; nothing where the list has none.
    [[nodiscard]] COAX_DECL std::optional<price> find(std::string_view model) const;
    /// What these tokens cost with that model; 0 where the list has no price.
    [[nodiscard]] COAX_DECL double cost(std::string_view model, usage const& spent) const;
    [[nodiscard]] bool empty() const noexcept { return prices_.empty(); }

private:
    std::map<std::string, price, std::less<>> prices_;
};

} // namespace coax
