// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/batch_item.hpp>
#include <coax/batch_options.hpp>
#include <coax/detail/config.hpp>
#include <coax/detail/target.hpp>
#include <coax/extraction.hpp>
#include <coax/failure.hpp>
#include <coax/request.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace coax::detail {

/// A value as a journal keeps it.
struct kept_value {
    std::string_view text;
    bool as_received = false; ///< the answer's own text, for a type that cannot be written as JSON
};

/// A batch's journal and its count: the compiled side of `batch`. Safe from any thread.
class batch_book {
public:
    /// Reads what the journal holds, or begins it. Throws `errc::journal_failed`. `model` is the client's, `type` what
    /// is asked for: a journal of others is not taken for this one.
    COAX_DECL batch_book(std::string path, batch_options options, std::optional<std::size_t> total,
        std::string_view model = {}, shape const* type = nullptr);
    COAX_DECL ~batch_book();

    /// Whether an input is settled already. Throws `errc::journal_failed` where the journal has another input there.
    [[nodiscard]] COAX_DECL bool settled(std::size_t index, request const& input);
    COAX_DECL void begin() noexcept;
    /// Writes it down; from here on it counts. `fresh` is another value of the type, to see that what is written can be
    /// read. Throws `errc::journal_failed`.
    COAX_DECL batch_item_facts succeed(std::size_t index, request const& input, extraction_details const& details,
        target const& value, target const& fresh);
    /// The same for a failure; throws it on where it says nothing of the input (cancellation, a wrong key, ...).
    COAX_DECL batch_item_facts fail(std::size_t index, request const& input, failure const& why);

    /// What was written of an input that is settled: a value into `fresh`, or else the failure.
    COAX_DECL std::pair<batch_item_facts, std::optional<failure>> read(std::size_t index, target const& fresh) const;

private:
    class impl;
    std::unique_ptr<impl> impl_;
};

/// Makes a fresh value what was kept, whatever rules its type has; what stands in the way, where something does.
COAX_DECL std::optional<failure> bind_kept(target const& into, kept_value const& kept);

} // namespace coax::detail
