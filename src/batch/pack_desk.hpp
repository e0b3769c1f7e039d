// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "batch/packing.hpp"

#include <coax/detail/batch_pack.hpp>
#include <coax/usage.hpp>

#include <cstddef>
#include <map>
#include <memory>
#include <utility>

namespace coax::batching {

/// Which inputs are asked together, how many calls run, and what calls took that gave nothing.
class pack_desk {
public:
    /// `most_inputs` in a pack, and `most_calls` at a time.
    pack_desk(std::size_t most_inputs, std::size_t most_calls) : most_inputs_(most_inputs), most_calls_(most_calls) { }

    [[nodiscard]] bool packs() const noexcept { return most_inputs_ > 1; }
    /// A place in a pack of those with the same key. The last place closes it.
    detail::pack_place join(question_hash const& key, std::size_t index, request const& input);
    /// Nobody else may join.
    void close(detail::batch_pack& pack);

    /// False where all calls run.
    bool take_slot();
    void give_slot() noexcept { --calls_; }

    /// Tokens and money that an input's own line is to have besides its own.
    void add_lost(std::size_t index, usage const& spent, double cost) { lost_[index] = {spent, cost}; }
    std::pair<usage, double> take_lost(std::size_t index);

private:
    std::size_t most_inputs_;
    std::size_t most_calls_;
    std::size_t calls_ = 0;
    std::map<question_hash, std::shared_ptr<detail::batch_pack>> open_;
    std::map<std::size_t, std::pair<usage, double>> lost_; ///< by index
};

} // namespace coax::batching
