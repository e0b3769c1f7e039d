// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/errc.hpp>

#include <boost/system/error_code.hpp>

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

namespace coax::sse {

/// One event. Its views are into the parser or the bytes it was fed, and valid during the call only.
struct event {
    std::string_view type; ///< "" without an `event:` line (WHATWG: "message")
    std::string_view data;
    std::string_view id; ///< last event id
};

/// Limits of the memory that one stream may use.
struct limits {
    std::size_t line = 8 * 1024 * 1024; ///< bytes of one line: services send complete answers in one
    std::size_t event = 16 * 1024 * 1024; ///< bytes of one event's data, all lines together
    std::size_t stray = 4 * 1024; ///< bytes kept of lines without a known field; the rest is dropped
};

/// Parses server-sent events by the rules of WHATWG, from bytes that are cut anywhere. An event that is completely in
/// the bytes of one `feed` is passed on without a copy. Only an event that is cut is copied, to buffers that are
/// reused.
///
/// Two things differ from a browser, so that no answer of a model is lost: `finish` passes on a last event without its
/// blank line, and lines without a known field are kept for error messages.
class parser {
public:
    parser() = default;
    explicit parser(limits bounds) : limits_(bounds) { }

    /// Calls `on_event(event const&)` for each event that `bytes` completes.
    /// Returns `errc::response_too_large` once a limit is exceeded; after that it passes on no event.
    template <class F>
    boost::system::error_code feed(std::string_view bytes, F&& on_event)
    {
        consume(bytes, handler(on_event));
        return error_;
    }

    /// The stream has ended. Passes on an event whose blank line at the end is missing.
    template <class F>
    boost::system::error_code finish(F&& on_event)
    {
        close(handler(on_event));
        return error_;
    }

    /// Lines without a known field, joined with LF, up to a limit.
    [[nodiscard]] std::string_view stray() const noexcept { return stray_; }

    /// The reconnection time that the stream has set.
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
    void on_field(std::string_view line, bool carried);
    void dispatch(handler on_event);
    void keep_event();

    limits limits_;
    boost::system::error_code error_;
    bool first_line_ = true; // a byte order mark may precede it
    bool after_cr_ = false; // the last bytes ended with CR, so a LF at the front belongs to it

    std::string line_; // the beginning of a line that is cut

    // The event so far: views into the bytes fed now, or into the buffers beside them.
    std::string_view type_;
    std::string_view data_;
    std::size_t data_lines_ = 0;
    bool data_is_owned_ = true;
    bool type_is_owned_ = true;
    std::string type_buffer_;
    std::string data_buffer_;

    std::string id_;
    std::string stray_;
    std::optional<std::chrono::milliseconds> retry_;
};

} // namespace coax::sse
