// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "call/item_splitter.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace coax::call {

/// The elements of `each` that the consumer has, over all attempts. A later answer may repeat them, in any order: of
/// equal elements as many are passed over as were given before. Elements are compared as JSON values: the order of keys
/// and white space do not count, and a null member is as good as none.
///
/// The first answer costs a number for each element; its texts are looked at when there is a second.
class given_items {
public:
    /// Begins the next answer.
    void begin_document();

    /// Whether the element at this position of the answer is one that was given before. Positions rise from call to
    /// call. `json` is the answer so far; `reading` says when it is another text than before (see
    /// `repair::json_feed::readings`).
    bool repeats(std::size_t position, std::string_view json, unsigned reading);
    /// The element at this position is given.
    void give(std::size_t position) { positions_.push_back(position); }
    /// The answer is over: remembers what was given of it.
    void end_document(std::string_view json, unsigned reading);

    /// None was given, in any answer that is over.
    [[nodiscard]] bool empty() const noexcept { return given_.empty(); }
    /// Some of the last answer were.
    [[nodiscard]] bool grew() const noexcept { return !positions_.empty(); }
    /// The element at this position of the last answer was given, now or before.
    [[nodiscard]] bool stands(std::size_t position) const;
    /// `{"items":[...]}` with those given last, in not much more than `max_bytes`.
    [[nodiscard]] std::string json(std::size_t max_bytes) const;

private:
    std::vector<std::string> given_;
    std::unordered_map<std::string, std::size_t> left_; ///< of those given before, how many may still be repeated
    std::vector<std::size_t> positions_; ///< of this answer, those that were given ...
    std::vector<std::size_t> repeated_; ///< ... and those that were passed over
    void scan(std::string_view json, unsigned reading);

    item_splitter splitter_;
    unsigned reading_ = 0; ///< of which the splitter has seen the text
};

} // namespace coax::call
