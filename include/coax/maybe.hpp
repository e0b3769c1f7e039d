// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/annotate.hpp>
#include <coax/violations.hpp>

#include <boost/describe/class.hpp>

#include <optional>
#include <string>

namespace coax {

/// A value, or why there is none: for what the text may not hold, so that the model need not make it up.
///
///     auto found = co_await client.extract<coax::maybe<receipt>>("Read this receipt: ...");
///     if (found)
///         use(*found);
///     else
///         show(found.why_not);
///
/// One of the two is there: that both or neither are is a broken rule.
template <class T>
class maybe {
public:
    std::optional<T> value;
    std::optional<std::string> why_not;

    [[nodiscard]] explicit operator bool() const noexcept { return value.has_value(); }
    /// Only where there is a value.
    [[nodiscard]] T const& operator*() const noexcept { return *value; }
    [[nodiscard]] T& operator*() noexcept { return *value; }
    [[nodiscard]] T const* operator->() const noexcept { return &*value; }
    [[nodiscard]] T* operator->() noexcept { return &*value; }

    friend constexpr auto tag_invoke(annotate_tag, maybe const*)
    {
        return notes(note("A value, or why there is none."),
            note<&maybe::value>("null where the text does not say it; nothing is to be made up"),
            note<&maybe::why_not>("Why value is null, in a sentence; null where it is not"));
    }
    friend void tag_invoke(validate_tag, maybe const& value, violations& found)
    {
        bool const has_reason = value.why_not.has_value() && !value.why_not->empty();
        if (value.value.has_value() == has_reason)
            found.add(has_reason ? "value and why_not exclude each other: one of them must be null"
                                 : "value is null, so why_not must say why");
    }

private:
    BOOST_DESCRIBE_CLASS(maybe, (), (value, why_not), (), ())
};

} // namespace coax
