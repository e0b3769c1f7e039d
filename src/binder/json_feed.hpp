// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "binder/limits.hpp"
#include "binder/writer.hpp"

#include <cstddef>
#include <memory>
#include <string_view>

namespace coax::binder {

/// JSON text in fragments cut anywhere, events to a writer. Each byte is lexed once, by Boost.JSON's
/// incremental parser; fragments of plain characters inside a string go past it. What is not JSON becomes a violation
/// of the writer's.
class json_feed {
public:
    explicit json_feed(writer& to, limits how = {});
    ~json_feed();

    /// Begins a new document; the writer is started by its owner.
    void start();

    /// White space after the value is taken; anything else there is a violation.
    void feed(std::string_view fragment);

    /// No more will come: a value that is not whole by now is a violation, which says where it ends.
    void finish();

    /// Bytes taken in since `start`.
    [[nodiscard]] std::size_t bytes() const noexcept { return bytes_; }

private:
    class events;
    struct parser;

    limits limits_;
    writer& to_;
    std::unique_ptr<parser> parser_;
    std::size_t bytes_ = 0;
    std::size_t owed_ = 0; ///< plain characters the parser must see before it may be passed by
    bool over_ = false; ///< no further byte is looked at
};

} // namespace coax::binder
