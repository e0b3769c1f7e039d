// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "bind/diagnostics.hpp"
#include "bind/limits.hpp"
#include "bind/open_containers.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <vector>

namespace coax::bind {

/// Tracks the elements of the sequence that is the root's first member, if they are taken one by one.
class item_tracker {
public:
    item_tracker(limits const& most, open_containers& containers, diagnostics& found)
        : limits_(most),
          containers_(containers),
          diagnostics_(found)
    {
    }

    void start();
    void begin_document() noexcept;
    /// The next document continues the sequence. Call it while the containers of the last document are open.
    void resume();
    /// The document is read again. Elements that were not taken are removed from the sequence in `root`.
    void restart(slot const& root);
    void clear() noexcept { open_ = false; }
    /// The next document does not continue the sequence.
    void stop_keeping() noexcept { keep_ = false; }

    /// An element begins. Returns whether the elements before it are taken one by one.
    bool begin_element();
    void end_element(frame const& sequence, bool whole);

    /// From now on the positions of complete elements are kept until they are taken.
    void track(bool yes) noexcept { track_ = yes; }
    /// From now on an element that breaks a rule is removed and listed in `forgiven`, and does not break the whole.
    void forgive(bool yes) noexcept { forgive_ = yes; }

    /// The sequence continues the elements of an earlier document.
    [[nodiscard]] bool keeps() const noexcept { return keep_; }
    /// Elements are part of the sequence from their first byte on.
    [[nodiscard]] bool active() const noexcept { return track_ || forgive_ || keep_; }
    [[nodiscard]] bool open() const noexcept { return open_; }
    /// Violations in the open element do not count.
    [[nodiscard]] bool forgiving() const noexcept { return forgive_ && open_; }
    [[nodiscard]] std::uint64_t count() const noexcept { return count_; }
    [[nodiscard]] bool hands_out() const noexcept { return track_ && count_ != count_at_begin_; }
    [[nodiscard]] std::deque<std::size_t> const& positions() const noexcept { return positions_; }
    [[nodiscard]] std::size_t first_position() const noexcept { return before_; }
    std::size_t take_position();
    [[nodiscard]] std::vector<violation> const& forgiven() const noexcept { return forgiven_; }

private:
    void forgive_violations();

    limits const& limits_;
    open_containers& containers_;
    diagnostics& diagnostics_;
    std::deque<std::size_t> positions_; ///< of complete elements
    std::vector<violation> forgiven_;
    std::size_t forgiven_at_begin_ = 0;
    std::uint64_t count_ = 0;
    std::uint64_t count_at_begin_ = 0;
    std::size_t before_ = 0; ///< positions that earlier documents of the same value took
    std::size_t next_ = 0;
    std::size_t violations_before_ = 0; ///< their number when the open element began
    bool track_ = false;
    bool keep_ = false;
    bool forgive_ = false;
    bool open_ = false;
};

} // namespace coax::bind
