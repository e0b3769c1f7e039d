// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "cli/completion.hpp"

#include "cli/exit_code.hpp"
#include "cli/terminal.hpp"
#include "cli/verb.hpp"

#include <memory>
#include <vector>

namespace coax::cli {

namespace {

struct option_words {
    std::vector<std::string> names; ///< with their dashes
    std::string value; ///< what its value is called; "" for a flag
    std::string description;
};

std::vector<option_words> options_of(CLI::App const& verb)
{
    std::vector<option_words> all;
    for (auto const* const one : verb.get_options()) {
        option_words words;
        for (auto const& name : one->get_snames())
            words.names.push_back("-" + name);
        for (auto const& name : one->get_lnames())
            words.names.push_back("--" + name);
        words.value = one->get_items_expected_max() == 0 ? "" : one->get_type_name();
        words.description = one->get_description();
        if (!words.names.empty())
            all.push_back(std::move(words));
    }
    return all;
}

std::vector<CLI::App const*> verbs_of(CLI::App const& program)
{
    return program.get_subcommands([](CLI::App const* one) { return !one->get_name().empty(); });
}

std::string names_of(CLI::App const& verb)
{
    std::string names;
    for (auto const& one : options_of(verb))
        for (auto const& name : one.names)
            names += (names.empty() ? "" : " ") + name;
    return names;
}

// For a shell's single quotes.
std::string shell_quoted(std::string_view text)
{
    std::string out = "'";
    for (auto const c : text)
        out += c == '\'' ? "'\\''" : std::string(1, c);
    return out + "'";
}

std::string for_bash(CLI::App const& program)
{
    std::string verbs;
    std::string cases;
    for (auto const* const verb : verbs_of(program)) {
        verbs += (verbs.empty() ? "" : " ") + verb->get_name();
        cases += "        " + verb->get_name() + ") words=" + shell_quoted(names_of(*verb)) + " ;;\n";
    }
    return "_coax() {\n    local word=${COMP_WORDS[COMP_CWORD]} words=\n    case ${COMP_WORDS[1]} in\n" + cases
        + "        *) words=" + shell_quoted(verbs + " --help --version")
        + " ;;\n    esac\n    [[ $COMP_CWORD -eq 1 ]] && words=" + shell_quoted(verbs + " --help --version")
        + "\n    mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$word\")\n}\ncomplete -o default -F _coax coax\n";
}

std::string for_zsh(CLI::App const& program)
{
    std::string verbs;
    std::string cases;
    for (auto const* const verb : verbs_of(program)) {
        verbs += "        " + shell_quoted(verb->get_name() + ":" + verb->get_description()) + "\n";
        cases += "        " + verb->get_name() + ") compadd -- " + names_of(*verb) + "; _files ;;\n";
    }
    return "#compdef coax\n_coax() {\n    local -a verbs=(\n" + verbs
        + "    )\n    if ((CURRENT == 2)); then\n        _describe verb verbs\n        return\n    fi\n    case "
          "$words[2] in\n"
        + cases + "    esac\n}\n_coax \"$@\"\n";
}

std::string for_fish(CLI::App const& program)
{
    std::string out = "complete -c coax -f -n __fish_use_subcommand -l help -l version\n";
    for (auto const* const verb : verbs_of(program)) {
        out += "complete -c coax -f -n __fish_use_subcommand -a " + verb->get_name() + " -d "
            + shell_quoted(verb->get_description()) + "\n";
        for (auto const& option : options_of(*verb)) {
            out += "complete -c coax -n '__fish_seen_subcommand_from " + verb->get_name() + "'";
            for (auto const& name : option.names)
                out += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
            out += (option.value.empty() ? "" : " -r") + (" -d " + shell_quoted(option.description)) + "\n";
        }
    }
    return out;
}

// A minus is a hyphen for roff, and a point or quote at the beginning of a line is a command.
std::string roff(std::string_view text)
{
    std::string out;
    for (auto const c : text) {
        if (c == '-')
            out += "\\-";
        else if (c == '\\')
            out += "\\e";
        else
            out += c;
    }
    return out.starts_with('.') || out.starts_with('\'') ? "\\&" + out : out;
}

void add_options(std::string& out, CLI::App const& verb)
{
    for (auto const& option : options_of(verb)) {
        std::string names;
        for (auto const& name : option.names)
            names += (names.empty() ? "" : ", ") + name;
        out += ".TP\n.B " + roff(names) + (option.value.empty() ? "" : " \\fI" + roff(option.value) + "\\fR") + "\n"
            + roff(option.description) + "\n";
    }
}

} // namespace

std::string completion_script(CLI::App const& program, std::string_view shell)
{
    return shell == "zsh" ? for_zsh(program) : shell == "fish" ? for_fish(program) : for_bash(program);
}

std::string manual_page(CLI::App const& program)
{
    std::string out
        = ".TH COAX 1 \"\" \"coax " COAX_VERSION "\" \"User Commands\"\n.SH NAME\ncoax \\- structured output from "
          "LLMs, streamed and validated\n.SH SYNOPSIS\n.B coax\n\\fIVERB\\fR [\\fIOPTION\\fR]... "
          "[\\fIARGUMENT\\fR]...\n.SH VERBS\n";
    for (auto const* const verb : verbs_of(program)) {
        out += ".SS " + verb->get_name() + "\n" + roff(verb->get_description()) + "\n";
        add_options(out, *verb);
    }
    out += ".SH NOTES\n.nf\n" + roff(program.get_footer()) + "\n.fi\n";
    return out;
}

void add_completion(CLI::App& program, verb_run& chosen)
{
    auto const shell = std::make_shared<std::string>();
    auto* const verb
        = program.add_subcommand("completion", "Print the completion script of a shell, or the manual page");
    verb->add_option("shell", *shell, "bash, zsh, fish or man")
        ->required()
        ->check(CLI::IsMember({"bash", "zsh", "fish", "man"}))
        ->type_name("SHELL");
    verb->callback([shell, &program, &chosen] {
        chosen = [shell, &program] {
            write_out(*shell == "man" ? manual_page(program) : completion_script(program, *shell));
            return success;
        };
    });
}

} // namespace coax::cli
