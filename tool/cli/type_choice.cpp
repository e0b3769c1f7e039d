// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "cli/type_choice.hpp"

#include "cli/field_syntax.hpp"
#include "cli/file_text.hpp"
#include "cli/usage_error.hpp"

#include <coax/error.hpp>

#include <utility>

namespace coax::cli {

void type_choice::add_to(CLI::App& verb)
{
    auto* const file
        = verb.add_option("-s,--schema", file_, "A file with the JSON Schema of the value")->type_name("FILE");
    verb.add_option("-f,--field", fields_,
            "A field of the value, in place of a schema: NAME:TYPE [DESCRIPTION], as name:string, 'sights:[string]', "
            "mood:good|bad, year:integer?; repeatable")
        ->type_name("FIELD")
        ->allow_extra_args(false)
        ->excludes(file);
    verb.add_flag("--note-keywords", notes_only_,
        "Tell the model what the schema's unsupported keywords say, and do not check them (default: refuse them)");
}

type type_choice::chosen() const
{
    if (!file_.empty())
        return type_of(file_text(file_), file_, notes_only_);
    if (fields_.empty())
        throw usage_error("say what to extract: --schema FILE, or --field NAME:TYPE once or more often");
    return type::from_schema(schema_of_fields(fields_));
}

type type_of(std::string const& text, std::string const& source, bool notes_only)
{
    schema_options options;
    if (notes_only)
        options.unkept = unkept_keyword::note;
    try {
        return type::parse_schema(text, options);
    } catch (coax::error const& error) {
        throw usage_error(source + ": " + error.failure().message);
    }
}

} // namespace coax::cli
