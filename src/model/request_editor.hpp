// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/request.hpp>

#include <vector>

namespace coax::model {

/// Changes what users set once: for those that make one request of others.
class request_editor {
public:
    static std::vector<message>& messages(request& of) noexcept { return of.messages_; }
    static void mark_system(request& of) noexcept { of.system_cached_ = true; }
};

} // namespace coax::model
