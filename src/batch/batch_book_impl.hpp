// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "async/event.hpp"
#include "batch/entry.hpp"
#include "batch/journal.hpp"
#include "batch/pack_desk.hpp"
#include "batch/prefix_marks.hpp"
#include "batch/spending.hpp"
#include "batch/twins.hpp"
#include "model/model_name.hpp"
#include "shape/schema.hpp"

#include <coax/detail/batch_book.hpp>
#include <coax/error.hpp>

#include <boost/json/serialize.hpp>

#include <deque>
#include <mutex>
#include <utility>
#include <vector>

namespace coax::detail {

/// All that the calls of a batch share.
class batch_book::impl {
public:
    impl(std::string const& path, batch_options options, std::optional<std::size_t> total, std::string_view model,
        shape const* type, price_list prices)
        : options_(std::move(options)),
          prices_(std::move(prices)),
          spending_(options_.budget(), std::chrono::steady_clock::now()),
          packs_(options_.pack(), options_.max_in_flight()),
          asked_{std::string(model), type != nullptr ? boost::json::serialize(plain_schema(*type)) : "",
              options_.mark_prefixes() && wants_marks(model)},
          journal_(
              path, options_.sync(), [&](batching::journal_line const& one, std::uint64_t at) { load(path, one, at); })
    {
        if (options_.budget().money > 0)
            check_price(asked_.model);
        progress_.total = total;
        for (auto const& each : entries_) // what is to be asked again has not failed yet
            if (each.state() == batching::entry::passing)
                --progress_.failed;
        report();
    }

    bool settled(std::size_t index, request const& input)
    {
        std::lock_guard const lock(mutex_);
        if (index >= entries_.size() || entries_[index].state() == batching::entry::none)
            return false;
        auto const& known = entries_[index];
        if (known.input != fingerprint(input))
            throw error({errc::journal_failed,
                "the journal " + journal_.path() + " was written for other inputs: number " + std::to_string(index)
                    + " is not what was asked then (its words, its settings, the model or the type differ); name "
                      "another file for these"});
        return known.state() == batching::entry::good || known.state() == batching::entry::bad;
    }

    [[nodiscard]] std::uint64_t fingerprint(request const& input) const
    {
        return batching::fingerprint(input, asked_.model, asked_.type);
    }

    [[nodiscard]] std::string const& path() const noexcept { return journal_.path(); }

    [[nodiscard]] bool limited() const noexcept { return spending_.limited(); }

    [[nodiscard]] batching::spending::question question(request const& input) const
    {
        auto const& model = input.model().empty() ? asked_.model : input.model();
        if (options_.budget().money > 0)
            check_price(model);
        auto bytes = asked_.type.size() + input.system().size();
        for (auto const& one : input.messages()) {
            bytes += one.text.size();
            for (auto const& beside : one.attachments)
                bytes += beside.content().size();
        }
        return {bytes, input.max_tokens(), price_of(model)};
    }

