// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// type_cost struct|type BYTES CUT: reads an answer in pieces of CUT bytes into a struct, or into a value of the type
// that is made of its schema, for an instruction counter that collects inside `feed_all` only. Prints the number of
// pieces.
#include "document.hpp"
#include "repair/json_feed.hpp"

#include <coax/detail/target.hpp>
#include <coax/type.hpp>

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace {

[[gnu::noinline]] void feed_all(coax::repair::json_feed& feed, std::vector<std::string> const& pieces)
{
    for (auto const& one : pieces)
        feed.feed(one);
    feed.finish(true);
}

void read(coax::detail::target const& into, std::vector<std::string> const& pieces)
{
    coax::bind::value_builder to;
    coax::repair::json_feed feed(to);
    to.start(*into.written_as, into.value);
    feed.start();
    feed_all(feed, pieces);
    if (to.broken() || !to.done())
        throw std::runtime_error("the answer is not what it should be");
}

} // namespace

int main(int argc, char** argv)
try {
    bool const typed = argc > 1 && std::string_view(argv[1]) == "type";
    std::size_t const bytes = argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 10'000;
    std::size_t const cut = argc > 3 ? std::strtoul(argv[3], nullptr, 10) : 4;
    auto const text = coax::bench::document(bytes);
    std::vector<std::string> pieces;
    for (std::size_t at = 0; at < text.size(); at += cut)
        pieces.push_back(text.substr(at, cut));
    if (typed) {
        auto const of = coax::type::from_schema(coax::schema_of<coax::bench::report>());
        boost::json::value value;
        read(coax::detail::target_for(of, value), pieces);
    } else {
        coax::bench::report value;
        read(coax::detail::target_for(value), pieces);
    }
    std::printf("%zu\n", pieces.size());
} catch (std::exception const& thrown) {
    std::fprintf(stderr, "%s\n", thrown.what());
    return 1;
}
