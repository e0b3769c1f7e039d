// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "provider/answer_sink.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace coax::answer {

/// A token of the answer and what was weighed in its place.
struct weighed_token {
    std::string text;
    std::vector<provider::token_choice> choices;
};

/// How probable each of `classes` was as the string that is the member `value` of the answer, which the tokens spell.
/// Where the model chose between classes, what it weighed goes to those that begin so; where several do and that way
/// was not gone, in equal parts. Their sum is 1; empty where the tokens say nothing of it.
std::vector<double> class_probabilities(
    std::span<weighed_token const> tokens, std::span<std::string_view const> classes);

} // namespace coax::answer
