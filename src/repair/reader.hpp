// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "repair/answer_choice.hpp"
#include "repair/candidate_writer.hpp"
#include "repair/sink.hpp"
#include "repair/text_cursor.hpp"
#include "repair/value_reader.hpp"

#include <coax/tolerance.hpp>

#include <cstddef>
#include <string_view>

namespace coax::repair {

/// Finds the value in an answer as a model wrote it, and passes it on as strict JSON while it arrives. This class reads
/// what is around values: words, fences, thinking; `value_reader` reads the values.
///
/// Each byte is read once. Where the meaning of a quote, a comma or a bare word depends on what follows, the reader
/// looks ahead, and waits for more text if it has to. So the result depends on the text alone, and not on how it was
/// cut.
class reader {
public:
    explicit reader(sink& to) noexcept;
    reader(reader const&) = delete;
    reader& operator=(reader const&) = delete;

    /// `list_at_root`: an array may be the value, too.
    void start(tolerance level, bool list_at_root);
    /// `text` is the whole text so far; reading goes on where it stopped.
    void read(std::string_view text);
    /// No more will come. `clean`: the model ended by itself, it was not cut off.
    void finish(std::string_view text, bool clean);

    /// What has been read may still turn out not to be the answer.
    [[nodiscard]] bool undecided() const noexcept { return choice_.undecided(); }
    /// There is an answer, and more than white space or the end of a fence is behind it in `text`, the whole text.
    [[nodiscard]] bool continues_behind(std::string_view text) const noexcept;

private:
    using kind = applied_repair::kind;

    void run();
    bool outside();
    verdict behind_answer();
    void continues_behind_answer();
    verdict whole_text();
    bool bare_root(bool clean);
    void open_thinking(std::size_t end);
    bool thinking();
    bool fence();

    sink& to_;
    text_cursor text_;
    candidate_writer writer_;
    answer_choice choice_;
    value_reader value_;
    std::size_t thinking_ = 0; ///< where thinking begins
    bool list_at_root_ = false;
    bool no_root_text_ = false; ///< the answer is not one string
};

} // namespace coax::repair
