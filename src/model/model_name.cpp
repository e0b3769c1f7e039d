// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "model/model_name.hpp"

#include "text/ascii.hpp"

#include <coax/error.hpp>

#include <algorithm>
#include <numeric>
#include <vector>

namespace coax::model {

namespace {

struct known_as {
    std::string_view word;
    std::string_view provider;
};

// What providers, their models and their own tools are called beside the names of the registry.
constexpr known_as others[]{{"claude", "anthropic"}, {"gpt", "openai"}, {"chatgpt", "openai"}, {"o1", "openai"},
    {"o3", "openai"}, {"o4", "openai"}, {"gemini", "google"}, {"googleai", "google"}, {"vertexai", "vertex"},
    {"vertex_ai", "vertex"}, {"aws", "bedrock"}, {"amazon", "bedrock"}, {"nova", "bedrock"}, {"command", "cohere"},
    {"grok", "xai"}, {"x-ai", "xai"}, {"x.ai", "xai"}, {"kimi", "moonshot"}, {"moonshotai", "moonshot"}, {"glm", "zai"},
    {"z.ai", "zai"}, {"z-ai", "zai"}, {"zhipu", "zai"}, {"sonar", "perplexity"}, {"pplx", "perplexity"},
    {"magistral", "mistral"}, {"mistralai", "mistral"}, {"codestral", "mistral"}, {"hf", "huggingface"},
    {"togetherai", "together"}, {"azure-openai", "azure"}, {"llamacpp", "llama.cpp"}, {"llama-cpp", "llama.cpp"},
    {"lm-studio", "lmstudio"}, {"openai_compatible", "openai-compatible"}, {"open-router", "openrouter"}};

// Letters to insert, leave out or change; neighbours that changed places count once.
std::size_t distance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> before;
    std::vector<std::size_t> last(b.size() + 1);
    std::iota(last.begin(), last.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::vector<std::size_t> row(b.size() + 1, i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], before[j - 2] + 1);
        }
        before = std::move(last);
        last = std::move(row);
    }
    return last.back();
}

std::string_view nearest(std::string_view wanted)
{
    constexpr std::size_t longest = 32; // of what is compared; no provider's name is near to that
    std::string_view best;
    std::size_t least = 3;
    auto look = [&](std::string_view word, std::string_view provider) {
        auto const steps = distance(wanted, word);
        if (steps < least && steps * 3 <= word.size()) {
            least = steps;
            best = provider;
        }
    };
    if (wanted.empty() || wanted.size() > longest)
        return {};
    for (auto const& one : provider::services())
        look(one.name, one.name);
    for (auto const& one : others)
        look(one.word, one.provider);
    return best;
}

// Whose models begin so: "claude-haiku-4-5".
std::string_view maker_of(std::string_view model)
{
    auto const first = model.substr(0, model.find_first_of("-:. "));
    for (auto const& one : others)
        if (one.word == first || (first.starts_with(one.word) && one.word.size() > 3))
            return one.provider;
    return {};
}

/// "; did you mean \"anthropic/claude-x\"?" for a model's name whose provider is misspelled, goes by another name, or
/// is left out; "" where no name is similar.
std::string provider_hint(std::string_view name)
{
    constexpr std::size_t max_quoted = 100;
    auto const slash = name.find('/');
    auto const head = text::lowered(name.substr(0, std::min(slash, max_quoted)));
    auto const rest = slash == name.npos ? std::string_view() : name.substr(slash + 1, max_quoted);
    std::string_view provider;
    std::string_view model = rest;
    if (slash == name.npos) {
        provider = maker_of(head);
        if (!provider.empty())
            model = name.substr(0, max_quoted);
    }
    if (provider.empty())
        provider = nearest(head);
    if (provider.empty())
        return {};
    return "; did you mean \"" + std::string(provider) + "/" + (model.empty() ? "MODEL" : std::string(model)) + "\"?";
}

// Some protocols put the model into the path of the URL, where these would lead elsewhere.
void check_model(std::string_view model)
{
    auto const bad = std::ranges::find_if(model, [](unsigned char c) { return c < 0x20 || c == 0x7F; });
    if (bad != model.end())
        throw error({errc::invalid_option,
            "The model's name holds a control character at position " + std::to_string(bad - model.begin())});
    for (auto rest = model;;) {
        auto const end = rest.find('/');
        auto const part = rest.substr(0, end);
        if (part == "." || part == "..")
            throw error({errc::invalid_option,
                "The model's name \"" + std::string(model) + "\" has the part \"" + std::string(part)
                    + "\", which would change the path of the URL"});
        if (end == rest.npos)
            return;
        rest.remove_prefix(end + 1);
    }
}

} // namespace

model_name parse_model_name(std::string_view name)
{
    auto const slash = name.find('/');
    auto const* const service = provider::find_service(name.substr(0, slash));
    if (service == nullptr || slash == std::string_view::npos)
        throw error({errc::unknown_provider,
            "\"" + std::string(name)
                + (slash == std::string_view::npos ? "\" does not say whose model it is; write provider/model, as in "
                                                     "\"openai/gpt-5-mini\", with one of "
                                                   : "\" has no provider before the '/' that coax knows; it knows ")
                + provider::service_names() + provider_hint(name)});
    auto const model = name.substr(slash + 1);
    if (model.empty())
        throw error({errc::invalid_option,
            "\"" + std::string(name) + "\" names no model after the '/', as in \"" + std::string(service->name)
                + "/MODEL\""});
    check_model(model);
    return {service, std::string(model)};
}

} // namespace coax::model
