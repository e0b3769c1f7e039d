// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "provider/protocol.hpp"

#include <coax/error.hpp>

#include <boost/json/parse.hpp>

#include <string>
#include <vector>

// A question with every setting, for the encoding tests.
struct asked {
    explicit asked(coax::mode mode, bool stream = true)
    {
        request.system("Be brief.").assistant("Hi.").user("Who?").max_tokens(100);
        question.request = &request;
        question.model = "m-1";
        question.mode = mode;
        question.stream = stream;
        question.schema_name = "person";
        question.schema_description = "Somebody";
        question.schema = &schema;
    }
    asked(asked const&) = delete;

    boost::json::value body(coax::provider::protocol const& protocol)
    {
        question.earlier = earlier;
        sent = protocol.encode(question, endpoint);
        return boost::json::parse(sent.body);
    }

    coax::request request{"Hello"};
    boost::json::object schema = boost::json::parse(
        R"({"type":"object","properties":{"name":{"type":"string"}},"required":["name"],"additionalProperties":false})")
                                     .as_object();
    std::vector<coax::provider::failed_answer> earlier;
    coax::provider::endpoint endpoint{"/base", "key-1"};
    coax::provider::model_request question;
    coax::http::request sent;
};
