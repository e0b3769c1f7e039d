// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/detail/config.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace coax {

/// What an attachment is.
enum class media_kind : std::uint8_t {
    image,
    document, ///< PDF
    audio,
};

/// An image, a PDF or a piece of sound that a message holds beside its text. Cheap to copy: copies share the bytes.
///
/// What a service takes of it, and how large, is checked before anything is sent: `errc::unsupported_request` and
/// `errc::request_too_large`, whose messages point at the attachment.
class attachment {
public:
    /// Bytes that `file` reads at most.
    static constexpr std::size_t max_file_bytes = 64 * 1024 * 1024;

    /// From memory. `media_type` is one of image/png, image/jpeg, image/gif, image/webp, application/pdf, audio/wav,
    /// audio/mpeg (or audio/mp3), audio/flac, audio/ogg, audio/aac, audio/aiff; else throws `errc::invalid_option`.
    COAX_DECL static attachment bytes(std::string content, std::string media_type);

    /// Reads the file now, blocking. The media type follows from the name's ending where it is not given. Throws
    /// `coax::error`: `errc::invalid_option` (it cannot be read, is empty, or its type is not known),
    /// `errc::request_too_large`.
    COAX_DECL static attachment file(std::string const& path, std::string media_type = {});

    /// What the provider is to fetch for itself: https://..., gs://... (Vertex), s3://... (Bedrock). The media type
    /// follows from the path's ending where it is not given, else `errc::invalid_option`.
    COAX_DECL static attachment url(std::string address, std::string media_type = {});

    /// What it is called towards the model; default the file's name, "document.pdf" or the like.
    attachment& name(std::string text)
    {
        name_ = std::move(text);
        return *this;
    }

    [[nodiscard]] media_kind kind() const noexcept { return kind_; }
    [[nodiscard]] std::string const& media_type() const noexcept { return media_type_; }
    [[nodiscard]] std::string const& name() const noexcept { return name_; }
    /// Empty where it is given by URL.
    [[nodiscard]] std::string_view content() const noexcept { return content_ ? *content_ : std::string_view(); }
    /// Empty where the bytes are given.
    [[nodiscard]] std::string const& address() const noexcept { return address_; }

private:
    COAX_DECL attachment(std::string media_type, std::string_view known_by);

    media_kind kind_ = media_kind::image;
    std::string media_type_;
    std::string name_;
    std::string address_;
    std::shared_ptr<std::string const> content_;
};

} // namespace coax
