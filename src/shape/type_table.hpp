// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/detail/target.hpp>

#include <boost/json/value.hpp>

#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace coax::detail {

/// The tables of a type that is made at run time, and all that they point to. Made once, then only read.
class type_table {
public:
    /// A member's default, which must keep the member's own schema.
    struct default_value {
        shape const* type;
        boost::json::value const* value;
        std::string pointer; ///< of the keyword
    };

    type_table() = default;
    type_table(type_table const&) = delete;
    type_table& operator=(type_table const&) = delete;

    /// Keeps it at one address as long as the table lives.
    template <class Part>
    Part* keep(Part part)
    {
        auto made = std::make_shared<Part>(std::move(part));
        auto* const at = made.get();
        parts_.push_back(std::move(made));
        return at;
    }
    std::string_view keep_text(std::string_view text)
    {
        if (text.empty())
            return {};
        return *keep(std::string(text));
    }
    /// A table whose values are of `boost::json::value`.
    template <class Shape>
    Shape* keep_shape(Shape made)
    {
        made.in_json = true;
        return keep(std::move(made));
    }

    /// The type is whole.
    void set_root(shape const* root);
    [[nodiscard]] shape const& root() const noexcept { return *root_; }

    [[nodiscard]] target target_for(boost::json::value& value) const;
    [[nodiscard]] target target_for_many(std::deque<boost::json::value>& items) const;

    std::vector<default_value> defaults;
    std::vector<std::string> noted; ///< JSON pointers of keywords that are only told to the model

private:
    std::vector<std::shared_ptr<void const>> parts_;
    shape const* root_ = nullptr;
    shape const* as_value_ = nullptr; ///< the object around a value that is none
    shape const* as_items_ = nullptr;
};

} // namespace coax::detail
