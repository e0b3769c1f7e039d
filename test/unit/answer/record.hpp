// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "answer/response_accumulator.hpp"

#include <coax/annotate.hpp>
#include <coax/detail/target.hpp>

#include <optional>
#include <string>

namespace coax::test {

struct thing {
    std::optional<std::string> name;
    std::optional<int> size;
};
BOOST_DESCRIBE_STRUCT(thing, (), (name, size))

struct strict_thing {
    std::string name;
    int size = 0;
};
BOOST_DESCRIBE_STRUCT(strict_thing, (), (name, size))
constexpr auto tag_invoke(annotate_tag, strict_thing const*) { return notes(note<&strict_thing::size>("").le(10)); }

/// An answer that writes into a value of its own.
template <class T>
struct answered {
    T value{};
    answer::response_accumulator response;

    explicit answered(mode asked_in, bool stepwise = false, bind::limits limits = {}) : response(limits)
    {
        auto const target = detail::target_for(value);
        response.start(*target.written_as, target.value, asked_in, 1, stepwise);
    }
};

} // namespace coax::test
