// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/batch_options.hpp>
#include <coax/detail/target.hpp>
#include <coax/extraction.hpp>
#include <coax/failure.hpp>
#include <coax/request.hpp>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace coax::detail {

/// A batch's journal and its count: the compiled side of `batch`. Safe from any thread.
class batch_book {
public:
    /// Reads what the journal holds, or begins it. Throws `errc::journal_failed`.
    batch_book(std::string path, batch_options options, std::optional<std::size_t> total);
    ~batch_book();

    /// Whether an input is settled already. Throws `errc::journal_failed` where the journal has another input there.
    [[nodiscard]] bool settled(std::size_t index, request const& input);
    void begin() noexcept;
    /// Writes it down; from here on it counts. Throws `errc::journal_failed`.
    void succeed(std::size_t index, request const& input, extraction_details const& how);
    /// The same for a failure; throws it on where it says nothing of the input (cancellation, a wrong key, ...).
    void fail(std::size_t index, request const& input, failure const& why);

    /// What was written of the first `count` inputs, for `visit`; in order of the inputs.
    void read(std::size_t count, std::function<void(std::optional<failure> why, std::string_view text)> const& visit);

private:
    class impl;
    std::unique_ptr<impl> impl_;
};

/// Writes JSON text into a fresh value; what stands in its way, where something does.
std::optional<failure> bind_text(target const& where, std::string_view text);

} // namespace coax::detail
