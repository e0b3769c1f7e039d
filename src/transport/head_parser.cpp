// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "transport/head_parser.hpp"

#include <boost/beast/http/basic_parser.hpp>

#include <algorithm>

namespace coax::transport {

namespace beast = boost::beast;

// Beast reads the head; the body is body_decoder's, because Beast's parser costs more per chunk than TLS does.
class head_parser::machine final : public beast::http::basic_parser<false> {
public:
    explicit machine(std::size_t max_bytes, http::response_head& into) : into_(into)
    {
        header_limit(static_cast<std::uint32_t>(std::min<std::size_t>(max_bytes, 1u << 30)));
        body_limit(boost::none);
    }

private:
    using error_code = beast::error_code;
    using string_view = beast::string_view;

    void on_request_impl(beast::http::verb, string_view, string_view, int, error_code&) override { }
    void on_response_impl(int code, string_view, int, error_code&) override { into_.status = code; }
    void on_field_impl(beast::http::field, string_view name, string_view value, error_code&) override
    {
        into_.headers.push_back({std::string(name), std::string(value)});
    }
    void on_header_impl(error_code&) override { }
    void on_body_init_impl(boost::optional<std::uint64_t> const&, error_code&) override { }
    std::size_t on_body_impl(string_view, error_code&) override { return 0; }
    void on_chunk_header_impl(std::uint64_t, string_view, error_code&) override { }
    std::size_t on_chunk_body_impl(std::uint64_t, string_view, error_code&) override { return 0; }
    void on_finish_impl(error_code&) override { }

    http::response_head& into_;
};

head_parser::head_parser(std::size_t max_bytes, bool to_connect) : max_bytes_(max_bytes), to_connect_(to_connect) { }
head_parser::~head_parser() = default;

head_parser::outcome head_parser::parse(std::string_view bytes, std::size_t& taken)
{
    taken = 0;
    for (;;) {
        if (!machine_) {
            head_ = {};
            machine_ = std::make_unique<machine>(max_bytes_, head_);
        }
        while (!machine_->is_header_done()) {
            beast::error_code ec;
            taken += machine_->put({bytes.data() + taken, bytes.size() - taken}, ec);
            if (ec == beast::http::error::need_more)
                return outcome::need_more;
            if (ec == beast::http::error::header_limit || ec == beast::http::error::buffer_overflow)
                return outcome::too_large;
            if (ec) {
                fault_ = ec.message();
                return outcome::malformed;
            }
        }
        if (head_.status < 100 || head_.status > 999) {
            fault_ = "bad status";
            return outcome::malformed;
        }
        if (head_.status >= 200)
            break;
        if (head_.status == 101) {
            fault_ = "it switches to a protocol that was not asked for";
            return outcome::malformed;
        }
        machine_.reset(); // an interim head; the real one follows
        if (taken == bytes.size())
            return outcome::need_more;
    }
    keep_alive_ = machine_->keep_alive();
    auto const length = machine_->content_length();
    if (head_.status == 204 || head_.status == 304 || (to_connect_ && head_.status < 300)) {
        body_ = framing::none;
    } else if (machine_->chunked()) {
        body_ = framing::chunked;
    } else if (length) {
        body_ = framing::length;
        length_ = *length;
    } else {
        body_ = framing::until_close;
        keep_alive_ = false;
    }
    machine_.reset();
    return outcome::done;
}

} // namespace coax::transport
