// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "repair/json_feed.hpp"

#include "repair/reader.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace coax::repair {

/// Passes what the repairing reader writes to the same parser and builder.
class json_feed::second_reading final : public sink {
public:
    explicit second_reading(json_feed& of) : of_(of), reader_(*this) { }

    void start()
    {
        left_out_.clear();
        seen_ = 0;
        restart();
        reader_.start(of_.tolerance_, of_.to_.hints().takes_list());
        active_ = true;
    }
    void stop() noexcept
    {
        active_ = false;
        left_out_.clear();
    }
    [[nodiscard]] bool active() const noexcept { return active_; }
    [[nodiscard]] bool undecided() const noexcept { return active_ && reader_.undecided(); }
    [[nodiscard]] bool goes_on() { return reader_.continues_behind(so_far()); }
    [[nodiscard]] std::vector<applied_repair> const& left_out() const noexcept { return left_out_; }
    [[nodiscard]] std::string_view strict_text() const noexcept { return strict_; }

    [[nodiscard]] bool behind() const noexcept { return active_ && seen_ < of_.bytes_; }

    std::size_t read()
    {
        auto const size = std::min(of_.bytes_ - seen_, of_.step_);
        seen_ += size;
        reader_.read(so_far());
        return size;
    }
    void finish(bool clean)
    {
        seen_ = of_.bytes_;
        reader_.finish(so_far(), clean);
    }

private:
    [[nodiscard]] std::string_view so_far() { return text_ = of_.text_().substr(0, seen_); }

    void restart()
    {
        if (of_.renew_)
            of_.renew_();
        of_.to_.restart(of_.tolerance_);
        of_.parser_.start();
        strict_.clear();
        ++of_.readings_;
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
        if (of_.keep_strict_)
            strict_ += json;
        if (of_.parser_.feed(json))
            return true;
        of_.report_problem();
        return false;
    }
    bool refuse(std::string why) override
    {
        if (!of_.parser_.skip_value()) {
            of_.report_problem();
            return false;
        }
        of_.to_.refuse(std::move(why));
        return true;
    }
    void at(std::size_t offset, std::size_t size) override
    {
        of_.to_.set_source({text_.substr(offset, size), offset, size});
    }
    void repaired(applied_repair done) override { of_.to_.repaired(std::move(done)); }
    void left_out(applied_repair done) override
    {
        if (left_out_.size() < of_.limits_.max_repairs)
            left_out_.push_back(std::move(done));
    }
    void all_left_out(applied_repair done) override
    {
        left_out_.clear();
        left_out(std::move(done));
    }
    bool can_forget() override { return !of_.to_.hands_out_items(); }
    bool may_stand_bare() override { return of_.to_.hints().may_be_scalar(); }
    bool knows(std::string_view key) override { return of_.to_.hints().knows(key); }
    key_status status_of_key(std::size_t up, std::string_view key) override
    {
        return of_.to_.hints().status_of_key(up, key);
    }
    bool takes_element(std::size_t up, char first) override
    {
        using namespace coax::detail;
        bool const digit = first == '-' || (first >= '0' && first <= '9');
        return of_.to_.hints().takes_element(up,
            first == '{'                       ? json_object
                : first == '[' || first == '(' ? json_array
                : digit                        ? json_number
                                               : json_string);
    }
    std::string_view member(std::string_view raw) override { return of_.to_.hints().member_name(raw); }
    bool close_rest(std::size_t offset) override { return of_.to_.close_rest(offset); }
    bool good() override { return of_.to_.done() && !of_.to_.broken(); }
    void fail(std::string why) override { of_.to_.fail(rule::syntax, std::move(why)); }

    json_feed& of_;
    reader reader_;
    std::string_view text_; ///< the text so far
    std::size_t seen_ = 0; ///< bytes of it that were read again
    std::string strict_; ///< what it was repaired to
    std::vector<applied_repair> left_out_;
    bool active_ = false;
    bool fresh_ = true; ///< nothing was read into the builder since it was started
};

