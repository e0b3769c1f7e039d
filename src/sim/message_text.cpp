// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "sim/message_text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace coax::sim {

std::string message_text(boost::json::value const* content)
{
    std::string out;
    if (!content)
        return out;
    if (auto const* text = content->if_string())
        return std::string(text->data(), text->size());
    if (auto const* blocks = content->if_array())
        for (auto const& block : *blocks)
            if (auto const* object = block.if_object()) {
                auto const words = text_at(*object, "text");
                if (!out.empty() && !words.empty())
                    out += '\n';
                out += words;
            }
    return out;
}

std::string_view text_at(boost::json::object const& object, std::string_view key) noexcept
{
    auto const* const found = object.if_contains(key);
    auto const* const text = found ? found->if_string() : nullptr;
    return text ? std::string_view(text->data(), text->size()) : std::string_view();
}

boost::json::object const* object_at(boost::json::object const& object, std::string_view key) noexcept
{
    auto const* const found = object.if_contains(key);
    return found ? found->if_object() : nullptr;
}

boost::json::array const& array_at(boost::json::object const& object, std::string_view key) noexcept
{
    static boost::json::array const nothing;
    auto const* const found = object.if_contains(key);
    auto const* const array = found ? found->if_array() : nullptr;
    return array ? *array : nothing;
}

} // namespace coax::sim
