// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/error.hpp>
#include <coax/usage.hpp>

#include <cstddef>
#include <string>
#include <utility>

namespace coax {

/// What is known of one input of a batch beside its result.
class batch_item_facts {
public:
    batch_item_facts() = default;

    std::size_t index = 0; ///< counted from 0 in the order of the inputs
    std::string tag; ///< the request's
    coax::usage usage; ///< of all attempts together
    double cost = 0; ///< by `batch_options::price` or `client_options::prices`
    bool kept = false; ///< from the journal of an earlier run: nothing was asked
    bool cached = false; ///< from the cache: nothing was asked
    bool shared = false; ///< from an earlier input that asks the same (`batch_options::once`): its usage is there
    bool packed = false; ///< asked in one call with others (`batch_options::pack`): its usage is a part of that call's
    bool left_out = false; ///< the budget of this run did not allow it: nothing was asked, and the next run asks it
};

/// What became of one input of a batch.
template <class T>
class batch_item : public batch_item_facts {
public:
    batch_item(batch_item_facts facts, coax::result<T> outcome)
        : batch_item_facts(std::move(facts)),
          result(std::move(outcome))
    {
    }

    coax::result<T> result;
};

} // namespace coax
