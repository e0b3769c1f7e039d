// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

namespace coax::call {

/// Finds the elements of a strict JSON text that grows: of the array that is the root, or the member `items` of the
/// root. Each byte is looked at once.
class item_splitter {
public:
    /// Goes on with the text, which begins with what was given before.
    void scan(std::string_view json);

    /// The text of the element at this position; "" where it is not whole yet. One that ends by itself (an object, an
    /// array, a string) is whole at its last character, others at what follows; white space may be behind those.
    [[nodiscard]] std::string_view item(std::size_t position, std::string_view json) const noexcept
    {
        if (position >= items_.size())
            return {};
        return json.substr(items_[position].first, items_[position].second - items_[position].first);
    }

private:
    void in_string(char c, std::string_view json);
    void end_item(std::size_t end);

    std::vector<std::pair<std::size_t, std::size_t>> items_; ///< where each begins and ends
    std::size_t at_ = 0;
    std::size_t depth_ = 0;
    std::size_t string_begin_ = 0;
    std::size_t item_begin_ = 0; ///< npos between elements
    std::size_t list_depth_ = 0; ///< of the array's elements; 0 outside of it
    bool in_string_ = false;
    bool escaped_ = false;
    bool named_ = false; ///< the last string at the root's own level was "items"
    bool over_ = false;
};

} // namespace coax::call
