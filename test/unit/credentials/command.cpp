// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "credentials/command.hpp"
#include "credentials/aws_profile.hpp"
#include "scratch_folder.hpp"
#include "transport/http_client.hpp"

#include <coax/credentials.hpp>
#include <coax/error.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <fstream>

#include <signal.h>

namespace asio = boost::asio;
using namespace coax;
using namespace coax::test;
using namespace std::chrono_literals;
using words = std::vector<std::string>;

namespace {

struct fixture {
    asio::io_context io;
    std::shared_ptr<transport::http_client> transport
        = std::make_shared<transport::http_client>(io.get_executor(), transport::settings{});
    scratch_folder folder;

    std::string write(std::string const& name, std::string_view text)
    {
        auto const path = folder.path() / name;
        std::ofstream(path, std::ios::binary) << text;
        return path.string();
    }
    credential from(credential_source const& source)
    {
        credential found;
        std::exception_ptr thrown;
        asio::co_spawn(asio::make_strand(io), source(*transport), [&](std::exception_ptr why, credential got) {
            thrown = why;
            found = std::move(got);
        });
        io.restart();
        io.run();
        if (thrown)
            std::rethrow_exception(thrown);
        return found;
    }
    std::string why_not(credential_source const& source)
    {
        try {
            from(source);
        } catch (error const& thrown) {
            BOOST_TEST((thrown.code() == errc::credential_failed));
            return thrown.failure().message;
        }
        return "it gave a credential";
    }
    static credential_source shell(std::string line, std::chrono::milliseconds limit = 30s)
    {
        return credentials::command({"/bin/sh", "-c", std::move(line)}, limit);
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(credential_sources, fixture)

BOOST_AUTO_TEST_CASE(a_file_is_read_again)
{
    auto const path = write("token", " first-token\n");
    auto const source = credentials::file(path);
    auto const first = from(source);
    BOOST_TEST(first.secret() == "Bearer first-token");
    BOOST_TEST((first.expires() <= std::chrono::system_clock::now() + 60s));
    // As kubelet does it: another file takes the name.
    std::filesystem::rename(write("next", "second-token"), path);
    BOOST_TEST(from(source).secret() == "Bearer second-token");
    write("token", "\n");
    BOOST_TEST(why_not(source) == "the file \"" + path + "\" holds no token");
    std::filesystem::remove(path);
    BOOST_TEST(why_not(source) == "the file \"" + path + "\" cannot be read: No such file or directory");
}

BOOST_AUTO_TEST_CASE(what_a_program_writes)
{
    BOOST_TEST(from(shell("echo plain-token")).secret() == "Bearer plain-token");
    BOOST_TEST((from(shell("echo plain-token")).expires() == credential::never));
    auto const exec = from(shell(
        R"(echo '{"kind":"ExecCredential","status":{"token":"t1","expirationTimestamp":"2100-01-01T00:00:00Z"}}')"));
    BOOST_TEST(exec.secret() == "Bearer t1");
    BOOST_TEST((exec.expires() == std::chrono::sys_days(std::chrono::year(2100) / 1 / 1)));
    auto const aws = from(shell(R"(echo '{"Version":1,"AccessKeyId":"id","SecretAccessKey":"s","SessionToken":"t"}')"));
    BOOST_TEST((aws.type() == credential::form::aws_signature));
    BOOST_TEST(aws.name() == "id");
    BOOST_TEST(aws.secret() == "s");
    BOOST_TEST(aws.session_token() == "t");
    BOOST_TEST(from(credentials::command({"printf", "%s", "a b$HOME"})).secret() == "Bearer a b$HOME"); // no shell
}

BOOST_AUTO_TEST_CASE(the_request_of_kubectl_is_in_its_environment)
{
    BOOST_TEST(
        from(shell(R"(case "$KUBERNETES_EXEC_INFO" in *ExecCredential*) echo yes;; esac)")).secret() == "Bearer yes");
}

BOOST_AUTO_TEST_CASE(a_program_that_gives_none)
{
    BOOST_TEST(why_not(shell("true")) == "the program \"/bin/sh\" wrote nothing");
    BOOST_TEST(why_not(shell("echo secret-word; exit 3")) == "the program \"/bin/sh\" ended with status 3");
    BOOST_TEST(why_not(shell("kill -9 $$")) == "the program \"/bin/sh\" was ended by signal 9");
    BOOST_TEST(why_not(shell("echo '{\"status\":{}}'")) == "the program \"/bin/sh\" gave no text as \"status.token\"");
    BOOST_TEST(why_not(shell("echo '{}'")) == "the program \"/bin/sh\" gave no object as \"status\"");
    BOOST_TEST(why_not(shell("yes")) == "the program \"/bin/sh\" wrote over 1048576 bytes and was killed");
    BOOST_TEST(why_not(credentials::command({"/nowhere/program"}))
        == "the program \"/nowhere/program\" cannot be started: No such file or directory");
    BOOST_TEST(why_not(credentials::command({})) == "the command names no program");
}

BOOST_AUTO_TEST_CASE(a_program_that_takes_too_long_is_killed_with_its_children)
{
    auto const pid_file = (folder.path() / "pid").string();
    BOOST_TEST(why_not(shell("sleep 1000 & echo $! >" + pid_file + "; wait", 2s))
        == "the program \"/bin/sh\" took longer than 2000 ms and was killed");
    int pid = 0;
    std::ifstream(pid_file) >> pid;
    BOOST_REQUIRE(pid > 0);
    bool gone = false;
    for (int i = 0; i < 1000 && !gone; ++i) {
        std::ifstream status("/proc/" + std::to_string(pid) + "/stat");
        std::string line;
        gone = !std::getline(status, line) || line.find(") Z") != std::string::npos;
        if (!gone)
            ::usleep(1000);
    }
    BOOST_TEST(gone);
}

BOOST_AUTO_TEST_CASE(a_cancelled_program_is_killed)
{
    asio::cancellation_signal stop;
    std::exception_ptr thrown;
    auto const source = shell("sleep 1000");
    auto const strand = asio::make_strand(io);
    asio::co_spawn(strand, source(*transport),
        asio::bind_cancellation_slot(stop.slot(), [&](std::exception_ptr why, credential const&) { thrown = why; }));
    io.poll();
    stop.emit(asio::cancellation_type::terminal);
    io.restart();
    io.run(); // ends
    BOOST_TEST(bool(thrown));
}

BOOST_AUTO_TEST_CASE(a_command_line_is_split_without_a_shell)
{
    using credentials::split_command;
    BOOST_TEST((split_command("a b  c") == words{"a", "b", "c"}));
    BOOST_TEST((split_command(R"("/path with/x" --n 'a "b"' "")") == words{"/path with/x", "--n", "a \"b\"", ""}));
    BOOST_TEST((split_command(R"(a\ b "c\"d" 'e\f' $HOME;ls)") == words{"a b", "c\"d", "e\\f", "$HOME;ls"}));
    BOOST_TEST(split_command("  ").empty());
}

BOOST_AUTO_TEST_CASE(sections_of_aws_files)
{
    auto const found
        = credentials::aws_section("[default]\nregion=x\n# [a]\n[ a ]\n;no\naws_access_key_id = id\n"
                                   "s3 =\n  nested = 1\naws_secret_access_key=s=/+  # comment\r\n[b]\nk=v\n",
            "a");
    BOOST_TEST(found.size() == 3U);
    BOOST_TEST(found.at("aws_access_key_id") == "id");
    BOOST_TEST(found.at("aws_secret_access_key") == "s=/+");
    BOOST_TEST(credentials::aws_section("[a", "a").empty());
    BOOST_TEST(credentials::aws_section("", "a").empty());
}

BOOST_AUTO_TEST_CASE(a_profile_of_aws)
{
    ::unsetenv("AWS_PROFILE");
    ::setenv("AWS_SHARED_CREDENTIALS_FILE",
        write(
            "credentials", "[default]\naws_access_key_id=id1\naws_secret_access_key=s1\n[half]\naws_access_key_id=i\n")
            .c_str(),
        1);
    ::setenv("AWS_CONFIG_FILE",
        write("config",
            "[default]\naws_access_key_id=other\n[profile made]\ncredential_process = /bin/sh -c \"echo "
            "'{\\\"AccessKeyId\\\":\\\"id2\\\",\\\"SecretAccessKey\\\":\\\"s2\\\"}'\"\n[profile role]\nrole_arn=x\n")
            .c_str(),
        1);
    auto const first = from(credentials::aws_profile());
    BOOST_TEST(first.name() == "id1");
    BOOST_TEST(first.secret() == "s1");
    BOOST_TEST(from(credentials::aws_profile("made")).name() == "id2");
    ::setenv("AWS_PROFILE", "made", 1);
    BOOST_TEST(from(credentials::aws_profile()).name() == "id2");
    ::unsetenv("AWS_PROFILE");
    auto const why = [&](std::string name, std::string_view expected) {
        auto const message = why_not(credentials::aws_profile(std::move(name)));
        BOOST_TEST(message.find(expected) != std::string::npos, message);
    };
    why("half", "has no aws_secret_access_key");
    why("role", "roles to be assumed and SSO are not read");
    why("absent", "does not exist or is empty");
    ::unsetenv("AWS_SHARED_CREDENTIALS_FILE");
    ::unsetenv("AWS_CONFIG_FILE");
}

BOOST_AUTO_TEST_SUITE_END()
