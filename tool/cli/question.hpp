// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/request.hpp>

#include <CLI/CLI.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace coax::cli {

/// The options of one question: its texts, its attachments and its limits.
class question {
public:
    void add_to(CLI::App& verb);
    /// The words of the question, as arguments: text, or files and URLs of images, PDFs and sound.
    void add_words_to(CLI::App& verb);

    /// The request for the words given, and for the standard input where that is no terminal. Throws `usage_error`.
    [[nodiscard]] request ask() const;
    /// The request for a prompt of its own.
    [[nodiscard]] request ask(std::string prompt) const;

private:
    std::vector<std::string> words_;
    std::vector<std::string> attachments_;
    std::string system_;
    std::optional<std::uint32_t> max_tokens_;
    std::optional<std::uint32_t> max_reasks_;
    std::optional<double> temperature_;
    std::optional<std::int64_t> seed_;
    std::optional<double> timeout_;
    std::string extra_;
    bool whole_ = false;
};

} // namespace coax::cli
