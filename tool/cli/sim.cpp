// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// coax sim: the simulated provider, for people who test in any language.
#include "cli/exit_code.hpp"
#include "cli/file_text.hpp"
#include "cli/terminal.hpp"
#include "cli/usage_error.hpp"
#include "cli/verb.hpp"

#include <coax/sim.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>

#include <csignal>
#include <cstdint>
#include <fstream>
#include <memory>
#include <optional>
#include <string>

namespace coax::cli {

namespace {

struct sim_options {
    std::uint16_t port = 0;
    std::string prefix;
    std::string ca_out;
    std::string answer_file;
    std::string key;
    double pace = 0;
    std::size_t cut = 4;
    std::uint64_t seed = 1;
    bool plain = false;
};

sim::server_options server_options_of(sim_options const& given)
{
    sim::server_options made;
    made.port(given.port).prefix(given.prefix).tls(!given.plain).pace(given.pace).cut(given.cut).seed(given.seed);
    if (!given.key.empty())
        made.require_key(given.key);
    return made;
}

int run(sim_options const& given)
{
    std::optional<std::string> answer;
    if (!given.answer_file.empty())
        answer = file_text(given.answer_file);
    boost::asio::io_context context(1);
    sim::server server(context.get_executor(), server_options_of(given));
    if (answer)
        server.on([&](sim::asked const&) { return sim::reply::json(*answer); });
    if (!given.ca_out.empty()) {
        std::ofstream out(given.ca_out);
        out << server.ca_pem();
        if (!out.flush())
            throw usage_error("cannot write " + given.ca_out);
    }
    boost::asio::signal_set signals(context, SIGINT, SIGTERM);
    signals.async_wait([&](boost::system::error_code const&, int) { server.stop(); });
    for (auto const* provider : {"anthropic", "openai", "openai-responses", "google", "vertex", "bedrock",
             "bedrock-anthropic", "cohere", "ollama-native"})
        write_out(std::string(provider) + ' ' + server.options(provider).base_url() + '\n');
    flush_out();
    context.run();
    return success;
}

} // namespace

void add_sim(CLI::App& program, verb_run& chosen)
{
    auto const options = std::make_shared<sim_options>();
    auto* const verb = program.add_subcommand("sim",
        "Run a simulated provider on loopback. It prints the base URL for each provider, and speaks Anthropic "
        "Messages, "
        "OpenAI Chat and Responses, Gemini, Bedrock Converse and InvokeModel, Cohere Chat v2 and Ollama's chat");
    verb->add_option("--port", options->port, "Listen on 127.0.0.1:N (default: any free port)")->type_name("N");
    verb->add_option("--prefix", options->prefix, "The path before every other path")->type_name("PATH");
    verb->add_flag(
        "--plain,!--tls", options->plain, "Plain http; --tls, the default: TLS with an authority of its own");
    verb->add_option("--ca-out", options->ca_out, "Write that authority's certificate to this file (PEM)")
        ->type_name("FILE");
    verb->add_option("--answer", options->answer_file,
            "Answer everything with the JSON in this file (default: a made-up value that fits the schema)")
        ->type_name("FILE");
    verb->add_option("--pace", options->pace, "Deltas a second (default: no waiting)")->type_name("N");
    verb->add_option("--cut", options->cut, "Characters in each delta (default: 4)")->type_name("N");
    verb->add_option("--seed", options->seed, "Another made-up value (default: 1)")->type_name("N");
    verb->add_option("--key", options->key, "Refuse every other API key (default: take any)")->type_name("KEY");
    verb->callback([options, &chosen] { chosen = [options] { return run(*options); }; });
}

} // namespace coax::cli
