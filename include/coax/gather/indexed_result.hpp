// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/error.hpp>

#include <cstddef>
#include <utility>

namespace coax {

/// Which input, and what became of it.
template <class T>
class indexed_result {
public:
    indexed_result(std::size_t which, coax::result<T> outcome) : index(which), result(std::move(outcome)) { }

    std::size_t index; ///< counted from 0 in the order of the inputs
    coax::result<T> result;
};

} // namespace coax
