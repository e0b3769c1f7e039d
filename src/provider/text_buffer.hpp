// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <cstddef>
#include <memory>

namespace coax::provider {

/// Room for unescaped strings, used again for each event. Not a std::string, which would write zeros first.
class text_buffer {
public:
    /// At least `size` bytes; what was there before is gone if they were fewer.
    char* require(std::size_t size)
    {
        if (size > size_) {
            size_ = size + size / 2;
            bytes_.reset(new char[size_]);
        }
        return bytes_.get();
    }

private:
    std::unique_ptr<char[]> bytes_;
    std::size_t size_ = 0;
};

} // namespace coax::provider
