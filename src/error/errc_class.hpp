// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/errc.hpp>

#include <cstdint>

namespace coax::detail {

/// What an error is about, which decides what can help.
enum class errc_class : std::uint8_t {
    transient, ///< the service or the way to it: the same request may succeed later
    input, ///< this request, or the model's answer to it: others may succeed
    setup, ///< the program, its environment or the account: every request would fail
};

/// The one table for every decision about what follows an error.
[[nodiscard]] errc_class class_of(errc code) noexcept;

/// The same attempt is made again by itself, after a wait.
[[nodiscard]] bool is_retried(errc code) noexcept;

/// Another model, perhaps at another provider, may succeed with the same request.
[[nodiscard]] bool helped_by_another_model(errc code) noexcept;

/// The same request to the same model may end in another way: the error is transient, or the model's answer is at
/// fault, which it may not give twice.
[[nodiscard]] bool may_differ_next_time(errc code) noexcept;

} // namespace coax::detail
