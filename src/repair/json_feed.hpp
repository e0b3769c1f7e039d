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

/// JSON text in fragments cut anywhere, to a builder by way of a parser. What is not JSON becomes a violation of the
/// builder's.
///
/// With a tolerance, a text that is not to the letter what it should be is read again from its beginning, once, by
/// `reader`, into the same builder; so one that is pays nothing for it.
class json_feed {
public:
    explicit json_feed(bind::value_builder& to, bind::limits limits = {});
    ~json_feed();

    /// How documents are read from the next `start` on. `text` gives what was fed since then, and perhaps more; `renew`
    /// makes the value afresh, if it can be.
    void tolerate(tolerance level, std::function<std::string_view()> text, std::function<void()> renew = {});

    /// Begins a new document; the builder is started by its owner.
    void start();

    /// From now on the tolerant reader goes through a text that it begins again in steps of at most so many bytes, one
    /// for each `feed` or `catch_up`.
    void bound_steps(std::size_t bytes) noexcept { step_ = bytes; }
    /// Text that was fed waits for the tolerant reader: what the builder shows is not up to date.
    [[nodiscard]] bool behind() const noexcept;
    /// One step; returns its bytes.
    std::size_t catch_up();

    /// White space after the value is taken; anything else there is a violation.
    void feed(std::string_view fragment);

    /// No more will come: a value that is not whole by now is a violation, which says where it ends. `clean`: the model
    /// ended by itself; brackets that are missing then were forgotten.
    /// With bounded steps the text may have to be read again: then it is `behind`, and is finished once more after
    /// that.
    void finish(bool clean = false);

    /// What has been read may yet turn out not to be the answer; broken rules are then not the last word.
    [[nodiscard]] bool undecided() const noexcept;
    /// Behind a value that is whole came something else than white space or the end of a fence.
    [[nodiscard]] bool goes_on() const;
    /// What was read although it was not as it should be, in the order of the text.
    [[nodiscard]] std::vector<applied_repair> repairs() const;

    /// From now on `strict_text` is kept for documents that are read with a tolerance.
    void keep_strict_text() noexcept { keep_strict_ = true; }
    /// The document so far: as it came, or what the tolerant reader made of it. Needs `tolerate` and
    /// `keep_strict_text`.
    [[nodiscard]] std::string_view strict_text() const;
    /// Rises when the document, or its reading with a tolerance, begins again: then `strict_text` is another text.
    [[nodiscard]] unsigned readings() const noexcept { return readings_; }

    /// Bytes taken in since `start`.
    [[nodiscard]] std::size_t bytes() const noexcept { return bytes_; }

private:
    class second_reading;

    void not_to_the_letter(std::size_t all);
    void too_large(std::size_t all);
    void read_again();
    void broken_off();

    bind::limits limits_;
    bind::value_builder& to_;
    json::answer_parser parser_;
    std::size_t bytes_ = 0;
    unsigned readings_ = 0;
    std::size_t step_ = std::string_view::npos;
    bool over_ = false; ///< no further byte is looked at in this way
    bool keep_strict_ = false;
    tolerance tolerance_ = tolerance::strict;
    std::function<std::string_view()> text_;
    std::function<void()> renew_;
    std::unique_ptr<second_reading> again_;
};

} // namespace coax::repair
