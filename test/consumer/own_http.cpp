// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// A program with an HTTP client of its own: schema, request and answer come from coax::core alone.
#include <coax/annotate.hpp>
#include <coax/encode.hpp>
#include <coax/error.hpp>
#include <coax/reader.hpp>
#include <coax/schema.hpp>

#include <boost/describe/class.hpp>
#include <boost/json/object.hpp>

#include <iostream>
#include <string>
#include <string_view>
#include <vector>

struct summary {
    std::string title;
    std::vector<std::string> key_points;
};
BOOST_DESCRIBE_STRUCT(summary, (), (title, key_points))
constexpr auto tag_invoke(coax::annotate_tag, summary const*)
{
    return coax::notes(coax::note<&summary::title>("A few words").max_length(20));
}

constexpr std::string_view received
    = "data: "
      "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"{\\\"title\\\":\\\"Ferry\\\",\\\"key_points\\\":\"}}]}\n\n"
      "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"[\\\"hourly\\\",\\\"from May\\\"]}\"}}]}\n\n"
      "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";

int main()
{
    auto const schema = coax::schema_of<summary>(coax::dialect::openai);
    coax::encode_options const options{.api_key = "key", .base_url = "http://127.0.0.1:8000/v1"};
    auto const request = coax::encode<summary>("vllm/any", "Shorten it: the ferry", options);
    std::cout << request.url << ": " << request.body.size() << " bytes, a schema with " << schema.size()
              << " members\n";

    coax::reader<summary> reader(request);
    for (std::size_t at = 0; at < received.size(); at += 7)
        reader.feed(received.substr(at, 7));
    bool const whole = reader.finish();
    if (!whole) {
        std::cout << reader.failure()->message << '\n';
        return 1;
    }
    auto const value = reader.value();
    std::cout << value.title << ": " << value.key_points.size() << " points\n";

    // The answer's own text, with a rule broken: an exception of the library's, caught here.
    coax::reader<summary> text;
    text.feed(R"({"title": "This is much too long for a title", "key_points": []})");
    text.finish();
    try {
        static_cast<void>(text.value());
    } catch (coax::error const& error) {
        std::cout << error.what() << '\n';
        bool const named = error.code() == coax::errc::invalid_answer && error->violations.size() == 1;
        return named && value.key_points.size() == 2 && schema.contains("properties") ? 0 : 1;
    }
    return 1;
}
