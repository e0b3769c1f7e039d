// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/errc.hpp>

#include <boost/system/error_code.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace coax::provider {

/// One frame of AWS's binary event stream. Views live until the next call.
struct aws_frame {
    struct header {
        std::string_view name;
        std::string_view value;
    };
    std::vector<header> headers; ///< those whose value is a string
    std::string_view payload;

    [[nodiscard]] std::string_view find(std::string_view name) const noexcept;
};

/// Bytes in, frames out, at any cut; both checksums of each frame are checked.
class aws_event_stream {
public:
    static constexpr std::size_t frame_at_most = 16 * 1024 * 1024;

    /// Calls `on_frame(aws_frame const&)` for each frame that `bytes` completes, while it returns true. Errors:
    /// `errc::protocol_error` for a frame that is damaged, `errc::response_too_large` for one over the limit; nothing
    /// more comes out then.
    template <class F>
    boost::system::error_code feed(std::string_view bytes, F&& on_frame)
    {
        held_.append(bytes);
        while (!error_ && next()) {
            auto const go_on = on_frame(static_cast<aws_frame const&>(frame_));
            at_ += size_;
            if (!go_on)
                break;
        }
        held_.erase(0, at_);
        at_ = 0;
        return error_;
    }

    /// Bytes of a frame that is not complete.
    [[nodiscard]] std::string_view rest() const noexcept { return held_; }

private:
    bool next();
    bool read_headers(std::string_view bytes);

    std::string held_;
    std::size_t at_ = 0; // where the next frame begins
    std::size_t size_ = 0; // of the frame in `frame_`
    aws_frame frame_;
    boost::system::error_code error_;
};

} // namespace coax::provider
