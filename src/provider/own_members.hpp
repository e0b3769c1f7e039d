// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "provider/effort_steps.hpp"

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace coax::provider {

/// What coax puts into one request by itself, beside what the user has set: its encoder asks here before it adds such
/// a member. Where the service refuses the request and names one, the next request is encoded without it.
class own_members {
public:
    own_members() = default;
    /// `refused`: what `refused_by` has given before.
    explicit own_members(std::vector<std::string> refused) : refused_(std::move(refused)) { }

    /// Whether the member may be added. `also`: other names by which a service may refuse it. All names are literals.
    bool add(std::string_view name, std::initializer_list<std::string_view> also = {});
    /// Likewise of a member that services have under two names: a refusal must speak of the other one, too, or say
    /// that it does not know this one.
    bool add_name(std::string_view name, std::string_view other);
    /// The word for the user's effort, the nearest of those that have not been refused; empty where all are.
    std::optional<effort_step> add_effort(std::string_view name, effort wanted, effort_steps of);

    /// What the body of a refusal names of all this, in a form for the constructor; empty where it names nothing.
    [[nodiscard]] std::vector<std::string> refused_by(std::string_view body) const;

    /// What was left out of this request because it had been refused, in that form.
    [[nodiscard]] std::vector<std::string> const& omitted() const noexcept { return omitted_; }

private:
    struct addition {
        std::string_view name;
        std::vector<std::string_view> also;
        std::string_view other; ///< of a member with two names
        std::optional<effort_step> word; ///< of an effort
        effort_steps of;
    };
    [[nodiscard]] bool refused(std::string_view name) const;
    bool omit_if_refused(std::string_view name);
    static void refuse_word(addition const& sent, std::string_view words, std::vector<std::string>& out);

    std::vector<std::string> refused_;
    std::vector<addition> sent_;
    std::vector<std::string> omitted_;
};

struct model_request;

// As the members of `model_request::own`; where it is null, all may be added.
bool may_add(model_request const& asked, std::string_view name, std::initializer_list<std::string_view> also = {});
bool may_add_name(model_request const& asked, std::string_view name, std::string_view other);
/// Throws `coax::error` with `errc::unsupported_request` where the model has refused every word there is.
std::string_view effort_word(model_request const& asked, std::string_view name, effort_steps of);

} // namespace coax::provider
