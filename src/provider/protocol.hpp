// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "http/message.hpp"
#include "provider/bedrock/sigv4.hpp"
#include "provider/response_decoder.hpp"

#include <coax/request.hpp>
#include <coax/schema.hpp>

#include <boost/json/object.hpp>

#include <chrono>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace coax::provider {

/// A tool call the model made in an earlier attempt.
struct tool_call {
    std::string id;
    std::string name;
    std::string arguments; ///< JSON text, possibly broken
    std::string result = {}; ///< what it is answered with; "" for the complaint of the whole
    bool accepted = false; ///< it was good
};

/// One earlier attempt at the same request and what was wrong with it; a protocol turns it into
/// its own form of turns (tool results, or an assistant and a user turn).
struct failed_answer {
    std::string text; ///< the answer in the JSON modes, "" in tool mode
    std::vector<tool_call> calls; ///< empty in the JSON modes
    std::string complaint; ///< the violations in words, for the model
};

/// One tool of several that the model may call.
struct tool_form {
    std::string name; ///< already in [A-Za-z0-9_-], at most 64
    std::string_view description;
    boost::json::object schema; ///< already in the provider's dialect
    bool strict = true;
    std::string tag = {}; ///< the member that its name makes known: its key ...
    std::string tag_member = {}; ///< ... and the whole of it as JSON; "" where there is none
};

class own_members;

/// Everything a protocol needs to write one HTTP request. Borrows from its maker.
struct model_request {
    coax::request const* request = nullptr;
    std::string_view model; ///< the provider's own name for it
    coax::mode mode = coax::mode::json_schema; ///< never `automatic`
    bool stream = true;
    std::string_view schema_name; ///< already in [A-Za-z0-9_-], at most 64
    std::string_view schema_description;
    boost::json::object const* schema = nullptr; ///< already in the provider's dialect
    bool strict = true; ///< the schema keeps the dialect's rules: the provider may be held to it
    std::span<tool_form const> tools; ///< in tool mode, instead of the one schema: any of these, as often as it likes
    unsigned top_tokens = 0; ///< how many tokens the model weighed are to be told for each it chose
    std::span<failed_answer const> earlier;
    own_members* own = nullptr; ///< notes what the encoder adds by itself; null: it may add all
};

/// Where a client sends to and with what right.
struct endpoint {
    std::string prefix; ///< path of the base URL, without trailing '/'
    std::string api_key; ///< may be empty where the service needs none

    http::headers headers = {}; ///< the user's own, which replace those of the protocol
    std::string query = {}; ///< the user's own, escaped, as "a=1&b=2"
    std::vector<std::string> secrets = {}; ///< in the user's headers and query
    std::string token = {}; ///< of a credential that changes

    std::string version = {}; ///< of the service's interface, where it is told by each request

    // For services whose requests are signed instead.
    std::string host = {}; ///< as the Host header has it
    std::string region = {};
    aws_credentials credentials = {};
    request_signer sign = nullptr;
    std::chrono::system_clock::time_point (*now)() = &std::chrono::system_clock::now;
};

struct media_rules;

/// One wire protocol, without I/O or state. One folder each in this room.
class protocol {
public:
    virtual ~protocol() = default;

    /// The provider's name in messages.
    [[nodiscard]] std::string_view service() const noexcept { return service_; }

    /// What can be attached to a request; `encode` refuses the rest.
    [[nodiscard]] virtual media_rules const& takes() const noexcept = 0;

    /// Whether this model keeps the beginning of a prompt only where a mark stands, and takes marks.
    [[nodiscard]] virtual bool wants_cache_marks(std::string_view) const noexcept { return false; }

    /// Whether what is read from the provider's prompt cache counts for its limits of tokens.
    [[nodiscard]] virtual bool limits_cached_input() const noexcept { return true; }

    [[nodiscard]] virtual http::request encode(model_request const& asked, endpoint const& endpoint) const = 0;

    /// Decodes an answer with status 200. A JSON body in answer to a stream request is read as a complete answer. For
    /// any other status see `explain_answer`.
    [[nodiscard]] virtual std::unique_ptr<response_decoder> decode() const = 0;

protected:
    constexpr explicit protocol(std::string_view service) noexcept : service_(service) { }

private:
    std::string_view service_;
};

} // namespace coax::provider
