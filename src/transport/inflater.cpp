// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "transport/inflater.hpp"

#include <zlib.h>

#include <algorithm>
#include <new>

namespace coax::transport {

namespace {

constexpr std::size_t piece_size = 16 * 1024;
constexpr int window = 15;

bool same_name(std::string_view text, std::string_view lower) noexcept
{
    return std::equal(text.begin(), text.end(), lower.begin(), lower.end(),
        [](char a, char b) { return (a >= 'A' && a <= 'Z' ? static_cast<char>(a + ('a' - 'A')) : a) == b; });
}

} // namespace

content_coding coding_of(std::string_view content_encoding) noexcept
{
    auto found = content_coding::none;
    while (!content_encoding.empty()) {
        auto const comma = std::min(content_encoding.find(','), content_encoding.size());
        auto name = content_encoding.substr(0, comma);
        content_encoding.remove_prefix(std::min(comma + 1, content_encoding.size()));
        while (!name.empty() && (name.front() == ' ' || name.front() == '\t'))
            name.remove_prefix(1);
        while (!name.empty() && (name.back() == ' ' || name.back() == '\t'))
            name.remove_suffix(1);
        if (name.empty() || same_name(name, "identity"))
            continue;
        if (found != content_coding::none) // two codings
            return content_coding::unknown;
        found = same_name(name, "gzip") || same_name(name, "x-gzip") ? content_coding::gzip
            : same_name(name, "deflate")                             ? content_coding::deflate
                                                                     : content_coding::unknown;
    }
    return found;
}

class inflater::impl {
public:
    impl(content_coding from, std::uint64_t limit) : left_(limit), gzip_(from == content_coding::gzip)
    {
        if (inflateInit2(&zlib_, gzip_ ? window + 16 : window) != Z_OK)
            throw std::bad_alloc();
    }
    impl(impl const&) = delete;
    impl& operator=(impl const&) = delete;
    ~impl() { inflateEnd(&zlib_); }

    std::string_view read();

    std::string_view input;
    bool done = false;
    fault broken = fault::none;

private:
    bool next_member();
    bool try_without_header();

    z_stream zlib_{};
    std::string out_;
    std::uint64_t left_; // of the limit
    std::string start_; // the first two bytes of a deflate body, which may have no header
    bool const gzip_;
    bool raw_ = false;
};

std::string_view inflater::impl::read()
{
    out_.resize(piece_size);
    zlib_.next_out = reinterpret_cast<Bytef*>(out_.data());
    zlib_.avail_out = piece_size;
    while (broken == fault::none && zlib_.avail_out != 0) {
        if (done && !next_member())
            break;
        auto const size = static_cast<uInt>(std::min<std::size_t>(input.size(), 1U << 30));
        zlib_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(input.data()));
        zlib_.avail_in = size;
        auto const before = input;
        auto const result = inflate(&zlib_, Z_SYNC_FLUSH);
        input.remove_prefix(size - zlib_.avail_in);
        if (!gzip_ && !raw_ && start_.size() < 2)
            start_.append(before.substr(0, std::min(before.size() - input.size(), 2 - start_.size())));
        if (result == Z_STREAM_END)
            done = true;
        else if (result == Z_DATA_ERROR && try_without_header())
            continue;
        else if (result == Z_MEM_ERROR)
            throw std::bad_alloc();
        else if (result == Z_DATA_ERROR || result == Z_NEED_DICT || result == Z_STREAM_ERROR)
            broken = fault::broken;
        else if (result == Z_BUF_ERROR || (input.empty() && zlib_.avail_out != 0))
            break;
    }
    auto size = piece_size - zlib_.avail_out;
    if (size > left_) {
        size = static_cast<std::size_t>(left_);
        broken = fault::too_large;
    }
    left_ -= size;
    return std::string_view(out_).substr(0, size);
}

// Another gzip member may follow the end of one, with zeros between them. Returns true if there is more to inflate.
bool inflater::impl::next_member()
{
    if (!gzip_) {
        if (!input.empty())
            broken = fault::broken;
        return false;
    }
    input.remove_prefix(std::min(input.find_first_not_of('\0'), input.size()));
    if (input.empty())
        return false;
    done = false;
    inflateReset(&zlib_);
    return true;
}

// "deflate" means zlib's format; some servers send the format without its header.
bool inflater::impl::try_without_header()
{
    if (gzip_ || raw_ || zlib_.total_out != 0 || zlib_.total_in > 2)
        return false;
    raw_ = true;
    if (inflateReset2(&zlib_, -window) != Z_OK)
        return false;
    zlib_.next_in = reinterpret_cast<Bytef*>(start_.data());
    zlib_.avail_in = static_cast<uInt>(start_.size());
    auto const result = inflate(&zlib_, Z_SYNC_FLUSH);
    done = result == Z_STREAM_END;
    return result == Z_OK || result == Z_BUF_ERROR || done;
}

inflater::inflater(content_coding from, std::uint64_t limit) : impl_(std::make_unique<impl>(from, limit)) { }
inflater::~inflater() = default;
inflater::inflater(inflater&&) noexcept = default;
inflater& inflater::operator=(inflater&&) noexcept = default;

void inflater::input(std::string_view bytes) noexcept { impl_->input = bytes; }
std::string_view inflater::read() { return impl_->read(); }
bool inflater::done() const noexcept { return impl_->done; }
inflater::fault inflater::broken() const noexcept { return impl_->broken; }

} // namespace coax::transport
