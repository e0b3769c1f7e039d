// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "shape/schema_document.hpp"

#include <coax/schema_options.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace coax::detail {

/// What values of one form a schema allows.
struct schema_alternative {
    enum class form : std::uint8_t { null, boolean, integer, number, string, array, object, any };

    schema_node schema; ///< flat, and without alternatives of its own
    form written_as;
    boost::json::array const* among
        = nullptr; ///< of `enum` and `const`: the values of this form; null where any is good
    bool whole = true; ///< `schema` allows nothing else
};

/// All that a schema allows, apart from null.
struct schema_alternatives {
    std::vector<schema_alternative> all;
    bool nullable = false;
};

/// Takes a schema apart: `anyOf`, `oneOf`, lists of types, `enum` and `const`.
class alternative_finder {
public:
    alternative_finder(schema_document& document, schema_options const& options)
        : document_(document),
          options_(options)
    {
    }

    /// `of` is flat. Throws `coax::error`.
    [[nodiscard]] schema_alternatives find(schema_node const& of);
    /// The member whose string says which of these objects a value is; "" where there is none.
    [[nodiscard]] std::string tag_of(std::vector<schema_alternative> const& objects);

private:
    void add(schema_node const& of, schema_alternatives& to);
    void add_types(schema_node const& of, schema_alternatives& to);
    [[nodiscard]] std::vector<schema_alternative::form> forms_of(schema_node const& of) const;
    [[nodiscard]] boost::json::array const* allowed_values(schema_node const& of);
    [[nodiscard]] std::vector<std::string> tags_of(schema_alternative const& object, std::string_view name);

    schema_document& document_;
    schema_options const& options_;
    std::deque<boost::json::array> kept_;
    std::vector<std::string> finding_;
    std::size_t found_ = 0;
};

} // namespace coax::detail
