// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "model/model_list.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>
#include <vector>

using namespace coax::model;

BOOST_AUTO_TEST_SUITE(model_model_list)

BOOST_AUTO_TEST_CASE(the_path_of_the_list)
{
    struct row {
        std::string_view asked_at;
        std::string_view listed_at; ///< "" for none
    };
    for (auto const& [asked_at, listed_at] : {row{"/v1/chat/completions", "/v1/models"},
             row{"/openai/v1/responses?api-version=1", "/openai/v1/models"}, row{"/v1/messages", "/v1/models"},
             row{"/prefix/v1/messages", "/prefix/v1/models"}, row{"/v2/chat", "/v1/models"},
             row{"/api/chat", "/api/tags"}, row{"/v1beta/models/any:streamGenerateContent?alt=sse", "/v1beta/models"},
             row{"/openai/deployments/any/chat/completions", ""}, row{"/model/any/converse-stream", ""},
             row{"/v1/projects/p/locations/l/publishers/google/models/any:generateContent", ""}})
        BOOST_TEST(model_list_path(asked_at).value_or("") == listed_at);
}

BOOST_AUTO_TEST_CASE(names_in_the_forms_of_the_services)
{
    auto const names = std::vector<std::string>{"a", "b"};
    BOOST_TEST(model_names(R"({"object":"list","data":[{"id":"a"},{"id":"b"}]})").value() == names);
    BOOST_TEST(model_names(R"({"models":[{"name":"models/a"},{"name":"models/b"}]})").value() == names);
    BOOST_TEST(model_names(R"({"models":[{"name":"a","size":1},3,{},{"name":"b"}]})").value() == names);
    BOOST_TEST(model_names(R"({"data":[]})").value().empty());
    for (auto const* const text : {"", "[]", "{}", R"({"data":3})", "<html>"})
        BOOST_TEST(!model_names(text));
}

BOOST_AUTO_TEST_SUITE_END()
