// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

namespace coax::repair {

/// What a key is to an object that is being read. `any`: the object may have any key, or its type does not matter.
enum class standing : unsigned char { unknown, given, known, any };

} // namespace coax::repair
