// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/detail/config.hpp>
#include <coax/request.hpp>

#include <boost/json/object.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace coax::sim {

/// One request as the simulator understood it, whatever protocol it came in.
class asked {
public:
    asked() = default;

    std::string protocol; ///< "anthropic", "openai", "openai-responses", "gemini", "bedrock-converse", ...
    std::string path; ///< the request target
    std::string model; ///< as the client spelled it
    std::string system; ///< system text, its blocks joined
    std::string user; ///< text of the last user message; in a re-ask, the complaint
    std::vector<coax::message> messages; ///< a tool call reads as its arguments, a tool result as a user message
    coax::mode mode = coax::mode::prompted; ///< how JSON is asked for; never `automatic`
    std::string schema_name; ///< name of the schema or tool; "" where none is given
    boost::json::object schema; ///< JSON Schema of the answer; empty where none is given
    std::vector<std::string> tools; ///< names of all tools offered
    bool forced = false; ///< a tool call is demanded, not merely offered
    bool stream = false;
    bool usage_in_stream = false; ///< usage is wanted at the end of the stream
    std::uint64_t max_tokens = 0; ///< 0 where not said
    std::string body; ///< the raw request body
    std::vector<std::pair<std::string, std::string>> headers; ///< as sent, the values of keys replaced by "REDACTED"
    std::size_t attempt = 1; ///< how often this conversation (model, system, first user message) was asked for so far

    /// Text of the first user message, which re-asks leave as it was; "" where there is none.
    [[nodiscard]] COAX_SIM_DECL std::string const& prompt() const noexcept;
    /// The first header of that name, case ignored; "" where there is none.
    [[nodiscard]] COAX_SIM_DECL std::string const& header(std::string_view name) const noexcept;
};

} // namespace coax::sim
