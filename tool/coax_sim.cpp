// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// coax-sim: the simulated provider as a program, for people who test in other languages.
#include <coax/sim.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>

#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace {

constexpr std::string_view usage = R"(usage: coax-sim [options]
A simulated provider on loopback. It prints the base URL for each provider, and speaks Anthropic Messages, OpenAI Chat
and Responses, Gemini, Bedrock Converse and InvokeModel (Anthropic), Cohere Chat v2 and Ollama's chat.

  --port N          listen on 127.0.0.1:N (default: any free port)
  --prefix PATH     what stands before every path (default: nothing)
  --tls | --plain   TLS with an authority of its own (default), or plain http
  --ca-out FILE     write that authority's certificate to FILE (PEM)
  --answer FILE     answer everything with the JSON in FILE
                    (default: a made-up value that fits the schema asked for)
  --pace N          N deltas each second (default: as fast as it goes)
  --cut N           N characters in each delta (default: 4)
  --seed N          another made-up value (default: 1)
  --key KEY         refuse every other API key (default: take any)
)";

class settings {
public:
    coax::sim::server_options server;
    std::string ca_out;
    std::optional<std::string> answer;
};

std::string read_file(std::string const& name)
{
    std::ifstream in(name, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(in), {}};
    if (!in)
        throw std::runtime_error("cannot read " + name);
    return text;
}

settings parse(std::vector<std::string> const& arguments)
{
    settings made;
    for (auto at = arguments.begin(); at != arguments.end(); ++at) {
        auto const& option = *at;
        if (option == "--tls" || option == "--plain") {
            made.server.tls(option == "--tls");
            continue;
        }
        if (std::next(at) == arguments.end())
            throw std::runtime_error(option + ": unknown, or its value is missing");
        auto const& value = *++at;
        if (option == "--port")
            made.server.port(static_cast<std::uint16_t>(std::stoul(value)));
        else if (option == "--prefix")
            made.server.prefix(value);
        else if (option == "--ca-out")
            made.ca_out = value;
        else if (option == "--answer")
            made.answer = read_file(value);
        else if (option == "--pace")
            made.server.pace(std::stod(value));
        else if (option == "--cut")
            made.server.cut(std::stoul(value));
        else if (option == "--seed")
            made.server.seed(std::stoull(value));
        else if (option == "--key")
            made.server.require_key(value);
        else
            throw std::runtime_error(option + ": unknown option");
    }
    return made;
}

int run(settings const& given)
{
    boost::asio::io_context context(1);
    coax::sim::server server(context.get_executor(), given.server);
    if (given.answer)
        server.on([&](coax::sim::asked const&) { return coax::sim::reply::json(*given.answer); });
    if (!given.ca_out.empty()) {
        std::ofstream out(given.ca_out);
        out << server.ca_pem();
        if (!out.flush())
            throw std::runtime_error("cannot write " + given.ca_out);
    }
    for (auto const* provider : {"anthropic", "openai", "openai-responses", "google", "vertex", "bedrock",
             "bedrock-anthropic", "cohere", "ollama-native"})
        std::cout << provider << ' ' << server.options(provider).base_url() << '\n';
    std::cout.flush();

    boost::asio::signal_set signals(context, SIGINT, SIGTERM);
    signals.async_wait([&](boost::system::error_code const&, int) { server.stop(); });
    context.run();
    return EXIT_SUCCESS;
}

} // namespace

int main(int count, char** values)
{
    std::vector<std::string> const arguments(values + 1, values + count);
    if (arguments.size() == 1 && (arguments.front() == "--help" || arguments.front() == "-h")) {
        std::cout << usage;
        return EXIT_SUCCESS;
    }
    try {
        return run(parse(arguments));
    } catch (std::exception const& error) {
        std::cerr << "coax-sim: " << error.what() << '\n' << usage;
        return EXIT_FAILURE;
    }
}
