// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include <coax/detail/batch_book.hpp>

#include "batch/journal.hpp"
#include "error/errc_class.hpp"
#include "model/setter_check.hpp"
#include "repair/json_feed.hpp"
#include "shape/schema.hpp"
#include "shape/value_text.hpp"
#include "text/printable.hpp"

#include <coax/error.hpp>

#include <boost/json/serialize.hpp>

#include <deque>
#include <limits>
#include <mutex>
#include <new>

namespace coax::detail {

namespace {

using batching::journal_line;

/// The value as it is written; nothing where a type in it has no way.
std::optional<std::string> text_of(target const& value)
{
    try {
        return value_text(*value.written_as, value.value);
    } catch (std::bad_alloc const&) {
        throw;
    } catch (std::exception const&) { // a user's conversion
        return {};
    }
}

/// It is not asked again when the batch is started anew: the same input would fail the same way.
bool holds(journal_line const& result) { return !result.error || class_of(*result.error) == errc_class::input; }

} // namespace

class batch_book::impl {
public:
    impl(std::string const& path, batch_options options, std::optional<std::size_t> total, std::string_view model,
        shape const* type)
        : options_(std::move(options)),
          model_(model),
          type_(type != nullptr ? boost::json::serialize(plain_schema(*type)) : ""),
          journal_(path, options_.sync(), [&](journal_line const& one, std::uint64_t at) { load(path, one, at); })
    {
        progress_.total = total;
        for (auto const& each : entries_) // what is to be asked again has not failed yet
            if (each.state() == entry::passing)
                --progress_.failed;
        report();
    }

    bool settled(std::size_t index, request const& input)
    {
        std::lock_guard const lock(mutex_);
        if (index >= entries_.size() || entries_[index].state() == entry::none)
            return false;
        auto const& known = entries_[index];
        if (known.input != fingerprint(input))
            throw error({errc::journal_failed,
                "the journal " + journal_.path() + " was written for other inputs: number " + std::to_string(index)
                    + " is not what was asked then (its words, its settings, the model or the type differ); name "
                      "another file for these"});
        return known.state() == entry::good || known.state() == entry::bad;
    }

    [[nodiscard]] std::uint64_t fingerprint(request const& input) const
    {
        return batching::fingerprint(input, model_, type_);
    }

    [[nodiscard]] std::string const& path() const noexcept { return journal_.path(); }

    void begin() noexcept
    {
        std::lock_guard const lock(mutex_);
        ++progress_.in_flight;
    }

    void end() noexcept { --progress_.in_flight; }

    batch_item_facts settle(journal_line const& result)
    {
        std::lock_guard const lock(mutex_);
        end();
        auto const at = journal_.add(result);
        if (result.index < entries_.size() && entries_[result.index].state() == entry::passing)
            entries_[result.index] = {}; // not counted as failed: see the constructor
        take(result, at);
        ++settled_now_;
        report();
        return facts(result, false);
    }

    void leave() noexcept
    {
        std::lock_guard const lock(mutex_);
        end();
    }

    [[nodiscard]] journal_line read(std::size_t index)
    {
        std::lock_guard const lock(mutex_);
        return journal_.read(entries_.at(index).at());
    }

    [[nodiscard]] batch_item_facts facts(journal_line const& result, bool kept) const
    {
        batch_item_facts known;
        known.index = result.index;
        known.tag = result.tag;
        known.usage = result.usage;
        known.cost = cost(result.usage);
        known.kept = kept;
        return known;
    }

private:
    /// What is remembered of an input: 16 bytes, because there may be many millions.
    class entry {
    public:
        enum kind : std::uint8_t { none, good, bad, passing };

        entry() = default;
        entry(std::uint64_t at, std::uint64_t fingerprint, kind state) : input(fingerprint), place_(at << 2 | state) { }

        [[nodiscard]] std::uint64_t at() const noexcept { return place_ >> 2; }
        [[nodiscard]] kind state() const noexcept { return static_cast<kind>(place_ & 3); }

        std::uint64_t input = 0;

    private:
        std::uint64_t place_ = 0;
    };
    static_assert(sizeof(entry) == 16);

    static constexpr std::size_t most_unsettled = 1'000'000; ///< inputs before one that a journal holds

    void load(std::string const& path, journal_line const& result, std::uint64_t at)
    {
        if (result.index >= loaded_ + most_unsettled)
            throw error({errc::journal_failed,
                "the journal " + path + " holds an input, number " + std::to_string(result.index)
                    + ", that no batch has come to; name another file, or repair or remove this one"});
        ++loaded_;
        take(result, at);
    }

    void take(journal_line const& result, std::uint64_t at)
    {
        if (result.index >= entries_.size())
            entries_.resize(result.index + 1);
        auto& into = entries_[result.index];
        if (into.state() != entry::none) // asked again in a later run
            --(into.state() == entry::good ? progress_.done : progress_.failed);
        into = {at, result.input, !result.error ? entry::good : holds(result) ? entry::bad : entry::passing};
        ++(result.error ? progress_.failed : progress_.done);
        progress_.usage += result.usage;
    }

