// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// decode_cost BYTES CUT [WORDING TOLERANCE]: takes one recorded-like stream through events, decoder and binder, for an
// instruction counter that collects inside `feed_all` only. Prints the number of events.
#include "reading.hpp"
#include "wording.hpp"

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <stdexcept>
#include <string>
#include <string_view>

namespace {

template <class Named, std::size_t N>
Named const& find(Named const (&all)[N], std::string_view name)
{
    for (auto const& one : all)
        if (one.name == name)
            return one;
    throw std::invalid_argument("nothing is called " + std::string(name));
}

} // namespace

int main(int argc, char** argv)
try {
    std::size_t const bytes = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 10'000;
    std::size_t const cut = argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 4;
    auto const& wording = find(coax::bench::wordings, argc > 3 ? argv[3] : "strict");
    auto const& tolerance = find(coax::bench::tolerances, argc > 4 ? argv[4] : "strict");
    coax::bench::reading answer(wording.of(coax::bench::document(bytes)), cut, tolerance.mode);
    answer.run();
    std::printf("%zu\n", answer.events());
} catch (std::exception const& thrown) {
    std::fprintf(stderr, "%s\n", thrown.what());
    return 1;
}
