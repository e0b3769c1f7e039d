// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/batch_options.hpp>
#include <coax/client.hpp>
#include <coax/detail/target.hpp>

#include <memory>

// What a batch asks for, in one form for structs and for types that are known at run time.
namespace coax::detail {

template <class T>
struct asked_struct {
    using value_type = T;
    static constexpr bool can_pack = true;

    [[nodiscard]] static batch_options checked(batch_options options) { return options; }
    [[nodiscard]] shape const* root() const noexcept { return shape_of<T>(); }
    [[nodiscard]] target target_of(T& value) const { return target_for(value); }
    [[nodiscard]] boost::asio::awaitable<extraction<T>> extract(client const& model, request input) const
    {
        return model.extract_detailed<T>(std::move(input));
    }
};

/// A share of a type's tables.
class asked_type {
public:
    using value_type = boost::json::value;
    static constexpr bool can_pack = false; // the list of a pack would be another type

    COAX_DECL explicit asked_type(type const& of);

    /// Throws `coax::error`, invalid_option, for `batch_options::pack`.
    [[nodiscard]] COAX_DECL static batch_options checked(batch_options options);
    [[nodiscard]] COAX_DECL shape const* root() const noexcept;
    [[nodiscard]] COAX_DECL target target_of(boost::json::value& value) const;
    [[nodiscard]] COAX_DECL boost::asio::awaitable<extraction<boost::json::value>> extract(
        client const& model, request input) const;

private:
    std::shared_ptr<type const> type_;
};

} // namespace coax::detail
