// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "cli/settings.hpp"

#include "cli/environment.hpp"
#include "cli/file_text.hpp"
#include "cli/usage_error.hpp"

#include <coax/reader.hpp>

#include <filesystem>

namespace coax::cli {

settings read_settings(std::string_view text, std::string_view path)
{
    coax::reader<settings> reader(tolerance::strict);
    reader.feed(text);
    bool const whole = reader.finish();
    std::string problems;
    auto const add = [&](std::string_view pointer, std::string_view words) {
        problems.append(problems.empty() ? "" : "; ").append(pointer.empty() ? "the file" : pointer);
        problems.append(" ").append(words);
    };
    for (auto const& broken : reader.violations())
        add(broken.pointer, broken.message);
    for (auto const& repair : reader.details().repairs) // no other kind is in a strict text
        add(repair.pointer, "is no setting");
    if (!whole && problems.empty())
        problems = reader.failure()->message;
    if (!problems.empty())
        throw usage_error(std::string(path) + ": " + problems);
    return std::move(reader).value();
}

std::string settings_path()
{
    if (auto path = environment("COAX_CONFIG"); !path.empty())
        return path;
    auto folder = environment("XDG_CONFIG_HOME");
    if (folder.empty() || folder.front() != '/') // a relative one is to be ignored, by the XDG rules
        folder = environment("HOME") + "/.config";
    return folder + "/coax/config.json";
}

settings load_settings()
{
    auto const path = settings_path();
    if (environment("COAX_CONFIG").empty() && !std::filesystem::exists(path))
        return {};
    return read_settings(file_text(path), path);
}

cli::profile find_profile(settings const& from, std::string const& name)
{
    auto const wanted = name.empty() ? from.profile.value_or("") : name;
    if (wanted.empty())
        return {};
    std::string names;
    if (from.profiles) {
        if (auto const found = from.profiles->find(wanted); found != from.profiles->end())
            return found->second;
        for (auto const& one : *from.profiles)
            names += (names.empty() ? "" : ", ") + one.first;
    }
    throw usage_error("there is no profile \"" + wanted + "\" in " + settings_path() + "; it has "
        + (names.empty() ? "none" : names));
}

} // namespace coax::cli
