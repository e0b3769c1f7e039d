// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "model/model_list.hpp"

#include <boost/json/parse.hpp>

#include <algorithm>
#include <array>

namespace coax::model {

namespace {

struct list_place {
    std::string_view asked_at; ///< the path ends with it, or for Gemini has it before the model
    std::string_view listed_at;
};

constexpr std::array places{list_place{"/chat/completions", "/models"}, list_place{"/responses", "/models"},
    list_place{"/v1/messages", "/v1/models"}, list_place{"/v2/chat", "/v1/models"},
    list_place{"/api/chat", "/api/tags"}};

} // namespace

std::optional<std::string> model_list_path(std::string_view asked_at)
{
    auto const path = asked_at.substr(0, asked_at.find('?'));
    for (auto const& one : places)
        if (path.ends_with(one.asked_at) && path.find("/deployments/") == path.npos)
            return std::string(path.substr(0, path.size() - one.asked_at.size())).append(one.listed_at);
    // Gemini's: /v1beta/models/NAME:generateContent. Vertex lists its models elsewhere.
    auto const models = path.find("/models/");
    if (models != path.npos && path.find(":") != path.npos && path.find("/publishers/") == path.npos)
        return std::string(path.substr(0, models)) + "/models";
    return {};
}

std::optional<std::vector<std::string>> model_names(std::string_view text)
{
    boost::system::error_code error;
    auto const list = boost::json::parse(text, error);
    std::vector<std::string> names;
    if (!error && list.is_object()) {
        for (auto const* const member : {"data", "models"}) {
            auto const* const all = list.get_object().if_contains(member);
            if (all == nullptr || !all->is_array())
                continue;
            for (auto const& one : all->get_array()) {
                if (!one.is_object())
                    continue;
                auto const* name = one.get_object().if_contains("id");
                name = name == nullptr ? one.get_object().if_contains("name") : name;
                if (name == nullptr || !name->is_string())
                    continue;
                std::string_view short_name = name->get_string();
                if (short_name.starts_with("models/"))
                    short_name.remove_prefix(7);
                names.emplace_back(short_name);
            }
            return names;
        }
    }
    return {};
}

} // namespace coax::model
