// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "bind/limits.hpp"
#include "bind/value_builder.hpp"
#include "json/answer_parser.hpp"

#include <coax/applied_repair.hpp>
#include <coax/tolerance.hpp>

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace coax::repair {

/// Feeds JSON text, in fragments cut anywhere, through a parser to a value builder. Text that is not JSON becomes a
/// violation.
///
/// With a tolerance, a text that breaks a rule or has an unknown key is read again from its beginning, once, by
/// `reader`, into the same builder. Any other text costs nothing more.
class json_feed {
public:
    explicit json_feed(bind::value_builder& to, bind::limits limits = {});
    ~json_feed();

    /// How documents are read from the next `start` on. `text` returns what was fed since then, and may return more.
    /// `renew` resets the value; without it the value is not reset.
    void tolerate(tolerance level, std::function<std::string_view()> text, std::function<void()> renew = {});

    /// Begins a new document; the builder is started by its owner.
    void start();

    /// From now on a text is read again in steps of at most so many bytes, one for each `feed` or `catch_up`.
    void bound_steps(std::size_t bytes) noexcept { step_ = bytes; }
    /// Some text that was fed has not been read again yet: the builder is not up to date.
    [[nodiscard]] bool behind() const noexcept;
    /// Reads one step, and returns its bytes.
    std::size_t catch_up();

    /// Anything but white space after the value is a violation.
    void feed(std::string_view fragment);

    /// No more will come: a value that is not complete is a violation, with the byte at which it ends. `clean`: the
    /// model ended by itself, so closing brackets that are missing are added.
    /// With bounded steps the text may have to be read again: then it is `behind`, and is finished again after that.
    void finish(bool clean = false);

    /// What has been read may still turn out not to be the answer: broken rules are not final.
    [[nodiscard]] bool undecided() const noexcept;
    /// Something other than white space or the end of a fence follows the complete value.
    [[nodiscard]] bool goes_on() const;
    /// The repairs, in the order of the text.
    [[nodiscard]] std::vector<applied_repair> repairs() const;

    /// From now on `strict_text` is kept for documents that are read with a tolerance.
    void keep_strict_text() noexcept { keep_strict_ = true; }
    /// The document so far as strict JSON: as it came, or as it was repaired. Needs `tolerate` and `keep_strict_text`.
    [[nodiscard]] std::string_view strict_text() const;
    /// Rises each time `strict_text` begins again: with a new document, and when a document is read again.
    [[nodiscard]] unsigned readings() const noexcept { return readings_; }

    /// Bytes fed since `start`.
    [[nodiscard]] std::size_t bytes() const noexcept { return bytes_; }

private:
    class second_reading;

    void read_with_repairs(std::size_t all);
    void too_large(std::size_t all);
    void read_again();
    void report_problem();

    bind::limits limits_;
    bind::value_builder& to_;
    json::answer_parser parser_;
    std::size_t bytes_ = 0;
    unsigned readings_ = 0;
    std::size_t step_ = std::string_view::npos;
    bool over_ = false; ///< the strict parser reads no further byte
    bool keep_strict_ = false;
    tolerance tolerance_ = tolerance::strict;
    std::function<std::string_view()> text_;
    std::function<void()> renew_;
    std::unique_ptr<second_reading> again_;
};

} // namespace coax::repair
