// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <boost/json/object.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace coax::cli {

/// A prompt with places for the members of a record: `Summarise: {text}`. Two braces stand for one.
class prompt_template {
public:
    /// Throws `usage_error` where a brace has no other half.
    explicit prompt_template(std::string_view text);

    /// The prompt for one record. Text stands as it is, other values as JSON. Throws `std::runtime_error` where the
    /// record has no member of a name.
    [[nodiscard]] std::string fill(boost::json::object const& record) const;

private:
    struct piece {
        std::string text; ///< before the place
        std::string name; ///< "" for none: the end of the prompt
    };

    std::vector<piece> pieces_;
};

} // namespace coax::cli
