// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
//
// A type that is known only at run time: what to extract stands in a JSON Schema, as a user of a service would write
// it. Its values are `boost::json::value`s, and are checked and shown while the model writes them, as structs are.
#include "support/demo.hpp"

#include <coax/type.hpp>

#include <boost/json/serialize.hpp>

constexpr std::string_view schema = R"({
    "title": "recipe",
    "type": "object",
    "properties": {
        "name": {"type": "string"},
        "minutes": {"type": "integer", "minimum": 1, "maximum": 180, "description": "From the fridge to the table"},
        "ingredients": {"type": "array", "items": {
            "type": "object",
            "properties": {"item": {"type": "string"}, "grams": {"type": "number", "exclusiveMinimum": 0}},
            "required": ["item", "grams"]}},
        "course": {"enum": ["starter", "main", "dessert"]}
    },
    "required": ["name", "minutes", "ingredients", "course"]
})";

boost::asio::awaitable<void> cook(coax::client client)
{
    auto const recipe = coax::type::parse_schema(schema); // of a file, a form, a database
    demo::screen screen("A quick pancake recipe");

    auto stream = client.stream(recipe, coax::request("A quick pancake recipe").max_tokens(1024));
    while (auto const partial = co_await stream.next()) {
        auto const& now = **partial; // a boost::json::value, as far as it is there
        for (char const* const pointer : {"/name", "/minutes", "/ingredients", "/course"})
            if (partial->has(pointer))
                screen.row(pointer, partial->state(pointer), boost::json::serialize(now.at_pointer(pointer)));
    }
    screen.finish(co_await stream.result());
}

/// The first answer breaks a rule, on purpose: it takes at most 180 minutes.
coax::sim::reply answer(coax::sim::asked const& asked)
{
    std::string text = R"({"name":"Pancakes","minutes":20,"ingredients":[{"item":"flour","grams":200},)"
                       R"({"item":"milk","grams":300},{"item":"egg","grams":110.5}],"course":"dessert"})";
    if (asked.attempt == 1)
        text.replace(text.find("20,"), 2, "200");
    return coax::sim::reply::json(std::move(text));
}

int main() { return demo::run(cook, answer); }