    /// Whether the input may begin; `wake` is set when it is worth asking again. Nothing while it has to wait.
    std::optional<bool> consider(
        std::size_t index, batching::spending::question const& asked, async::event& wake, failure& why)
    {
        using decision = batching::spending::decision;
        std::lock_guard const lock(mutex_);
        auto const now = std::chrono::steady_clock::now();
        auto const decided = spending_.consider(index, asked, now);
        if (decided == decision::wait) {
            waiting_.push_back(&wake);
            return {};
        }
        if (decided == decision::begin)
            return true;
        twins_.end(index, true);
        wake_all();
        why = failure(errc::left_out, "input " + std::to_string(index) + " was left out: " + spending_.words(now));
        ++progress_.left_out;
        report();
        return false;
    }
    /// The earlier input that asks the same, where there is one.
    std::optional<std::size_t> twin_of(std::size_t index, request const& input, bool is_settled)
    {
        if (!options_.once())
            return {};
        auto const key = batching::question_key(input, asked_.model, asked_.type);
        std::lock_guard const lock(mutex_);
        return twins_.first_of(index, key, is_settled);
    }
    /// Sets the marks of a prompt cache; the input whose call is to be over first.
    std::optional<std::size_t> mark(std::size_t index, request& input)
    {
        if (!asked_.marks)
            return {};
        std::lock_guard const lock(mutex_);
        auto const writer = prefixes_.mark(index, input);
        if (!writer)
            twins_.start(index);
        return writer;
    }
    [[nodiscard]] bool packs(request const& input) const { return packs_.packs() && batching::can_be_packed(input); }
    pack_place join(std::size_t index, request const& input)
    {
        auto const key = batching::pack_key(input, asked_.model, asked_.type);
        std::lock_guard const lock(mutex_);
        auto place = packs_.join(key, index, input);
        if (!place.pack->open)
            wake_all();
        return place;
    }
    void close(batch_pack& pack)
    {
        std::lock_guard const lock(mutex_);
        packs_.close(pack);
        wake_all();
    }
    void finish(batch_pack& pack)
    {
        std::lock_guard const lock(mutex_);
        pack.over = true;
        wake_all();
    }
    /// Whether a state of a pack is that; `wake` is set when it is worth asking again.
    bool is(bool const& state, bool wanted, async::event& wake)
    {
        std::lock_guard const lock(mutex_);
        if (state != wanted)
            waiting_.push_back(&wake);
        return state == wanted;
    }
    bool take_slot(async::event& wake)
    {
        std::lock_guard const lock(mutex_);
        bool const taken = packs_.take_slot();
        if (!taken)
            waiting_.push_back(&wake);
        return taken;
    }
    void give_slot()
    {
        std::lock_guard const lock(mutex_);
        packs_.give_slot();
        wake_all();
    }
    void count_in_flight(std::size_t more, std::size_t fewer)
    {
        std::lock_guard const lock(mutex_);
        progress_.in_flight += more;
        progress_.in_flight -= fewer;
    }
    void add_lost(std::size_t index, usage const& spent, double cost)
    {
        std::lock_guard const lock(mutex_);
        packs_.add_lost(index, spent, cost);
    }

    /// Whether nothing more will become known of an input that others wait for.
    bool is_over(std::size_t index, async::event& wake)
    {
        std::lock_guard const lock(mutex_);
        if (!twins_.runs(index))
            return true;
        waiting_.push_back(&wake);
        return false;
    }
    /// What became of the first of those that ask the same; nothing where it was left out.
    std::optional<batching::journal_line> shared(std::size_t index, std::size_t first)
    {
        std::lock_guard const lock(mutex_);
        if (twins_.left_out(first) || first >= entries_.size() || entries_[first].state() == batching::entry::none) {
            ++progress_.left_out;
            report();
            return {};
        }
        ++progress_.in_flight;
        auto line = journal_.read(entries_[first].at());
        line.index = index;
        line.usage = {};
        line.cost.reset();
        return line;
    }

    void stop_waiting(async::event& wake) noexcept
    {
        std::lock_guard const lock(mutex_);
        std::erase(waiting_, &wake);
    }

    void begin() noexcept
    {
        std::lock_guard const lock(mutex_);
        ++progress_.in_flight;
    }

    batch_item_facts settle(batching::journal_line result, double cost, bool cached = false)
    {
        std::lock_guard const lock(mutex_);
        progress_.cached += cached ? 1 : 0;
        auto const [lost, lost_cost] = packs_.take_lost(result.index);
        result.usage += lost;
        cost += lost_cost;
        if (options_.price() || !prices_.empty())
            result.cost = options_.price() ? options_.price()->cost(result.usage) : cost;
        spending_.end(result.index, result.usage, result.cost.value_or(0), std::chrono::steady_clock::now());
        end(result.index);
        auto const at = journal_.add(result);
        if (result.index < entries_.size() && entries_[result.index].state() == batching::entry::passing)
            entries_[result.index] = {}; // not counted as failed: see the constructor
        take(result, at);
        ++settled_now_;
        report();
        return facts(result, false);
    }

    void leave(std::size_t index)
    {
        std::lock_guard const lock(mutex_);
        spending_.forget(index);
        end(index);
    }

    [[nodiscard]] batching::journal_line read(std::size_t index)
    {
        std::lock_guard const lock(mutex_);
        return journal_.read(entries_.at(index).at());
    }

