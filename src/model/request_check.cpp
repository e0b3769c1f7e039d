// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "model/request_check.hpp"

#include "text/printable.hpp"

#include <coax/error.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace coax::model {

namespace {

void check_text(std::string_view words, std::string const& place)
{
    auto const bad = text::first_not_utf8(words);
    if (bad == words.npos)
        return;
    static constexpr std::string_view digits = "0123456789ABCDEF";
    auto const byte = static_cast<unsigned char>(words[bad]);
    throw error({errc::invalid_option,
        place + " is not UTF-8: byte " + std::to_string(bad) + " (0x" + digits[byte >> 4] + digits[byte & 15] + ") of "
            + std::to_string(words.size()) + " begins no character; convert the text before it is asked about"});
}

} // namespace

void check_prompt_text(request const& req)
{
    check_text(req.system(), "The system text");
    for (std::size_t t = 0; t < req.messages().size(); ++t) {
        auto const& message = req.messages()[t];
        auto const place = "/messages/" + std::to_string(t);
        check_text(message.text, "The text of message " + std::to_string(t) + " (" + place + ")");
        for (std::size_t a = 0; a < message.attachments.size(); ++a)
            check_text(message.attachments[a].name(), "The name of " + place + "/attachments/" + std::to_string(a));
    }
    for (auto const& one : req.stop())
        check_text(one, "A stop sequence");
}

} // namespace coax::model
