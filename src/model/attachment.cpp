// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include <coax/attachment.hpp>

#include "text/ascii.hpp"

#include <coax/error.hpp>

#include <algorithm>
#include <array>
#include <fstream>
#include <utility>

namespace coax {

namespace {

struct known_type {
    std::string_view media_type;
    media_kind kind;
    std::array<std::string_view, 2> endings;
};

constexpr known_type known[] = {
    {"image/png", media_kind::image, {".png", ""}},
    {"image/jpeg", media_kind::image, {".jpg", ".jpeg"}},
    {"image/gif", media_kind::image, {".gif", ""}},
    {"image/webp", media_kind::image, {".webp", ""}},
    {"application/pdf", media_kind::document, {".pdf", ""}},
    {"audio/wav", media_kind::audio, {".wav", ""}},
    {"audio/mpeg", media_kind::audio, {".mp3", ""}},
    {"audio/flac", media_kind::audio, {".flac", ""}},
    {"audio/ogg", media_kind::audio, {".ogg", ".oga"}},
    {"audio/aac", media_kind::audio, {".aac", ""}},
    {"audio/aiff", media_kind::audio, {".aiff", ".aif"}},
};

// Names in use beside the registered ones.
constexpr std::pair<std::string_view, std::string_view> also_called[]
    = {{"image/jpg", "image/jpeg"}, {"audio/mp3", "audio/mpeg"}, {"audio/wave", "audio/wav"},
        {"audio/x-wav", "audio/wav"}, {"audio/vnd.wave", "audio/wav"}, {"audio/x-flac", "audio/flac"},
        {"audio/x-aac", "audio/aac"}, {"audio/x-aiff", "audio/aiff"}};

bool ends_with(std::string_view text, std::string_view ending)
{
    return !ending.empty() && text.size() > ending.size()
        && std::ranges::equal(text.substr(text.size() - ending.size()), ending, {}, text::lower);
}

std::string_view last_segment(std::string_view path) { return path.substr(path.find_last_of("/\\") + 1); }

known_type const& type_of(std::string_view media_type, std::string_view path)
{
    auto const other
        = std::ranges::find(also_called, media_type, &std::pair<std::string_view, std::string_view>::first);
    if (other != std::end(also_called))
        media_type = other->second;
    auto const found = std::ranges::find_if(known, [&](known_type const& one) {
        return media_type.empty() ? ends_with(path, one.endings[0]) || ends_with(path, one.endings[1])
                                  : one.media_type == media_type;
    });
    if (found == std::end(known))
        throw error({errc::invalid_option,
            media_type.empty()
                ? "the media type of \"" + std::string(path) + "\" does not follow from its ending: give it"
                : "\"" + std::string(media_type) + "\" is no media type that an attachment may have"});
    return *found;
}

} // namespace

attachment::attachment(std::string media_type, std::string_view known_by)
{
    auto const& type = type_of(media_type, known_by);
    kind_ = type.kind;
    media_type_ = type.media_type;
    name_ = last_segment(known_by);
    if (name_.empty()) {
        constexpr std::string_view names[] = {"image", "document", "audio"};
        name_.append(names[static_cast<std::size_t>(kind_)]).append(type.endings[0]);
    }
}

attachment attachment::bytes(std::string content, std::string media_type)
{
    if (media_type.empty() || content.empty())
        throw error({errc::invalid_option, "an attachment from bytes needs a media type and at least one byte"});
    attachment made(std::move(media_type), "");
    made.content_ = std::make_shared<std::string const>(std::move(content));
    return made;
}

attachment attachment::file(std::string const& path, std::string media_type)
{
    attachment made(std::move(media_type), path);
    std::ifstream in(path, std::ios::binary);
    std::string content;
    constexpr std::size_t step = 64 * 1024;
    while (in && content.size() <= max_file_bytes) {
        auto const had = content.size();
        content.resize(had + step);
        in.read(content.data() + had, step);
        content.resize(had + static_cast<std::size_t>(in.gcount()));
    }
    if (content.size() > max_file_bytes)
        throw error({errc::request_too_large,
            "the file \"" + path + "\" is over attachment::max_file_bytes, "
                + std::to_string(max_file_bytes / (1024 * 1024)) + " MiB"});
    if (content.empty())
        throw error({errc::invalid_option, "the file \"" + path + "\" cannot be read, or is empty"});
    made.content_ = std::make_shared<std::string const>(std::move(content));
    return made;
}

attachment attachment::url(std::string address, std::string media_type)
{
    auto const path = std::string_view(address).substr(0, address.find_first_of("?#"));
    auto const scheme = path.substr(0, path.find("://"));
    constexpr std::string_view schemes[] = {"https", "http", "gs", "s3"};
    if (scheme.size() == path.size() || std::ranges::find(schemes, scheme) == std::end(schemes))
        throw error({errc::invalid_option,
            "an attachment's URL begins with https://, http://, gs:// or s3://; for bytes, use attachment::bytes"});
    if (std::ranges::any_of(address, [](unsigned char c) { return c <= 0x20 || c >= 0x7F; }))
        throw error({errc::invalid_option, "an attachment's URL holds a character that must be percent-encoded"});
    attachment made(std::move(media_type), path);
    made.address_ = std::move(address);
    return made;
}

} // namespace coax
