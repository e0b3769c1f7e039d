// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/batch_item.hpp>
#include <coax/batch_options.hpp>
#include <coax/detail/batch_pack.hpp>
#include <coax/detail/config.hpp>
#include <coax/detail/target.hpp>
#include <coax/extraction.hpp>
#include <coax/failure.hpp>
#include <coax/price_list.hpp>
#include <coax/request.hpp>

#include <boost/asio/awaitable.hpp>

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
    /// is asked for: a journal of others is not taken for this one; `prices` the client's. Throws
    /// `errc::invalid_option` where the budget has money and the model has no price.
    COAX_DECL batch_book(std::string path, batch_options options, std::optional<std::size_t> total,
        std::string_view model = {}, shape const* type = nullptr, price_list prices = {});
    COAX_DECL ~batch_book();

    /// Whether an input is settled already. Throws `errc::journal_failed` where the journal has another input there.
    [[nodiscard]] COAX_DECL bool settled(std::size_t index, request const& input);
    /// Whether there is a budget: then each input is admitted before it begins.
    [[nodiscard]] COAX_DECL bool limited() const noexcept;
    /// Waits until the budget allows the input; why not, where it never will. Terminal, partial and total cancellation
    /// throw operation_aborted.
    [[nodiscard]] COAX_DECL boost::asio::awaitable<std::optional<failure>> admit(
        std::size_t index, request const& input);
    /// The earlier input that asks the same; nothing where there is none, or without `batch_options::once`.
    [[nodiscard]] COAX_DECL std::optional<std::size_t> twin_of(
        std::size_t index, request const& input, bool is_settled);
    /// Marks the beginning that it shares with those before it, where the service wants marks. Returns the input whose
    /// call is to be over first.
    [[nodiscard]] COAX_DECL std::optional<std::size_t> mark(std::size_t index, request& input);
    /// Waits until that one is over. Cancellation as for `admit`.
    [[nodiscard]] COAX_DECL boost::asio::awaitable<void> wait_for(std::size_t first);
    /// Writes down what became of it for this one, too: a value into `fresh`, or else the failure.
    COAX_DECL std::pair<batch_item_facts, std::optional<failure>> share(
        std::size_t index, request const& input, std::size_t first, target const& fresh);
    /// Whether the input is asked together with others.
    [[nodiscard]] COAX_DECL bool packs(request const& input) const;
    /// Waits a moment for inputs to be asked together with this one. Cancellation as for `admit`.
    [[nodiscard]] COAX_DECL boost::asio::awaitable<pack_place> join_pack(std::size_t index, request const& input);
    /// The call for a pack begins.
    COAX_DECL void begin_pack(batch_pack const& pack);
    /// It is over: what is good is written down, the others are to be asked alone. Throws where it was cancelled.
    COAX_DECL void end_pack(batch_pack& pack, extraction_details const& details, std::optional<failure> const& why);
    [[nodiscard]] COAX_DECL boost::asio::awaitable<void> wait_for_pack(pack_place const& place);
    /// One of `max_in_flight` calls, where there are more inputs at a time than that.
    class slot;
    [[nodiscard]] COAX_DECL boost::asio::awaitable<slot> take_slot();

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
    class waiting_place;
    std::unique_ptr<impl> impl_;
};

/// Throws `errc::invalid_option` for a `batch_options::pack` that cannot be.
COAX_DECL void check_pack(std::size_t inputs);

/// Is given back at its end.
class batch_book::slot {
public:
    explicit slot(batch_book& from) noexcept : from_(&from) { }
    slot(slot&& other) noexcept : from_(std::exchange(other.from_, nullptr)) { }
    slot& operator=(slot&&) = delete;
    COAX_DECL ~slot();

private:
    batch_book* from_;
};

/// Makes a fresh value what was kept, whatever rules its type has; what stands in the way, where something does.
COAX_DECL std::optional<failure> bind_kept(target const& into, kept_value const& kept);

} // namespace coax::detail
