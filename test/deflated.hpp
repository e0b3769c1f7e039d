// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <zlib.h>

#include <string>
#include <string_view>

namespace coax::test {

/// The other side of an inflater. `window` is zlib's: 15 for its own format, 31 for gzip, -15 for neither.
class deflater {
public:
    explicit deflater(int window) { deflateInit2(&zlib_, 9, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY); }
    deflater(deflater const&) = delete;
    deflater& operator=(deflater const&) = delete;
    ~deflater() { deflateEnd(&zlib_); }

    std::string flushed(std::string_view text) { return put(text, Z_SYNC_FLUSH); }
    std::string last(std::string_view text) { return put(text, Z_FINISH); }

private:
    std::string put(std::string_view text, int flush)
    {
        zlib_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
        zlib_.avail_in = static_cast<uInt>(text.size());
        std::string out;
        do {
            char piece[4096];
            zlib_.next_out = reinterpret_cast<Bytef*>(piece);
            zlib_.avail_out = sizeof piece;
            deflate(&zlib_, flush);
            out.append(piece, sizeof piece - zlib_.avail_out);
        } while (zlib_.avail_out == 0);
        return out;
    }

    z_stream zlib_{};
};

inline std::string deflated(std::string_view text, int window) { return deflater(window).last(text); }

} // namespace coax::test
