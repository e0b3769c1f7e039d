// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "bind/limits.hpp"
#include "bind/open_containers.hpp"

#include <coax/applied_repair.hpp>
#include <coax/violation.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace coax::bind {

/// The position of a value or key in the answer, and its text there.
struct source_position {
    std::string_view text; ///< empty if it is not known
    std::size_t offset = 0;
    std::size_t size = 0;

    [[nodiscard]] std::size_t end() const noexcept { return offset + size; }
};

/// The violations of an answer, and the repairs in it.
class diagnostics {
public:
    diagnostics(limits const& most, open_containers& containers) : limits_(most), containers_(containers) { }

    void start();
    /// Removes all violations, and forgets the position.
    void clear() noexcept;
    void begin_document() noexcept;
    /// Removes what was added since `begin_document`.
    void restart();

    [[gnu::cold]] void violate(coax::rule rule, std::string message);
    [[gnu::cold]] void violate_at(std::string pointer, coax::rule rule, std::string message);
    /// Calls the user's rule of a record. Returns false if the rule is broken.
    bool validate(detail::record_shape const& type, void const* object);
    /// Removes the violations from this index on.
    std::vector<violation> take_from(std::size_t index);
    void unknown_key(std::string pointer);
    void repaired(applied_repair::kind kind) { repaired(kind, containers_.path()); }
    void repaired(applied_repair::kind kind, std::string pointer)
    {
        repaired({kind, std::move(pointer), source_.offset, source_.size});
    }
    void repaired(applied_repair done);

    [[nodiscard]] bool broken() const noexcept { return broken_; }
    [[nodiscard]] bool deviated() const noexcept { return deviated_; }
    /// No more violations are kept.
    [[nodiscard]] bool full() const noexcept { return violations_.size() >= limits_.max_violations; }
    [[nodiscard]] std::vector<violation> const& violations() const noexcept { return violations_; }
    [[nodiscard]] std::vector<std::string> const& unknown_keys() const noexcept { return unknown_keys_; }
    [[nodiscard]] std::vector<applied_repair> const& repairs() const noexcept { return repairs_; }

    [[nodiscard]] source_position const& source() const noexcept { return source_; }
    void set_source(source_position const& at) noexcept { source_ = at; }

private:
    void mark_broken() noexcept;

    limits const& limits_;
    open_containers& containers_;
    std::vector<violation> violations_;
    std::vector<std::string> unknown_keys_;
    std::vector<applied_repair> repairs_;
    std::size_t unknown_keys_at_begin_ = 0;
    std::size_t repairs_at_begin_ = 0;
    source_position source_;
    bool broken_ = false;
    bool deviated_ = false;
};

} // namespace coax::bind
