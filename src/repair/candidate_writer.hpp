// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "repair/container_stack.hpp"
#include "repair/sink.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace coax::repair {

/// Writes one candidate after another as strict JSON, with its repairs. A candidate is a value that may be the answer.
///
/// The candidate is pending until its content shows that its bracket begins a value; repairs of a pending candidate are
/// kept. Once there is an answer, candidates go into a hash only, by which they are compared with the answer.
class candidate_writer {
public:
    explicit candidate_writer(sink& to) noexcept : to_(to) { }

    /// Begins a new text.
    void start() noexcept;
    /// A bracket may begin a candidate.
    void begin() noexcept;
    /// The bracket at `offset` does begin a value.
    void confirm(std::size_t offset);
    /// The bracket does not begin a value.
    void drop() noexcept { pending_ = false; }
    [[nodiscard]] bool pending() const noexcept { return pending_; }

    /// The candidate is the answer.
    void accept() noexcept;
    void forget_answer() noexcept { settled_ = false; }
    /// There is an answer.
    [[nodiscard]] bool settled() const noexcept { return settled_; }
    [[nodiscard]] bool same_as_answer() const noexcept { return hash_ == answer_hash_; }

    /// The rest of the text is not read; `rest` false: it is read after all.
    void stop(bool rest = true) noexcept { stopped_ = rest; }
    [[nodiscard]] bool stopped() const noexcept { return stopped_; }

    void emit(std::string_view json);
    /// In place of a value that has no meaning in JSON.
    void refuse(std::string why);
    void repaired(applied_repair::kind repair, std::size_t begin, std::size_t end);
    /// The key or value that is written next is at these bytes of the text.
    void mark(std::size_t begin, std::size_t end);
    /// The key `raw` was written: the value of its member follows.
    void begin_member(std::string_view raw);

    /// As in `sink`, where the candidate is read into the value; else `any`.
    [[nodiscard]] key_status status_of_key(std::size_t up, std::string_view key) const;

    [[nodiscard]] container_stack& containers() noexcept { return containers_; }

private:
    sink& to_;
    container_stack containers_;
    std::vector<applied_repair> early_; ///< repairs of the pending candidate
    std::uint64_t hash_ = 0; ///< of the candidate
    std::uint64_t answer_hash_ = 0;
    bool pending_ = false;
    bool settled_ = false;
    bool stopped_ = false;
};

} // namespace coax::repair