    [[nodiscard]] double cost(usage const& spent) const noexcept
    {
        auto const& money = options_.price();
        return (static_cast<double>(spent.input_tokens) * money.input
                   + static_cast<double>(spent.output_tokens) * money.output)
            / 1e6;
    }

    void report()
    {
        if (!options_.progress())
            return;
        progress_.cost = cost(progress_.usage);
        progress_.elapsed = std::chrono::steady_clock::now() - began_;
        auto const over = progress_.done + progress_.failed;
        progress_.left.reset();
        if (progress_.total && settled_now_ != 0)
            progress_.left = progress_.elapsed / static_cast<std::int64_t>(settled_now_)
                * static_cast<std::int64_t>(*progress_.total > over ? *progress_.total - over : 0);
        options_.progress()(progress_);
    }

    std::mutex mutex_;
    batch_options options_;
    std::string model_;
    std::string type_; ///< its schema
    batch_progress progress_;
    std::deque<entry> entries_; // a vector would double
    std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
    std::size_t settled_now_ = 0;
    std::size_t loaded_ = 0; ///< records
    batching::journal journal_; // last: it fills in what is above
};

batch_book::batch_book(std::string path, batch_options options, std::optional<std::size_t> total,
    std::string_view model, shape const* type)
    : impl_(std::make_unique<impl>(path, std::move(options), total, model, type))
{
}

batch_book::~batch_book() = default;

bool batch_book::settled(std::size_t index, request const& input)
{
    coax::model::check_setters(input, coax::model::verb::batch);
    return impl_->settled(index, input);
}

void batch_book::begin() noexcept { impl_->begin(); }

batch_item_facts batch_book::succeed(std::size_t index, request const& input, extraction_details const& details,
    target const& value, target const& fresh)
{
    journal_line good{index, impl_->fingerprint(input), {}, {}, details.usage, input.tag()};
    std::optional<failure> trouble;
    if (auto text = text_of(value)) {
        good.text = std::move(*text);
        trouble = bind_kept(fresh, {good.text});
    }
    if (good.text.empty() || trouble) { // Boost.JSON converts one of its parts one way only, or to something else
        good.text = details.text;
        good.as_received = true;
        fresh.renew(fresh.value);
        trouble = bind_kept(fresh, {good.text, true});
    }
    if (trouble) {
        impl_->leave();
        trouble->message = "the value of input " + std::to_string(index) + " cannot be written to the journal "
            + impl_->path()
            + " so that it comes back: give the types that Boost.JSON converts a value_from that is "
              "the reverse of their value_to";
        throw error(std::move(*trouble));
    }
    return impl_->settle(good);
}

batch_item_facts batch_book::fail(std::size_t index, request const& input, failure const& why)
{
    bool const ours = why.code.category() == category();
    auto const code = static_cast<errc>(why.code.value());
    if (!ours || class_of(code) == errc_class::setup) { // the next ones would fail as well, so the batch stops
        impl_->leave();
        throw_exception_from_error(why, BOOST_CURRENT_LOCATION);
    }
    usage spent;
    for (auto const& one : why.attempts)
        spent += one.usage;
    auto words = why.message;
    if (!why.provider_message.empty())
        words += " (the provider says: " + why.provider_message + ")";
    text::clean(words);
    return impl_->settle({index, impl_->fingerprint(input), code, std::move(words), spent, input.tag()});
}

std::pair<batch_item_facts, std::optional<failure>> batch_book::read(std::size_t index, target const& fresh) const
{
    auto const found = impl_->read(index);
    std::pair<batch_item_facts, std::optional<failure>> known(impl_->facts(found, true), std::nullopt);
    if (found.error) {
        known.second.emplace(*found.error, found.text);
        known.second->tag = found.tag;
    } else {
        known.second = bind_kept(fresh, {found.text, found.as_received});
    }
    return known;
}

std::optional<failure> bind_kept(target const& into, kept_value const& kept)
{
    constexpr auto unlimited = std::numeric_limits<std::size_t>::max();
    bind::limits most; // the answer was within the usual ones, but its value may be longer when written again
    most.max_bytes = most.max_key_bytes = unlimited;
    most.max_depth *= 4;
    bind::value_builder to(most);
    repair::json_feed feed(to, most);
    if (kept.as_received)
        feed.tolerate(
            tolerance::lenient, [&] { return kept.text; }, [&] { into.renew(into.value); });
    to.skip_rules(true);
    to.start(*into.written_as, into.value);
    feed.start();
    feed.feed(kept.text);
    feed.finish();
    if (to.done() && !to.broken())
        return {};
    failure why(
        errc::journal_failed, "a value in the journal does not fit its type: was the file changed by somebody else?");
    why.violations = to.violations();
    why.text = kept.text;
    return why;
}

} // namespace coax::detail
