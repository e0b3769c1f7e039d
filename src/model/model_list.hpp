// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace coax::model {

/// The path at which a service lists its models, from the path at which it is asked; empty where it lists none there.
/// Sources: https://platform.openai.com/docs/api-reference/models/list, https://docs.anthropic.com/en/api/models-list,
/// https://ai.google.dev/api/models, https://docs.cohere.com/reference/list-models,
/// https://github.com/ollama/ollama/blob/main/docs/api.md#list-local-models
std::optional<std::string> model_list_path(std::string_view asked_at);

/// The names in a list of models, in the order of the service; empty where the text is no such list.
std::optional<std::vector<std::string>> model_names(std::string_view json);

} // namespace coax::model
