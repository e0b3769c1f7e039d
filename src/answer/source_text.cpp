// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "answer/source_text.hpp"

namespace coax::answer {

std::string source_text(request const& req)
{
    if (req.source())
        return *req.source();
    std::string all;
    for (auto const& one : req.messages())
        if (one.role == role::user)
            all.append(all.empty() ? "" : "\n").append(one.text);
    return all;
}

} // namespace coax::answer
