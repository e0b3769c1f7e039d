// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace coax::binder {

/// The text that quotes must stand in. Runs of white space count as one space, for a model does not keep line ends.
class quoted_text {
public:
    quoted_text() = default;
    explicit quoted_text(std::function<std::string()> text) : text_(std::move(text)) { }

    /// An empty quote stands nowhere.
    [[nodiscard]] bool holds(std::string_view quote);

private:
    std::function<std::string()> text_; ///< until it was asked
    std::string folded_;
};

} // namespace coax::binder