json_feed::json_feed(bind::value_builder& to, bind::limits limits)
    : limits_(limits),
      to_(to),
      parser_(to, limits.max_depth)
{
}

json_feed::~json_feed() = default;

void json_feed::tolerate(tolerance level, std::function<std::string_view()> text, std::function<void()> renew)
{
    tolerance_ = level;
    text_ = std::move(text);
    renew_ = std::move(renew);
}

void json_feed::start()
{
    if (again_)
        again_->stop();
    parser_.start();
    bytes_ = 0;
    ++readings_;
    over_ = false;
}

void json_feed::read_again()
{
    over_ = true;
    if (!again_)
        again_ = std::make_unique<second_reading>(*this);
    again_->start();
}

void json_feed::report_problem()
{
    // The parser's offsets are into the repaired text, not into the answer.
    auto const offset = again_ && again_->active() ? "" : " at byte " + std::to_string(parser_.bytes());
    switch (parser_.found()) {
    case json::answer_parser::problem::too_deep:
        to_.fail(rule::limit, "is nested deeper than " + std::to_string(limits_.max_depth) + " levels");
        break;
    case json::answer_parser::problem::more_text:
        to_.fail(rule::syntax, "is followed by text that does not belong to it" + (offset.empty() ? "" : "," + offset));
        break;
    case json::answer_parser::problem::escape:
        to_.fail(rule::syntax, "is not JSON" + offset + ": no such escape");
        break;
    case json::answer_parser::problem::exponent:
        to_.fail(rule::syntax, "has a number" + offset + " whose exponent is too large");
        break;
    default:
        to_.fail(rule::syntax, "is not JSON" + offset + ": syntax error");
    }
}

void json_feed::feed(std::string_view fragment)
{
    auto const all = bytes_ + fragment.size();
    if (!over_ && !fragment.empty()) {
        if (all > limits_.max_bytes) {
            too_large(all);
            return;
        }
        over_ = !parser_.feed(fragment);
        bytes_ = parser_.bytes();
        if (over_)
            report_problem();
    }
    if (over_ || to_.deviated())
        read_with_repairs(all);
}

void json_feed::too_large(std::size_t all)
{
    over_ = true;
    bytes_ = all;
    to_.fail(rule::limit, "is larger than " + std::to_string(limits_.max_bytes) + " bytes");
}

void json_feed::read_with_repairs(std::size_t all)
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
    bool const whole = parser_.finish(clean);
    if (whole && !to_.deviated())
        return;
    bool const wrong = parser_.found() != json::answer_parser::problem::none; // in a number at the end
    if (!whole && !wrong && !clean && tolerance_ != tolerance::strict && to_.close_rest(bytes_))
        return;
    if (wrong)
        report_problem();
    if ((clean || wrong) && tolerance_ != tolerance::strict) {
        read_again();
        if (bytes_ <= step_)
            again_->finish(clean);
    } else if (!whole && !wrong) {
        to_.fail(rule::syntax,
            bytes_ == 0 ? std::string("is empty") : "ends at byte " + std::to_string(bytes_) + ", before it is whole");
    }
}

bool json_feed::behind() const noexcept { return again_ && again_->behind(); }

std::size_t json_feed::catch_up() { return again_->read(); }

bool json_feed::undecided() const noexcept { return again_ && again_->undecided(); }

std::string_view json_feed::strict_text() const
{
    if (again_ && again_->active())
        return again_->strict_text();
    return text_ ? text_().substr(0, bytes_) : std::string_view();
}

bool json_feed::goes_on() const { return again_ && again_->active() && again_->goes_on(); }

std::vector<applied_repair> json_feed::repairs() const
{
    auto all = to_.repairs();
    if (again_)
        all.insert(all.end(), again_->left_out().begin(), again_->left_out().end());
    std::ranges::stable_sort(all, {}, &applied_repair::offset);
    return all;
}

} // namespace coax::repair
