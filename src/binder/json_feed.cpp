// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "binder/json_feed.hpp"

#include "tolerant/reader.hpp"

#include <boost/json/basic_parser_impl.hpp>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <string>
#include <utility>

namespace coax::binder {

namespace json = boost::json;

class json_feed::events {
public:
    static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);

    explicit events(writer& to) : to_(to) { number_.reserve(64); }

    bool on_document_begin(boost::system::error_code&) { return true; }
    bool on_document_end(boost::system::error_code&) { return true; }
    bool on_object_begin(boost::system::error_code&) { return to_.begin_object(), true; }
    bool on_object_end(std::size_t, boost::system::error_code&) { return to_.end_object(), true; }
    bool on_array_begin(boost::system::error_code&) { return to_.begin_array(), true; }
    bool on_array_end(std::size_t, boost::system::error_code&) { return to_.end_array(), true; }
    bool on_key_part(json::string_view piece, std::size_t, boost::system::error_code&)
    {
        return to_.key_part(piece), true;
    }
    bool on_key(json::string_view piece, std::size_t, boost::system::error_code&) { return to_.key(piece), true; }
    bool on_string_part(json::string_view piece, std::size_t, boost::system::error_code&)
    {
        in_text_ = true;
        return to_.text_part(piece), true;
    }
    bool on_string(json::string_view piece, std::size_t, boost::system::error_code&)
    {
        in_text_ = false;
        return to_.text(piece), true;
    }
    bool on_number_part(json::string_view piece, boost::system::error_code&)
    {
        number_.append(piece);
        return true;
    }
    bool on_int64(std::int64_t value, json::string_view, boost::system::error_code&)
    {
        number_.clear();
        return to_.integer(value), true;
    }
    bool on_uint64(std::uint64_t value, json::string_view, boost::system::error_code&)
    {
        number_.clear();
        return to_.natural(value), true;
    }
    bool on_double(double value, json::string_view rest, boost::system::error_code&)
    {
        // Boost.JSON 1.81 rounds some decimals to a neighbour; from_chars never does.
        number_.append(rest);
        double exact = value;
        auto const parsed = std::from_chars(number_.data(), number_.data() + number_.size(), exact);
        number_.clear();
        return to_.real(parsed.ec == std::errc() ? exact : value), true;
    }
    bool on_bool(bool value, boost::system::error_code&) { return to_.boolean(value), true; }
    bool on_null(boost::system::error_code&)
    {
        if (refusal_.empty())
            to_.null();
        else
            to_.refuse(std::exchange(refusal_, {}));
        return true;
    }
    bool on_comment_part(json::string_view, boost::system::error_code&) { return true; }
    bool on_comment(json::string_view, boost::system::error_code&) { return true; }

    void start()
    {
        number_.clear();
        in_text_ = false;
        refusal_.clear();
    }
    /// The next null stands for a value that is none.
    void refuse(std::string why) { refusal_ = std::move(why); }
    /// A part of a string was the last event: the string goes on.
    [[nodiscard]] bool in_text() const noexcept { return in_text_; }

private:
    writer& to_;
    std::string number_;
    std::string refusal_;
    bool in_text_ = false;
};

struct json_feed::parser : json::basic_parser<events> {
    using json::basic_parser<events>::basic_parser;
};

