// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/prompt.hpp"

#include <boost/json/serialize.hpp>

namespace coax::provider {

std::string system_text(model_request const& asked, bool unseen_schema)
{
    auto text = asked.request->system();
    if (asked.mode == mode::tool || (asked.mode == mode::json_schema && !unseen_schema))
        return text;
    if (!text.empty())
        text += "\n\n";
    text += "Answer with one JSON object and nothing else: no words before or after it, no Markdown fence. It must be "
            "valid against this JSON Schema";
    if (!asked.schema_description.empty())
        text.append(" (").append(asked.schema_description).append(")");
    text += ":\n";
    text += boost::json::serialize(*asked.schema);
    return text;
}

} // namespace coax::provider
