// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <boost/asio/awaitable.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

namespace coax {

/// A SHA-256 of all that shapes an answer: service, address, model, the whole body of the request, the type's schema,
/// what quotes are taken from, and the tolerance. No key or token goes into it, and nothing of the user's own query.
using cache_key = std::array<std::uint8_t, 32>;

/// An answer that was accepted, as a cache keeps it.
class cached_answer {
public:
    cached_answer() = default;
    explicit cached_answer(std::string json, bool received = false) : text(std::move(json)), as_received(received) { }

    std::string text; ///< the value, as strict JSON
    bool as_received = false; ///< `text` is the answer's own: the type has no way to be written as JSON
};

/// Where a client looks for answers before it asks, set by `client_options::cache`. <coax/file_cache.hpp> has one in a
/// file; derive from this for another.
///
/// Threads: both functions are called by many calls at a time, on the threads of the calls. Each runs on its caller's
/// executor, and must not block it for long.
///
/// Errors: a call never fails because of its cache. Where one of these throws `coax::error` or
/// `boost::system::system_error`, the call goes on as if there were no cache; count in the class, if that is to be
/// seen. What else is thrown ends the call. Cancellation (terminal, partial, total) is to throw `operation_aborted`.
class answer_cache {
public:
    answer_cache() = default;
    answer_cache(answer_cache const&) = delete;
    answer_cache& operator=(answer_cache const&) = delete;
    virtual ~answer_cache() = default;

    /// The answer that was kept with this key; nothing where there is none.
    [[nodiscard]] virtual boost::asio::awaitable<std::optional<cached_answer>> find(cache_key key) = 0;
    /// Keeps the answer; one that was there is replaced.
    [[nodiscard]] virtual boost::asio::awaitable<void> keep(cache_key key, cached_answer answer) = 0;
};

} // namespace coax