namespace {

json::parse_options strict(limits const& how)
{
    json::parse_options options;
    options.max_depth = how.max_depth;
    return options;
}

bool is_plain(char c) { return static_cast<unsigned char>(c - ' ') < 0x60 && c != '"' && c != '\\'; }

// Eight at a time: a carry from one byte to the next can only make a plain one look otherwise next to one that is not.
bool all_plain(std::string_view text)
{
    constexpr std::uint64_t ones = 0x0101010101010101u, highs = ones << 7;
    auto const* at = text.data();
    auto const* const end = at + text.size();
    auto const zero_bytes = [](std::uint64_t word) { return (word - ones) & ~word; };
    for (; end - at >= 8; at += 8) {
        std::uint64_t word;
        std::memcpy(&word, at, 8);
        auto const odd = word | (word - ones * ' ') | zero_bytes(word ^ ones * '"') | zero_bytes(word ^ ones * '\\');
        if (odd & highs)
            return false;
    }
    while (at != end && is_plain(*at))
        ++at;
    return at == end;
}

// Whether the character that ends before `end` may lack bytes: the parser takes what follows for them, whatever it is.
bool may_be_cut(std::string_view fragment, std::size_t end)
{
    for (std::size_t back = 1; back <= 3 && back <= end; ++back) {
        auto const byte = static_cast<unsigned char>(fragment[end - back]);
        if ((byte & 0xC0U) != 0x80U) // its first
            return back < (byte >= 0xF0 ? 4U : byte >= 0xE0 ? 3U : byte >= 0xC0 ? 2U : 1U);
    }
    return true;
}

// After `fragment`: the plain characters the parser must still see before neither an escape nor a character of several
// bytes can be in the making. `owed` is what it was before.
std::size_t owed_after(std::string_view fragment, std::size_t owed)
{
    constexpr std::size_t escape = 6; // "\u00e9", and one more: after half of a surrogate pair that is an error
    for (std::size_t plain = 0; plain < escape; ++plain) {
        if (plain == fragment.size())
            return owed - std::min(owed, plain);
        auto const c = fragment[fragment.size() - 1 - plain];
        if (is_plain(c))
            continue;
        if (c == '\\')
            return plain == 0 || fragment[fragment.size() - plain] == 'u' ? escape - plain : 0;
        auto const end = fragment.size() - plain - (c == '"' ? 1 : 0);
        constexpr std::size_t character = 3; // bytes that follow its first
        if (end == 0 ? owed > 0 : static_cast<unsigned char>(fragment[end - 1]) >= 0x80 && may_be_cut(fragment, end))
            return character - std::min(character, plain);
        return c == '"' || plain > 0 ? 0 : 1;
    }
    return 0;
}

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

} // namespace

/// What the tolerant reader finds, to the same parser and writer.
class json_feed::second_reading final : public tolerant::sink {
public:
    explicit second_reading(json_feed& of) : of_(of), reader_(*this) { }

    void start()
    {
        left_out_.clear();
        restart();
        reader_.start(of_.tolerance_, of_.to_.takes_list());
        active_ = true;
    }
    void stop() noexcept
    {
        active_ = false;
        left_out_.clear();
    }
    [[nodiscard]] bool active() const noexcept { return active_; }
    [[nodiscard]] bool undecided() const noexcept { return active_ && reader_.undecided(); }
    [[nodiscard]] std::vector<applied_repair> const& left_out() const noexcept { return left_out_; }

    void read() { reader_.read(so_far()); }
    void finish(bool clean) { reader_.finish(so_far(), clean); }

private:
    [[nodiscard]] std::string_view so_far() const { return of_.text_().substr(0, of_.bytes_); }

    void restart()
    {
        if (of_.renew_)
            of_.renew_();
        of_.to_.restart(of_.tolerance_);
        of_.parser_->reset();
        of_.parser_->handler().start();
        fresh_ = true;
    }
    void begin() override
    {
        if (!std::exchange(fresh_, false))
            restart();
        fresh_ = false;
    }
    bool emit(std::string_view json) override
    {
        boost::system::error_code failed;
        of_.parser_->write_some(true, json.data(), json.size(), failed);
        if (failed)
            of_.broken_off(failed);
        return !failed;
    }
    bool refuse(std::string why) override
    {
        of_.parser_->handler().refuse(std::move(why));
        return emit("null");
    }
    void at(std::size_t offset, std::size_t size) override { of_.to_.source(offset, so_far().substr(offset, size)); }
    void repaired(applied_repair what) override { of_.to_.repaired(std::move(what)); }
    void left_out(applied_repair what) override
    {
        if (left_out_.size() < of_.limits_.max_repairs)
            left_out_.push_back(std::move(what));
    }
    bool knows(std::string_view key) override { return of_.to_.knows(key); }
    std::string_view member(std::string_view raw) override { return of_.to_.member_name(raw); }
    bool good() override { return of_.to_.done() && !of_.to_.broken(); }
    void fail(std::string why) override { of_.to_.fail(rule::syntax, std::move(why)); }

    json_feed& of_;
    tolerant::reader reader_;
    std::vector<applied_repair> left_out_;
    bool active_ = false;
    bool fresh_ = true; ///< nothing was read into the writer since it was started
};

json_feed::json_feed(writer& to, limits how) : limits_(how), to_(to), parser_(std::make_unique<parser>(strict(how), to))
{
}