    [[nodiscard]] batch_item_facts facts(batching::journal_line const& result, bool kept) const
    {
        batch_item_facts known;
        known.index = result.index;
        known.tag = result.tag;
        known.usage = result.usage;
        known.cost = cost(result);
        known.kept = kept;
        return known;
    }

private:
    void end(std::size_t index)
    {
        --progress_.in_flight;
        twins_.end(index, false);
        wake_all();
    }
    void wake_all() noexcept
    {
        for (auto* const one : waiting_)
            one->set();
        waiting_.clear();
    }

    /// What all inputs have in common.
    struct asked_for {
        std::string model; ///< the client's
        std::string type; ///< its schema
        bool marks = false; ///< of prompt caches, set here
    };
    static bool wants_marks(std::string_view model)
    {
        if (model.empty())
            return false;
        auto const named = coax::model::parse_model_name(model);
        return named.service->protocol->wants_cache_marks(named.model);
    }

    void check_price(std::string const& model) const
    {
        if (!price_of(model))
            throw error({errc::invalid_option,
                "batch_options::budget has money, but " + model
                    + " has no price: set client_options::prices or batch_options::price"});
    }
    [[nodiscard]] std::optional<coax::price> price_of(std::string const& model) const
    {
        return options_.price() ? options_.price() : prices_.find(model);
    }

    static constexpr std::size_t most_unsettled = 1'000'000; ///< inputs before one that a journal holds

    void load(std::string const& path, batching::journal_line const& result, std::uint64_t at)
    {
        if (result.index >= loaded_ + most_unsettled)
            throw error({errc::journal_failed,
                "the journal " + path + " holds an input, number " + std::to_string(result.index)
                    + ", that no batch has come to; name another file, or repair or remove this one"});
        ++loaded_;
        take(result, at);
    }

    void take(batching::journal_line const& result, std::uint64_t at)
    {
        if (result.index >= entries_.size())
            entries_.resize(result.index + 1);
        auto& into = entries_[result.index];
        if (into.state() != batching::entry::none) // asked again in a later run
            --(into.state() == batching::entry::good ? progress_.done : progress_.failed);
        into = {at, result.input, batching::state_of(result)};
        ++(result.error ? progress_.failed : progress_.done);
        progress_.usage += result.usage;
        progress_.cost += cost(result);
    }

    /// As it was written down; by today's price where there was none then.
    [[nodiscard]] double cost(batching::journal_line const& result) const
    {
        if (result.cost)
            return *result.cost;
        auto const money = price_of(asked_.model);
        return money ? money->cost(result.usage) : 0;
    }

    void report()
    {
        if (!options_.progress())
            return;
        progress_.elapsed = std::chrono::steady_clock::now() - began_;
        auto const over = progress_.done + progress_.failed + progress_.left_out;
        progress_.left.reset();
        if (progress_.total && settled_now_ != 0)
            progress_.left = progress_.elapsed / static_cast<std::int64_t>(settled_now_)
                * static_cast<std::int64_t>(*progress_.total > over ? *progress_.total - over : 0);
        options_.progress()(progress_);
    }

    std::mutex mutex_;
    batch_options options_;
    price_list prices_; ///< the client's
    batching::spending spending_;
    batching::twins twins_;
    batching::prefix_marks prefixes_;
    batching::pack_desk packs_;
    std::vector<async::event*> waiting_; ///< for the budget, or for the first that asks the same
    asked_for asked_;
    batch_progress progress_;
    std::deque<batching::entry> entries_; // a vector would double
    std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
    std::size_t settled_now_ = 0;
    std::size_t loaded_ = 0; ///< records
    batching::journal journal_; // last: it fills in what is above
};

/// Takes the event off the list of those that wait.
class batch_book::waiting_place {
public:
    waiting_place(impl& in, async::event& wake) noexcept : in_(&in), wake_(&wake) { }
    waiting_place(waiting_place const&) = delete;
    waiting_place& operator=(waiting_place const&) = delete;
    ~waiting_place() { in_->stop_waiting(*wake_); }

private:
    impl* in_;
    async::event* wake_;
};

} // namespace coax::detail
