// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "provider/bedrock/aws_event_stream.hpp"
#include "sim/compose.hpp"
#include "sim/plan.hpp"
#include "sim/protocols.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// One request in, its answer as the bytes and events that go out: the simulator without sockets.
class conversation {
public:
    /// `path` counts where it says the model and whether to stream.
    conversation(coax::sim::protocol const& protocol, std::string_view request, coax::sim::reply const& scripted,
        std::string_view path = {})
        : protocol_(protocol)
    {
        asked.path = path;
        asked.body = request;
        auto const body = boost::json::parse(request);
        complaint = protocol.read(body.as_object(), asked);
        composed = coax::sim::compose(asked, scripted, coax::sim::server_options(), 7);
        composed.created = 1'700'000'000;
        steps = protocol.plan(composed);
        coax::sim::spoil(steps, scripted.faults());
    }

    [[nodiscard]] std::string stream() const
    {
        std::string out;
        for (auto const& one : steps)
            protocol_.write(composed, one, out);
        return out;
    }

    /// The streamed events as (type, data): server-sent events, lines of JSON, or AWS's frames.
    [[nodiscard]] std::vector<std::pair<std::string, std::string>> events() const
    {
        if (protocol_.stream_type() == "application/vnd.amazon.eventstream")
            return frames();
        std::vector<std::pair<std::string, std::string>> found;
        auto const all = stream();
        auto rest = std::string_view(all);
        while (!rest.empty()) {
            if (rest.front() == '{') { // a line, or an error that is no event
                auto const line
                    = rest.substr(0, protocol_.stream_type() == "application/x-ndjson" ? rest.find('\n') : rest.npos);
                found.emplace_back("", line);
                rest.remove_prefix(std::min(line.size() + 1, rest.size()));
                continue;
            }
            auto const line_end = std::string_view(rest[rest.find('\n') - 1] == '\r' ? "\r\n\r\n" : "\n\n");
            auto const end = rest.find(line_end);
            if (end == rest.npos)
                throw std::runtime_error("an event without an end");
            auto event = rest.substr(0, end);
            rest.remove_prefix(end + line_end.size());
            std::string type;
            if (event.starts_with("event: ")) {
                type = event.substr(7, event.find('\n') - 7);
                event.remove_prefix(event.find('\n') + 1);
            }
            if (!event.starts_with("data: "))
                throw std::runtime_error("an event without data");
            found.emplace_back(type, event.substr(6));
        }
        return found;
    }

    [[nodiscard]] boost::json::value whole() const { return boost::json::parse(protocol_.whole(composed).bytes); }

    coax::sim::asked asked;
    std::string complaint;
    coax::sim::answer composed;
    std::vector<coax::sim::step> steps;

private:
    /// coax's own reader checks lengths, headers and both checksums. The padding is left out.
    [[nodiscard]] std::vector<std::pair<std::string, std::string>> frames() const
    {
        std::vector<std::pair<std::string, std::string>> found;
        coax::provider::aws_event_stream reader;
        auto const error = reader.feed(stream(), [&](coax::provider::aws_frame const& frame) {
            BOOST_TEST(frame.find(":content-type") == "application/json");
            auto const kind = std::string(frame.find(":message-type"));
            auto payload = boost::json::parse(frame.payload).as_object();
            payload.erase("p");
            found.emplace_back(frame.find(":" + kind + "-type"), boost::json::serialize(payload));
            return true;
        });
        BOOST_TEST(!error);
        BOOST_TEST(reader.rest() == "");
        return found;
    }

    coax::sim::protocol const& protocol_;
};

/// Compares events as `events()` has them with lines of a type, a space and JSON; what is not JSON as it stands.
inline void check_events(std::vector<std::pair<std::string, std::string>> const& found, std::string_view expected)
{
    auto const value_of = [](std::string_view text) {
        boost::system::error_code error;
        auto value = boost::json::parse(text, error);
        return error ? boost::json::value(text) : value;
    };
    std::size_t at = 0;
    for (; !expected.empty(); ++at) {
        auto const line = expected.substr(0, expected.find('\n'));
        expected.remove_prefix(std::min(line.size() + 1, expected.size()));
        BOOST_TEST_REQUIRE(at < found.size(), "missing: " << line);
        auto const& [type, data] = found[at];
        BOOST_TEST(type == line.substr(0, line.find(' ')));
        BOOST_TEST((value_of(data) == value_of(line.substr(line.find(' ') + 1))), data << "\nis not\n" << line);
    }
    BOOST_TEST(at == found.size());
}
