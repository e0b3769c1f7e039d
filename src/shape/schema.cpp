// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "shape/schema.hpp"

#include "shape/nullable.hpp"
#include "shape/schema_parts.hpp"
#include "text/patterns.hpp"

#include <coax/error.hpp>

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace coax::detail {
namespace {

namespace json = boost::json;

double as_real(number const& n)
{
    switch (n.is) {
    case number::type::integer:
        return static_cast<double>(n.integer);
    case number::type::natural:
        return static_cast<double>(n.natural);
    default:
        return n.real;
    }
}

/// Writes one schema. Records that are met more than once, or that recurse, go to $defs.
class schema_writer {
public:
    explicit schema_writer(shape const& root, bool all_ranges = false) : all_ranges_(all_ranges) { survey(root); }

    json::object root(shape const& type, root_form form)
    {
        json::object out;
        if (form == root_form::many)
            out = wrapped(wrapped_items, list(type));
        else if (needs_wrapping(type))
            out = wrapped(wrapped_value, element(type));
        else
            out = body(static_cast<record_shape const&>(type));
        add_definitions(out);
        return out;
    }

    /// Without an object around it.
    json::object itself(shape const& type)
    {
        auto out = needs_wrapping(type) ? element(type) : body(static_cast<record_shape const&>(type));
        add_definitions(out);
        return out;
    }

private:
    void add_definitions(json::object& out)
    {
        // By position: writing a body does not find new records, the survey met them all.
        json::object definitions;
        for (auto const& one : records_)
            if (one.uses > 1)
                definitions[one.name] = body(*one.record);
        if (!definitions.empty())
            out["$defs"] = std::move(definitions);
    }

    struct met_record {
        record_shape const* record;
        std::string name;
        std::size_t uses = 0;
        std::string_view tag;
    };

    static json::object wrapped(std::string_view name, json::object inner)
    {
        return {{"type", "object"}, {"properties", {{name, std::move(inner)}}}, {"required", {name}}};
    }

    met_record& meet(record_shape const& record)
    {
        auto const known = std::ranges::find(records_, &record, &met_record::record);
        if (known != records_.end())
            return *known;
        std::string const plain = record.name.empty() ? "object" : std::string(record.name);
        std::string name = plain;
        for (int n = 2; std::ranges::find(records_, name, &met_record::name) != records_.end(); ++n)
            name = plain + "_" + std::to_string(n);
        return records_.emplace_back(met_record{&record, std::move(name), 0, {}});
    }

    void survey(shape const& type)
    {
        switch (type.kind) {
        case shape_kind::nullable:
            return survey(*static_cast<nullable_shape const&>(type).inner);
        case shape_kind::sequence:
            return survey(*static_cast<sequence_shape const&>(type).inner);
        case shape_kind::set:
            return survey(*static_cast<set_shape const&>(type).inner);
        case shape_kind::map:
            return survey(*static_cast<map_shape const&>(type).inner);
        case shape_kind::tuple:
            for (auto const& one : static_cast<tuple_shape const&>(type).elements)
                survey(*one.type);
            if (auto const* rest = static_cast<tuple_shape const&>(type).rest)
                survey(*rest);
            return;
        case shape_kind::variant: {
            auto const& variant = static_cast<variant_shape const&>(type);
            for (auto const* one : variant.alternatives) {
                survey(*one);
                if (!variant.tag.empty())
                    meet(static_cast<record_shape const&>(*one)).tag = variant.tag;
            }
            return;
        }
        case shape_kind::record: {
            auto const& record = static_cast<record_shape const&>(type);
            if (++meet(record).uses == 1) {
                for (auto const& one : record.fields)
                    survey(*one.type);
                if (record.more != nullptr)
                    survey(*record.more);
            }
            return;
        }
        default:
            return;
        }
    }

    json::object write(shape const& type, rules const& notes)
    {
        switch (type.kind) {
        case shape_kind::boolean:
            return among({{"type", "boolean"}}, notes);
        case shape_kind::integer:
            return integer(static_cast<integer_shape const&>(type), notes);
        case shape_kind::real: {
            json::object out{{"type", "number"}};
            bounds(out, notes);
            return among(std::move(out), notes);
        }
        case shape_kind::text:
            return text_schema(notes);
        case shape_kind::choice:
            return choice_schema(static_cast<choice_shape const&>(type));
        case shape_kind::moment:
            return moment(static_cast<moment_shape const&>(type).format);
        case shape_kind::written:
        case shape_kind::digits:
            return written(static_cast<written_shape const&>(type), notes);
        case shape_kind::nothing:
            return {{"type", "null"}};
        case shape_kind::nullable:
            return nullable(write(*static_cast<nullable_shape const&>(type).inner, notes));
        case shape_kind::sequence: {
            auto const& sequence = static_cast<sequence_shape const&>(type);
            auto out = list(*sequence.inner);
            if (sequence.fixed_size != 0)
                exactly(out, sequence.fixed_size);
            else
                sizes(out, notes, "minItems", "maxItems");
            if (notes.unique)
                out["uniqueItems"] = true;
            return out;
        }
        case shape_kind::set: {
            auto const& set = static_cast<set_shape const&>(type);
            auto out = list(*set.inner);
            sizes(out, notes, "minItems", "maxItems");
            if (set.unique)
                out["uniqueItems"] = true;
            return out;
        }
        case shape_kind::map:
            return map(static_cast<map_shape const&>(type), notes);
        case shape_kind::record: {
            auto const& record = static_cast<record_shape const&>(type);
            auto const& known = meet(record);
            return known.uses > 1 ? json::object{{"$ref", "#/$defs/" + known.name}} : body(record);
        }
        case shape_kind::tuple:
            return tuple(static_cast<tuple_shape const&>(type), notes);
        case shape_kind::variant: {
            json::array any;
            for (auto const* one : static_cast<variant_shape const&>(type).alternatives)
                any.push_back(element(*one));
            return {{"anyOf", std::move(any)}};
        }
        case shape_kind::json:
            return among({}, notes);
        case shape_kind::custom:
            break;
        }
        return {};
    }

    /// A schema that no member's notes are about, but maybe its type's own.
    json::object element(shape const& type)
    {
        auto const* at = &type;
        while (at->notes == nullptr && at->kind == shape_kind::nullable)
            at = static_cast<nullable_shape const*>(at)->inner;
        if (at->notes == nullptr)
            return write(type, {});
        auto out = write(type, *at->notes);
        add_words(out, *at->notes);
        return out;
    }

    json::object tuple(tuple_shape const& type, rules const& notes)
    {
        json::array parts;
        for (auto const& one : type.elements)
            parts.push_back(element(*one.type));
        auto sized = notes;
        sized.min_items = std::max(type.least, notes.min_items);
        if (type.rest == nullptr)
            sized.max_items = std::min(parts.size(), notes.max_items);
        json::object out{{"type", "array"}, {"prefixItems", std::move(parts)}};
        out["items"] = type.rest == nullptr ? json::value(false) : json::value(element(*type.rest));
        sizes(out, sized, "minItems", "maxItems");
        return out;
    }

    /// Of ranges, those of 8 and 16 bits are enough: wider ones would cost tokens in every schema and steer nothing.
    json::object integer(integer_shape const& type, rules const& notes)
    {
        json::object out{{"type", "integer"}};
        auto stated = notes;
        bool const narrow = type.max
            <= (all_ranges_ ? std::numeric_limits<std::uint32_t>::max() : std::numeric_limits<std::uint16_t>::max());
        auto const least = static_cast<double>(type.min);
        auto const most = static_cast<double>(type.max);
        if ((narrow || type.min == 0) && !(stated.ge && as_real(stated.ge) >= least)
            && !(stated.gt && as_real(stated.gt) >= least - 1))
            stated.ge = type.min;
        if (narrow && !(stated.le && as_real(stated.le) <= most) && !(stated.lt && as_real(stated.lt) <= most + 1))
            stated.le = type.max;
        bounds(out, stated);
        return among(std::move(out), notes);
    }

    static void bounds(json::object& out, rules const& notes)
    {
        if (notes.ge)
            out["minimum"] = to_json(notes.ge);
        if (notes.gt)
            out["exclusiveMinimum"] = to_json(notes.gt);
        if (notes.le)
            out["maximum"] = to_json(notes.le);
        if (notes.lt)
            out["exclusiveMaximum"] = to_json(notes.lt);
        if (notes.multiple_of)
            out["multipleOf"] = to_json(notes.multiple_of);
    }

    static json::object moment(moment_format format)
    {
        json::object out{{"type", "string"}};
        switch (format) {
        case moment_format::date:
            out["format"] = "date";
            break;
        case moment_format::date_time:
            out["format"] = "date-time";
            break;
        case moment_format::month: // JSON Schema has no name for these
            out["pattern"] = "^[0-9]{4}-(0[1-9]|1[0-2])$";
            add_description(out, "A month as YYYY-MM");
            break;
        case moment_format::local:
            out["pattern"] = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-"
                             "9]([.][0-9]+)?$";
            add_description(out, "A local time as YYYY-MM-DDThh:mm:ss, without an offset");
            break;
        }
        return out;
    }

    static json::object written(written_shape const& type, rules const& notes)
    {
        auto const& form = type.wording;
        json::object out{{"type", type.kind == shape_kind::written ? "string" : form.whole ? "integer" : "number"}};
        for (auto const& [keyword, value] : {std::pair("format", form.format), std::pair("pattern", form.pattern),
                 std::pair("contentEncoding", form.encoding)})
            if (!value.empty())
                out[keyword] = value;
        bounds(out, notes);
        add_description(out, form.description);
        return out;
    }

    json::object list(shape const& inner) { return {{"type", "array"}, {"items", element(inner)}}; }

    static void exactly(json::object& out, std::size_t count)
    {
        out["minItems"] = count;
        out["maxItems"] = count;
    }

    static void sizes(json::object& out, rules const& notes, std::string_view least, std::string_view most)
    {
        if (notes.min_items != 0)
            out[least] = notes.min_items;
        if (notes.max_items != rules::unlimited)
            out[most] = notes.max_items;
    }

    json::object map(map_shape const& type, rules const& notes)
    {
        json::object out{{"type", "object"}, {"additionalProperties", element(*type.inner)}};
        if (type.keys != nullptr)
            out["propertyNames"] = {{"enum", json::array(type.keys->spellings.begin(), type.keys->spellings.end())}};
        if (type.whole_keys != nullptr)
            out["propertyNames"]
                = {{"pattern", type.whole_keys->min < 0 ? "^(-?[1-9][0-9]*|0)$" : "^([1-9][0-9]*|0)$"}};
        sizes(out, notes, "minProperties", "maxProperties");
        return out;
    }

    json::object body(record_shape const& type)
    {
        json::object properties;
        json::array required;
        auto add = [&](field const& one) {
            properties[one.name] = member(one);
            if (!one.may_be_missing())
                required.emplace_back(one.name);
        };
        auto const tag = meet(type).tag;
        for (auto const& one : type.fields)
            if (one.name == tag)
                add(one);
        for (auto const& one : type.fields)
            if (one.name != tag)
                add(one);

        json::object out{{"type", "object"}, {"properties", std::move(properties)}};
        if (!required.empty())
            out["required"] = std::move(required);
        if (type.closed)
            out["additionalProperties"] = false;
        else if (type.more != nullptr)
            out["additionalProperties"] = element(*type.more);
        add_description(out, type.description);
        return out;
    }

    json::object member(field const& one)
    {
        if (auto const& pattern = one.rules.pattern; !pattern.empty()) // the program's mistake, which no model can mend
            if (auto const fault = text::fault_of_pattern(pattern); !fault.empty())
                throw error({errc::invalid_option,
                    "the pattern of " + std::string(one.name) + " is not a regular expression: " + std::string(pattern)
                        + " (" + fault + ")"});
        auto out = write(*one.type, one.rules);
        if (one.rules.example_count != 0) {
            json::array examples;
            for (std::size_t i = 0; i < one.rules.example_count; ++i) {
                auto const& example = one.rules.examples[i];
                examples.push_back(example.number ? to_json(example.number) : json::value(example.text));
            }
            out["examples"] = std::move(examples);
        }
        add_words(out, one.rules);
        if (one.rules.quoted)
            add_description(out, "Quoted word for word from the text.");
        return out;
    }

    std::vector<met_record> records_;
    bool all_ranges_;
};

} // namespace

json::object plain_schema(shape const& root, root_form form) { return schema_writer(root).root(root, form); }

json::object full_schema(shape const& root) { return schema_writer(root, true).itself(root); }

} // namespace coax::detail
