// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// An answer with the tokens that were weighed, of the two protocols that tell them.
#include "answer/response_accumulator.hpp"
#include "demand.hpp"
#include "provider/registry.hpp"

#include <coax/detail/shape_of.hpp>

#include <boost/json/value.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

namespace {

using coax::fuzz::demand;

std::vector<double> shares(std::string_view service, std::string_view body, std::size_t cut)
{
    auto const decoder = coax::provider::find_service(service)->protocol->decode();
    boost::json::value value;
    coax::answer::response_accumulator answer;
    answer.start(*coax::detail::shape_of<boost::json::value>(), &value, coax::mode::json_schema, 1, false);
    for (std::size_t at = 0; at < body.size() && !answer.ending().failed && !answer.ending().complete;) {
        std::string const piece(body.substr(at, cut == 0 ? body.size() : cut));
        decoder->feed(piece, answer);
        at += piece.size();
    }
    if (!answer.ending().failed && !answer.ending().complete)
        decoder->finish(answer);
    answer.finish();
    static constexpr std::string_view classes[] = {"good", "bad", "bad weather", "neutral", ""};
    return coax::answer::class_probabilities(answer.tokens(), classes);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    std::string_view const body(reinterpret_cast<char const*>(data), std::min<std::size_t>(size, 4096));
    for (auto const* service : {"openai", "google"}) {
        auto const whole = shares(service, body, 0);
        double sum = 0;
        for (auto const one : whole) {
            demand(one >= 0 && one <= 1 + 1e-9, "a probability that is none");
            sum += one;
        }
        demand(whole.empty() || std::abs(sum - 1) < 1e-6, "all together are not 1");
        demand(shares(service, body, 3) == whole, "other probabilities when it is cut");
    }
    return 0;
}
