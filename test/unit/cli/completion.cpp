// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "cli/completion.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

using namespace coax::cli;

namespace {

bool has(std::string const& text, std::string_view part) { return text.find(part) != text.npos; }

struct small_program {
    CLI::App app{"A program", "coax"};
    std::string name;
    bool each = false;

    small_program()
    {
        auto* const verb = app.add_subcommand("greet", "Say somebody's name");
        verb->add_option("-n,--name", name, "It's -- a name")->type_name("NAME");
        verb->add_flag("--each", each, ".begins with a point");
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(cli_completion)

BOOST_AUTO_TEST_CASE(scripts_have_the_verbs_and_their_options)
{
    small_program const of;
    auto const bash = completion_script(of.app, "bash");
    BOOST_TEST(has(bash, "greet) words='-h --help -n --name --each' ;;"), bash);
    BOOST_TEST(has(bash, "complete -o default -F _coax coax"));
    auto const zsh = completion_script(of.app, "zsh");
    BOOST_TEST(has(zsh, R"('greet:Say somebody'\''s name')"), zsh);
    auto const fish = completion_script(of.app, "fish");
    BOOST_TEST(has(fish, R"(-s n -l name -r -d 'It'\''s -- a name')"), fish);
    BOOST_TEST(has(fish, "-l each -d "), fish);
}

BOOST_AUTO_TEST_CASE(the_manual_page_is_safe_for_roff)
{
    auto const page = manual_page(small_program().app);
    BOOST_TEST(page.starts_with(".TH COAX 1"));
    BOOST_TEST(has(page, ".B \\-n, \\-\\-name \\fINAME\\fR\nIt's \\-\\- a name\n"), page);
    BOOST_TEST(has(page, "\n\\&.begins with a point\n"), page);
}

BOOST_AUTO_TEST_SUITE_END()
