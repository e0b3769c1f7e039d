// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/request.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace coax::batching {

/// Sets the marks of prompt caches where the inputs of a batch begin alike. The first input with a beginning writes it
/// to the cache; those after it wait until that call is over, because the cache gives nothing before.
class prefix_marks {
public:
    /// Marks the input, and returns the earlier one whose call is to be over first. An input that has marks of the
    /// user's is left as it is.
    std::optional<std::size_t> mark(std::size_t index, request& input);

    /// Shorter beginnings are not worth it: services keep none of less than 1,024 tokens.
    static constexpr std::size_t least_bytes = 4096;

private:
    [[nodiscard]] std::size_t common_messages(request const& input) const;

    bool any_ = false;
    std::string system_; ///< of the input before
    std::vector<message> messages_; ///< likewise, all but its last
    std::size_t marked_ = 0; ///< messages before the mark that was set last
    std::optional<std::size_t> writer_; ///< who wrote the beginning up to there
};

} // namespace coax::batching
