// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "bind/diagnostics.hpp"
#include "bind/open_containers.hpp"

#include <coax/detail/progress.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace coax::bind {

/// How much of the value has arrived: counts the changes that a partial shows.
class build_progress final : public detail::progress {
public:
    build_progress(open_containers const& containers, diagnostics const& found)
        : containers_(containers),
          diagnostics_(found)
    {
    }

    void clear(unsigned attempt) noexcept
    {
        attempt_ = attempt;
        visible_ = done_ = false;
    }
    void begin_document() noexcept
    {
        completed_at_begin_ = completed_;
        reported_ = 0;
    }
    /// The same document is read again. Completions that were reported are not reported a second time.
    void restart() noexcept;

    /// Receives the JSON pointer of each member and element when it completes.
    void report_completed(std::function<void(std::string_view pointer)> to) { report_ = std::move(to); }

    void changed() noexcept { ++changes_; }
    /// A value begins or ends. Nothing of the next value is visible yet.
    void next_value() noexcept
    {
        visible_ = false;
        ++changes_;
    }
    void show(bool yes = true) noexcept
    {
        visible_ = yes;
        changes_ += yes ? 1 : 0;
    }
    void hide() noexcept { visible_ = false; }
    void count_completed(bool whole)
    {
        if (!whole)
            return;
        ++completed_;
        if (reported_ > 0 || report_)
            report();
    }
    /// The root value is complete.
    void finish(bool whole)
    {
        done_ = true;
        count_completed(whole);
    }

    /// A part of the value that is being written is visible.
    [[nodiscard]] bool visible() const noexcept { return visible_; }
    [[nodiscard]] bool done() const noexcept { return done_; }
    [[nodiscard]] std::uint64_t changes() const noexcept { return changes_; }
    [[nodiscard]] std::uint64_t completed() const noexcept { return completed_; }

    [[nodiscard]] field_state state(std::span<std::size_t const> fields) const noexcept override;
    [[nodiscard]] field_state state(std::string_view pointer, bool wrapped) const override;
    [[nodiscard]] std::string path() const override { return containers_.path(); }
    [[nodiscard]] unsigned attempt() const noexcept override { return attempt_; }

private:
    enum class part : std::uint8_t { absent, current, whole };
    [[nodiscard]] part find(frame const& open, std::string_view token) const;
    void report();

    open_containers const& containers_;
    diagnostics const& diagnostics_;
    std::function<void(std::string_view)> report_;
    std::uint64_t changes_ = 0;
    std::uint64_t completed_ = 0;
    std::uint64_t completed_at_begin_ = 0;
    std::uint64_t reported_ = 0; ///< completions that were reported before the restart
    unsigned attempt_ = 1;
    bool visible_ = false;
    bool done_ = false;
};

} // namespace coax::bind
