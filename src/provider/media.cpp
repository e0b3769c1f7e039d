// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/media.hpp"

#include "text/base64.hpp"

#include <coax/error.hpp>

namespace coax::provider {

namespace {

bool lists(std::string_view words, std::string_view word)
{
    while (!words.empty()) {
        auto const end = words.find(' ');
        if (words.substr(0, end) == word)
            return true;
        words.remove_prefix(end == words.npos ? words.size() : end + 1);
    }
    return false;
}

struct kind_rule {
    media_rule const& rule;
    std::string_view name;
};

kind_rule rule_for(media_rules const& rules, media_kind kind)
{
    switch (kind) {
    case media_kind::image:
        return {rules.image, "images"};
    case media_kind::document:
        return {rules.document, "documents"};
    default:
        return {rules.audio, "sounds"};
    }
}

std::string with_size(std::string_view words, std::size_t is, std::size_t most)
{
    return std::string(words) + ": it has " + std::to_string(is) + " bytes as it is sent, and the limit is "
        + std::to_string(most);
}

std::string why_not(media_rule const& rule, attachment const& file)
{
    if (rule.types.empty())
        return "takes none of its kind";
    if (!lists(rule.types, file.media_type()))
        return "takes only " + std::string(rule.types);
    if (file.address().empty())
        return rule.bytes ? "" : "takes it by URL only";
    auto const scheme = file.address().substr(0, file.address().find(':'));
    if (rule.schemes.empty())
        return "does not fetch URLs: give it the bytes";
    return lists(rule.schemes, scheme) ? "" : "fetches no " + scheme + " URL";
}

} // namespace

void check_media(std::string_view service, coax::request const& request, media_rules const& rules)
{
    std::size_t counts[3] = {}; // by kind
    for (std::size_t t = 0; t < request.messages().size(); ++t) {
        auto const& attachments = request.messages()[t].attachments;
        for (std::size_t a = 0; a < attachments.size(); ++a) {
            auto const& one = attachments[a];
            auto const here = "/messages/" + std::to_string(t) + "/attachments/" + std::to_string(a) + " ("
                + one.media_type() + ", \"" + one.name() + "\"): " + std::string(service) + " ";
            auto const [rule, name] = rule_for(rules, one.kind());
            if (auto const words = why_not(rule, one); !words.empty())
                throw error({errc::unsupported_request, here + words});
            if (auto const size = text::base64_size(one.content().size()); rule.max_bytes != 0 && size > rule.max_bytes)
                throw error({errc::request_too_large, with_size(here + "would refuse it", size, rule.max_bytes)});
            if (++counts[static_cast<std::size_t>(one.kind())] > rule.max_count && rule.max_count != 0)
                throw error({errc::request_too_large,
                    here + "takes at most " + std::to_string(rule.max_count) + " " + std::string(name)
                        + " in a request"});
        }
    }
}

std::string url_of(attachment const& file)
{
    if (!file.address().empty())
        return file.address();
    return "data:" + file.media_type() + ";base64," + text::to_base64(file.content());
}

} // namespace coax::provider
