// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/detail/config.hpp>
#include <coax/detail/shape_of.hpp>
#include <coax/violation.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace coax {

/// Where a user's rule (`tag_invoke(validate_tag, ...)`) says what is wrong. The words go to the model as
/// they stand. Lives during the rule's call only.
class violations {
public:
    violations(std::vector<violation>& found, std::string_view pointer) : found_(found), pointer_(pointer) { }
    violations(violations const&) = delete;
    violations& operator=(violations const&) = delete;

    /// The struct as a whole is wrong.
    COAX_DECL void add(std::string message);

    /// This member is wrong: `found.add<&ticket::urgency>("must be high for an outage")`.
    template <auto Member>
    void add(std::string message)
    {
        using owner = typename detail::member_pointer<std::remove_const_t<decltype(Member)>>::owner;
        using fields = detail::fields_of<owner>;
        constexpr auto index = fields::template index_of<Member>();
        static_assert(index < fields::count, "coax: this member is not described");
        add_at(fields::all[index].name, std::move(message));
    }

private:
    COAX_DECL void add_at(std::string_view member, std::string message);

    std::vector<violation>& found_;
    std::string_view pointer_;
};

} // namespace coax
