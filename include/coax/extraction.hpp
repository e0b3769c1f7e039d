// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/applied_repair.hpp>
#include <coax/attempt.hpp>
#include <coax/request.hpp>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace coax {

/// Everything about an answer but its value.
class extraction_details {
public:
    extraction_details() = default;

    std::uint64_t call = 0; ///< number of the call, as in `call_facts`
    std::string tag; ///< the request's
    std::string request_id; ///< the provider's id of the last attempt, for its support; "" where it gave none
    coax::usage usage; ///< of all attempts together
    double cost = 0; ///< of all attempts together, by `client_options::prices`
    bool cached = false; ///< from `client_options::cache`: nothing was asked
    stop_reason stop = stop_reason::none; ///< why the model stopped in the last attempt
    std::string model; ///< "provider/model" that gave the value
    coax::mode mode = coax::mode::automatic; ///< how it was asked
    std::string mode_reason; ///< why so, in words
    std::string text; ///< the answer's JSON as received
    std::string reasoning; ///< the model's thinking, where the provider shows it
    std::vector<applied_repair> repairs; ///< what was read although it was not as it should be, in the order of `text`
    std::vector<violation> skipped; ///< what was wrong with the elements that `bad_item::skip` left out
    std::vector<attempt> attempts; ///< in order; the last one gave the value
};

/// A value, and how it came about.
template <class T>
class extraction : public extraction_details {
public:
    extraction() = default;
    extraction(T got, extraction_details details) : extraction_details(std::move(details)), value(std::move(got)) { }

    T value{}; ///< complete and validated
};

} // namespace coax
