// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "sse/event.hpp"
#include "sse/limits.hpp"

#include <coax/errc.hpp>

#include <boost/system/error_code.hpp>

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

namespace coax::sse {

/// Bytes in, events out, by the WHATWG event-stream rules, at any cut. An event that lies wholly in the bytes of
/// one `feed` is handed out without a copy; only what a cut splits is carried over, in buffers that are reused.
///
/// Two things differ from a browser, because answers of models are not to be lost: a last event without its blank
/// line is handed out by `finish`, and lines in no known field are kept for whoever has to explain them.
class parser {
public:
    parser() = default;
    explicit parser(limits bounds) : limits_(bounds) { }

    /// Calls `on_event(event const&)` for each event that `bytes` completes.
    /// Returns `errc::response_too_large` once a limit is passed; nothing more comes out then.
    template <class F>
    boost::system::error_code feed(std::string_view bytes, F&& on_event)
    {
        consume(bytes, handler(on_event));
        return error_;
    }

    /// The stream has ended; hands out an event whose closing blank line is missing.
    template <class F>
    boost::system::error_code finish(F&& on_event)
    {
        close(handler(on_event));
        return error_;
    }

    /// Lines in no known field, joined with LF: the beginning of them, if there were many.
    [[nodiscard]] std::string_view stray() const noexcept { return stray_; }

    /// The reconnection time the stream asked for.
    [[nodiscard]] std::optional<std::chrono::milliseconds> retry() const noexcept { return retry_; }

private:
    // Borrows a callable; std::function would allocate.
    class handler {
    public:
        template <class F>
        explicit handler(F& f)
            : object_(const_cast<void*>(static_cast<void const*>(&f))),
              call_([](void* object, event const& e) { (*static_cast<F*>(object))(e); })
        {
        }
        void operator()(event const& e) const { call_(object_, e); }

    private:
        void* object_;
        void (*call_)(void*, event const&);
    };

    void consume(std::string_view bytes, handler on_event);
    void close(handler on_event);
    void on_line(std::string_view line, bool carried, handler on_event);
    void on_data(std::string_view value, bool carried);
    void on_other_field(std::string_view line, bool carried);
    void dispatch(handler on_event);
    void keep_event();

    limits limits_;
    boost::system::error_code error_;
    bool first_line_ = true; // a byte order mark may stand before it
    bool after_cr_ = false; // a LF that comes next belongs to the CR that ended the last bytes

    std::string line_; // the beginning of a line that a cut has split

    // The event so far: views into the bytes fed now, or into the buffers beside them.
    std::string_view type_;
    std::string_view data_;
    std::size_t data_lines_ = 0;
    bool data_is_ours_ = true;
    bool type_is_ours_ = true;
    std::string type_buffer_;
    std::string data_buffer_;

    std::string id_;
    std::string stray_;
    std::optional<std::chrono::milliseconds> retry_;
};

} // namespace coax::sse
