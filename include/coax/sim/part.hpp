// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <cstdint>
#include <string>
#include <utility>

namespace coax::sim {

/// One thing a reply says.
class part {
public:
    enum class kind : std::uint8_t {
        json, ///< tool arguments or text, depending on what was asked for
        text,
        thinking,
        refusal,
        call, ///< a call of the tool `name`, whatever was asked for
    };

    part(kind which, std::string words, std::string tool = {})
        : type(which),
          text(std::move(words)),
          name(std::move(tool))
    {
    }

    kind type;
    std::string text;
    std::string name;
};

} // namespace coax::sim
