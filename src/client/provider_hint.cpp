// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "client/provider_hint.hpp"

#include "provider/registry.hpp"

#include <algorithm>
#include <numeric>
#include <vector>

namespace coax::detail {

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

std::string lower(std::string_view text)
{
    std::string out(text);
    for (auto& c : out)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    return out;
}

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
        auto const far = distance(wanted, word);
        if (far < least && far * 3 <= word.size()) {
            least = far;
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

} // namespace

std::string provider_hint(std::string_view name)
{
    constexpr std::size_t shown = 100;
    auto const slash = name.find('/');
    auto const head = lower(name.substr(0, std::min(slash, shown)));
    auto const rest = slash == name.npos ? std::string_view() : name.substr(slash + 1, shown);
    std::string_view provider;
    std::string_view model = rest;
    if (slash == name.npos) {
        provider = maker_of(head);
        if (!provider.empty())
            model = name.substr(0, shown);
    }
    if (provider.empty())
        provider = nearest(head);
    if (provider.empty())
        return {};
    return "; did you mean \"" + std::string(provider) + "/" + (model.empty() ? "MODEL" : std::string(model)) + "\"?";
}

} // namespace coax::detail
