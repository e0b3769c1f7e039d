// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/detail/shape_of.hpp>
#include <coax/extraction.hpp>

#include <cstddef>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace coax {

/// The class that a model chose, and how probable it held each.
template <class Label>
class classification : public extraction_details {
public:
    /// One class.
    struct entry {
        Label label;
        double probability = 0; ///< 0 to 1; all together are 1
    };

    classification() = default;
    classification(Label chosen, std::vector<entry> all, extraction_details details)
        : extraction_details(std::move(details)),
          label(chosen),
          probabilities(std::move(all))
    {
    }

    /// Of one class.
    [[nodiscard]] double probability(Label of) const noexcept
    {
        for (auto const& one : probabilities)
            if (one.label == of)
                return one.probability;
        return 0;
    }

    Label label{}; ///< what the model answered
    std::vector<entry> probabilities; ///< in the order in which the type lists its classes
};

namespace detail {

/// The value of a literal or enum type at a position of its table.
template <class Label>
Label label_at(std::size_t index)
{
    Label made{};
    shaper<Label>::value.store(&made, index);
    return made;
}

} // namespace detail
} // namespace coax
