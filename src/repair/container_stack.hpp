// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace coax::repair {

/// The open containers, from the outermost to the innermost.
class container_stack {
public:
    void clear() noexcept { levels_.clear(); }
    [[nodiscard]] bool empty() const noexcept { return levels_.empty(); }
    [[nodiscard]] std::size_t size() const noexcept { return levels_.size(); }

    /// Opens a container that `closer` closes: '}', ']' or ')'.
    void push(char closer) { levels_.emplace_back().closer = closer; }
    void pop() { levels_.pop_back(); }

    /// What closes the innermost container.
    [[nodiscard]] char closer() const noexcept { return levels_.back().closer; }
    /// What closes the `depth`-th container; 1 is the outermost.
    [[nodiscard]] char closer_at(std::size_t depth) const noexcept { return levels_[depth - 1].closer; }
    [[nodiscard]] bool in_object() const noexcept { return closer() == '}'; }

    /// The value of a member with this key begins.
    void begin_member(std::string_view key);
    /// A key or an element begins. Returns whether it is the first of the innermost container.
    bool begin_child();
    /// The value of the member or element has ended.
    void end_child() noexcept { levels_.back().inside = false; }

    /// The JSON pointer of the value that is being read.
    [[nodiscard]] std::string pointer() const;

private:
    struct level {
        char closer = '}';
        std::size_t count = 0; ///< children so far
        std::string key;
        bool inside = false; ///< a child is being read
    };
    std::vector<level> levels_;
};

} // namespace coax::repair
