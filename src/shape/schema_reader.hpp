// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "shape/schema_alternatives.hpp"
#include "shape/type_table.hpp"

#include <coax/schema_options.hpp>

#include <boost/json/value.hpp>

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace coax::detail {

/// Makes tables of a JSON Schema (2020-12).
class schema_reader {
public:
    /// All are borrowed.
    schema_reader(boost::json::value const& schema, schema_options const& options, type_table& to);

    /// Once. Throws `coax::error`: `errc::invalid_option` where it is no schema, `errc::unsupported_schema` where no
    /// type can be made of it.
    void read();

private:
    using form = schema_alternative::form;
    struct pending_shape {
        shape const** slot;
        std::string pointer;
    };
    struct pending_field {
        field* member;
        std::string_view description;
        boost::json::array const* examples; ///< null where there are none
        std::string pointer; ///< of its schema
    };

    void read_into(shape const*& slot, schema_node const& given, std::string_view name);
    shape const* make(schema_alternatives const& found, schema_node const& of, std::string_view name);
    void fill(shape const*& slot, schema_alternatives const& found, schema_node const& of, std::string_view name);
    void fill(shape const*& slot, schema_alternative const& one, schema_node const& of, std::string_view name);

    shape const* variant(schema_alternatives const& found, schema_node const& of, std::string_view name);
    shape const* tagged(std::vector<schema_alternative> const& objects, schema_node const& of, std::string_view name);
    shape const* choice(std::vector<schema_alternative> const& strings);

    shape const* single(schema_alternative const& one, std::string_view name);
    shape* scalar(schema_alternative const& one);
    shape* text(schema_alternative const& one, rules& notes);
    shape* list(schema_alternative const& one, rules& notes, std::string_view name);
    shape* object(schema_alternative const& one, rules& notes, std::string_view name);
    shape* map(schema_alternative const& one, std::string_view name);
    choice_shape const* keys_of(schema_node const& names);
    record_shape* record(schema_alternative const& one, std::string_view name);
    void add_field(field& member, schema_node const& schema);

    [[nodiscard]] rules notes_of(schema_alternative const& one);
    boost::json::array const* examples_of(schema_node const& schema);
    void set_notes(shape& type, rules notes);
    void set_description(shape& type, schema_node const& of);
    void finish_field(pending_field const& one);
    void finish();
    void check_finite() const;
    [[noreturn]] static void not_apart(schema_node const& of);

    schema_options const& options_;
    type_table& table_;
    schema_document document_;
    alternative_finder finder_{document_, options_};
    std::map<std::string, shape const*> shapes_; ///< by the pointers of their schemas; null while they are made
    std::vector<pending_shape> pending_;
    std::vector<pending_field> fields_;
    std::size_t depth_ = 0;
};

} // namespace coax::detail