json_feed::~json_feed() = default;

void json_feed::tolerate(tolerance how, std::function<std::string_view()> text, std::function<void()> renew)
{
    tolerance_ = how;
    text_ = std::move(text);
    renew_ = std::move(renew);
}

void json_feed::start()
{
    if (again_)
        again_->stop();
    parser_->reset();
    parser_->handler().start();
    bytes_ = 0;
    owed_ = 0;
    over_ = false;
}

void json_feed::read_again()
{
    over_ = true;
    if (!again_)
        again_ = std::make_unique<second_reading>(*this);
    again_->start();
}

void json_feed::broken_off(boost::system::error_code const& why)
{
    if (why == json::error::too_deep)
        to_.fail(rule::limit, "is nested deeper than " + std::to_string(limits_.max_depth) + " levels");
    else if (again_ && again_->active())
        to_.fail(rule::syntax, "is not JSON: " + why.message());
    else
        to_.fail(rule::syntax, "is not JSON at byte " + std::to_string(bytes_) + ": " + why.message());
}

void json_feed::feed(std::string_view fragment)
{
    auto const all = bytes_ + fragment.size();
    // Boost.JSON before 1.82 overruns a buffer of 4096 bytes when more follows an escape that was cut.
    constexpr std::size_t slice = 2048;
    while (!fragment.empty() && !over_) {
        if (all > limits_.max_bytes) {
            too_large(all);
            return;
        }
        if (to_.done() && parser_->done()) {
            bytes_ += fragment.size();
            while (!fragment.empty() && is_space(fragment.front()))
                fragment.remove_prefix(1);
            if (!fragment.empty()) {
                over_ = true;
                to_.fail(rule::syntax,
                    "is followed by text that does not belong to it, at byte "
                        + std::to_string(bytes_ - fragment.size()));
            }
            break;
        }
        auto const piece = fragment.substr(0, slice);
        // Plain characters inside a string change nothing in the parser: what most fragments of an answer are.
        if (owed_ == 0 && parser_->handler().in_text() && all_plain(piece)) {
            bytes_ += piece.size();
            fragment.remove_prefix(piece.size());
            to_.text_part(piece);
            continue;
        }
        boost::system::error_code failed;
        owed_ = owed_after(piece, owed_);
        auto const taken = parser_->write_some(true, piece.data(), piece.size(), failed);
        bytes_ += taken;
        fragment.remove_prefix(taken);
        if (failed) {
            over_ = true;
            broken_off(failed);
        }
    }
    if (over_ || to_.deviated())
        not_to_the_letter(all);
}

void json_feed::too_large(std::size_t all)
{
    over_ = true;
    bytes_ = all;
    to_.fail(rule::limit, "is larger than " + std::to_string(limits_.max_bytes) + " bytes");
}

void json_feed::not_to_the_letter(std::size_t all)
{
    bool const again = again_ && again_->active();
    if (tolerance_ == tolerance::strict || (!again && all > limits_.max_bytes))
        return;
    if (all > limits_.max_bytes) {
        again_->stop();
        too_large(all);
        return;
    }
    bytes_ = all;
    if (!again)
        read_again();
    again_->read();
}

void json_feed::finish(bool clean)
{
    if (again_ && again_->active()) {
        again_->finish(clean);
        return;
    }
    if (over_)
        return;
    over_ = true;
    boost::system::error_code failed;
    if (!parser_->done())
        parser_->write_some(false, nullptr, 0, failed);
    bool const whole = !failed && to_.done();
    if (whole && !to_.deviated())
        return;
    if (clean && tolerance_ != tolerance::strict) {
        read_again();
        again_->finish(clean);
    } else if (!whole) {
        to_.fail(rule::syntax,
            bytes_ == 0 ? std::string("is empty") : "ends at byte " + std::to_string(bytes_) + ", before it is whole");
    }
}

bool json_feed::undecided() const noexcept { return again_ && again_->undecided(); }

std::vector<applied_repair> json_feed::repairs() const
{
    auto all = to_.repairs();
    if (again_)
        all.insert(all.end(), again_->left_out().begin(), again_->left_out().end());
    std::ranges::stable_sort(all, {}, &applied_repair::offset);
    return all;
}

} // namespace coax::binder
