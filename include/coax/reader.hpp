// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/detail/config.hpp>
#include <coax/detail/target.hpp>
#include <coax/encode.hpp>
#include <coax/extraction.hpp>
#include <coax/failure.hpp>
#include <coax/http_message.hpp>
#include <coax/partial.hpp>
#include <coax/tolerance.hpp>

#include <concepts>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace coax {

namespace detail {

// The compiled side of a reader.
class single_answer;
struct single_answer_closer {
    COAX_DECL void operator()(single_answer* closed) const noexcept;
};
using single_answer_ptr = std::unique_ptr<single_answer, single_answer_closer>;

COAX_DECL single_answer_ptr open_answer(target value, tolerance reading);
COAX_DECL single_answer_ptr open_answer(target value, encoded_request const& asked, tolerance reading);
COAX_DECL void take_head(single_answer& to, http_response_head const& head);
COAX_DECL bool feed(single_answer& to, std::string_view bytes);
COAX_DECL bool finish(single_answer& ended);
[[nodiscard]] COAX_DECL progress const& progress_of(single_answer const& open) noexcept;
[[nodiscard]] COAX_DECL std::vector<violation> violations_of(single_answer const& open);
[[nodiscard]] COAX_DECL extraction_details details_of(single_answer const& open);
[[nodiscard]] COAX_DECL std::optional<failure> const& failure_of(single_answer const& open) noexcept;
COAX_DECL void require_value(single_answer const& open);

} // namespace detail

/// Reads one answer into a T from bytes that the caller has received, without I/O: the other half of `encode`, for
/// programs that have an HTTP client or an engine of their own. Each byte is read once and each field is checked once,
/// as in a call of a client. What a client does after a failed answer (re-ask, retry, another model) is the caller's.
///
/// T as for `client::extract`; for a `coax::type` it is `boost::json::value`, as in `coax::reader in(type)`. One thread
/// at a time. Movable; a moved-from reader can only be destroyed or assigned to.
template <class T>
class reader {
public:
    /// For the answer's own text: the JSON as the model wrote it.
    explicit reader(tolerance reading = tolerance::report)
        : value_(std::make_unique<T>()),
          answer_(detail::open_answer(detail::target_for(*value_), reading))
    {
    }

    /// For the body of the HTTP response to `asked`, streamed (server-sent events, AWS frames, lines) or whole, without
    /// its transfer and content encodings. The request's own tolerance, if it is set, goes before `reading`.
    explicit reader(encoded_request const& asked, tolerance reading = tolerance::report)
        : value_(std::make_unique<T>()),
          answer_(detail::open_answer(detail::target_for(*value_), asked, reading))
    {
    }

    /// For the text of a value of a type that is known at run time.
    explicit reader(type const& of, tolerance reading = tolerance::report) requires std::same_as<T, boost::json::value>
        : type_(detail::share(of)),
          value_(std::make_unique<T>()),
          answer_(detail::open_answer(detail::target_for(of, *value_), reading))
    {
    }

    /// The same for the body of the response to `asked`.
    reader(type const& of, encoded_request const& asked,
        tolerance reading = tolerance::report) requires std::same_as<T, boost::json::value>
        : type_(detail::share(of)),
          value_(std::make_unique<T>()),
          answer_(detail::open_answer(detail::target_for(of, *value_), asked, reading))
    {
    }

    /// The head of the response, before its body. Without it the status is taken to be 200. The body of any other
    /// status is read as the provider's error.
    void head(http_response_head const& received) { detail::take_head(*answer_, received); }

    /// The next bytes, cut anywhere. False where no more are needed: the answer is whole, a rule is broken, or the
    /// provider has reported an error; then the response can be cancelled. Bytes after that are ignored. Throws what
    /// the type's own constructors and rules throw, and `coax::error` with `errc::invalid_option` after `finish`.
    bool feed(std::string_view bytes) { return detail::feed(*answer_, bytes); }

    /// The value as far as it has arrived. It refers to the reader and is valid until the next call of `feed` or
    /// `finish`.
    [[nodiscard]] coax::partial<T> partial() const noexcept
    {
        return detail::partial_access::make(*value_, detail::progress_of(*answer_));
    }

    /// The rules that are broken so far, each with its JSON pointer.
    [[nodiscard]] std::vector<violation> violations() const { return detail::violations_of(*answer_); }

    /// No more bytes come. True where the value is whole and keeps every rule. Called again, it says the same.
    bool finish() { return detail::finish(*answer_); }

    /// After `finish`: why there is no value; `std::nullopt` where there is one, and before `finish`.
    [[nodiscard]] std::optional<coax::failure> const& failure() const noexcept { return detail::failure_of(*answer_); }

    /// The complete, validated value, after `finish`. Throws `coax::error` with `failure()` where there is none, and
    /// with `errc::invalid_option` before `finish`.
    [[nodiscard]] T const& value() const&
    {
        detail::require_value(*answer_);
        return *value_;
    }
    [[nodiscard]] T value() &&
    {
        detail::require_value(*answer_);
        return std::move(*value_);
    }

    /// The answer's text, usage, stop reason and repairs as far as they are known.
    [[nodiscard]] extraction_details details() const { return detail::details_of(*answer_); }

private:
    std::shared_ptr<void const> type_; ///< of a value that is known at run time
    std::unique_ptr<T> value_;
    detail::single_answer_ptr answer_;
};

reader(type const&)->reader<boost::json::value>;
reader(type const&, tolerance)->reader<boost::json::value>;
reader(type const&, encoded_request const&)->reader<boost::json::value>;
reader(type const&, encoded_request const&, tolerance)->reader<boost::json::value>;

} // namespace coax
