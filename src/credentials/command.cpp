// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "credentials/command.hpp"

#include "credentials/answer.hpp"
#include "credentials/file.hpp"
#include "credentials/process.hpp"

#include <coax/credentials.hpp>
#include <coax/error.hpp>

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>

#include <sys/wait.h>

#include <memory>
#include <utility>

namespace coax::credentials {

namespace asio = boost::asio;

namespace {

constexpr std::size_t max_output = 1024 * 1024;

// As kubectl sets it: the plugin must not ask a person.
constexpr std::string_view exec_info
    = R"(KUBERNETES_EXEC_INFO={"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","spec":{"interactive":false}})";

std::string why_it_ended(int status)
{
    if (WIFEXITED(status))
        return "ended with status " + std::to_string(WEXITSTATUS(status));
    return "was ended by signal " + std::to_string(WIFSIGNALED(status) ? WTERMSIG(status) : 0);
}

} // namespace

credential credential_in(std::string_view output, std::string const& program)
{
    auto const text = trimmed(output);
    if (text.empty())
        refuse(program + " wrote nothing");
    if (!text.starts_with('{'))
        return bearer(std::string(text));
    answer const found(text, program);
    if (found.has("AccessKeyId"))
        return aws_keys_in(found, "SessionToken");
    auto const status = found.object("status");
    return bearer(status.text("token"), status.time("expirationTimestamp"));
}

asio::awaitable<credential> run_command(std::vector<std::string> arguments, std::chrono::milliseconds limit)
{
    if (arguments.empty() || arguments.front().empty())
        refuse("the command names no program");
    auto const program = "the program \"" + arguments.front() + "\"";
    auto const executor = co_await asio::this_coro::executor;
    std::shared_ptr<process> running;
    try {
        running = std::make_shared<process>(executor, arguments, std::string(exec_info));
    } catch (boost::system::system_error const& thrown) {
        refuse(program + " cannot be started: " + thrown.code().message());
    }
    // In the strand of the refresh, as this coroutine.
    asio::steady_timer timer(executor, limit);
    auto const timed_out = std::make_shared<bool>(false);
    timer.async_wait([timed_out, weak = std::weak_ptr(running)](boost::system::error_code fault) {
        auto const late = fault ? nullptr : weak.lock();
        if (!late)
            return;
        *timed_out = true;
        late->kill();
    });
    auto const output = co_await running->read_all(max_output);
    if (output.size() >= max_output)
        running->kill();
    auto const status = co_await running->wait();
    if (*timed_out)
        refuse(program + " took longer than " + std::to_string(limit.count()) + " ms and was killed");
    if (output.size() >= max_output)
        refuse(program + " wrote over " + std::to_string(max_output) + " bytes and was killed");
    if (status && *status != 0)
        refuse(program + " " + why_it_ended(*status));
    co_return credential_in(output, program);
}

std::vector<std::string> split_command(std::string_view line)
{
    std::vector<std::string> words;
    bool open = false; // a word is
    char quote = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
        char const c = line[i];
        bool const space = quote == 0 && (c == ' ' || c == '\t');
        if (space) {
            open = false;
            continue;
        }
        if (!std::exchange(open, true))
            words.emplace_back();
        if (quote != '\'' && c == '\\' && i + 1 < line.size())
            words.back() += line[++i];
        else if (quote == c)
            quote = 0;
        else if (quote == 0 && (c == '"' || c == '\''))
            quote = c;
        else
            words.back() += c;
    }
    return words;
}

credential_source command(std::vector<std::string> program_and_arguments, std::chrono::milliseconds limit)
{
    return [arguments = std::move(program_and_arguments), limit](
               http_transport&) { return run_command(arguments, limit); };
}

} // namespace coax::credentials
