// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// A credential that changes, as facts and actions: how a request gets it, and what a refusal of it leads to.
#include "credentials/shared_credential.hpp"
#include "machine_fixture.hpp"

#include <boost/asio/io_context.hpp>

using namespace coax;
using namespace coax::test;

namespace {

std::shared_ptr<credentials::shared_credential> unused_source(boost::asio::io_context& io)
{
    return std::make_shared<credentials::shared_credential>(
        io.get_executor(), credential_source(), nullptr, credentials::shared_credential::settings{});
}

struct authorized_calls : machine_of<product> {
    boost::asio::io_context io;

    authorized_calls()
    {
        first = detail::find_endpoint("openai/first", client_options().credentials(never_asked));
        first.credentials = unused_source(io);
    }
    static boost::asio::awaitable<credential> never_asked() { co_return credential(); }

    action authorize(std::string token, std::uint64_t number)
    {
        return resume(call::authorized{bearer(std::move(token)), number});
    }
    [[nodiscard]] std::string authorization() const
    {
        return std::string(http::find(machine->request_to_send().headers, "authorization"));
    }
    /// From the beginning to an answer's head.
    action first_answer(int status)
    {
        BOOST_TEST(go_on().type == kind::admit);
        BOOST_TEST(resume(call::admitted()).type == kind::authorize);
        BOOST_TEST(machine->rejected_credential() == 0U);
        BOOST_TEST(authorize("first-token-of-some-length", 7).type == kind::send);
        return head_of(status);
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(machine_authorize, authorized_calls)

BOOST_AUTO_TEST_CASE(a_request_gets_its_credential_when_it_may_be_sent)
{
    ask("A product");
    BOOST_TEST(first_answer(200).type == kind::read);
    BOOST_TEST(authorization() == "Bearer first-token-of-some-length");
    bytes(whole(bolt));
    BOOST_TEST(end().type == kind::done);
}

BOOST_AUTO_TEST_CASE(a_refused_credential_is_replaced_once_and_unseen)
{
    ask("A product");
    BOOST_TEST(first_answer(401).type == kind::read);
    BOOST_TEST(end().type == kind::authorize);
    BOOST_TEST(machine->rejected_credential() == 7U);
    BOOST_TEST(authorize("second-token-of-some-length", 8).type == kind::send);
    BOOST_TEST(authorization() == "Bearer second-token-of-some-length");
    BOOST_TEST(head_of(200).type == kind::read);
    bytes(whole(bolt));
    BOOST_TEST(end().type == kind::done);
    BOOST_TEST(machine->take_details().attempts.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_second_refusal_ends_the_call)
{
    ask("A product");
    first_answer(401);
    end();
    authorize("second-token-of-some-length", 8);
    head_of(401);
    bytes(R"({"error":{"message":"no: second-token-of-some-length"}})");
    BOOST_TEST(end().type == kind::fail);
    auto const reported = why();
    BOOST_TEST((reported.code == errc::authentication));
    BOOST_TEST(reported.attempts.size() == 1U);
    BOOST_TEST(reported.provider_message == "no: [API key]");
}

BOOST_AUTO_TEST_CASE(other_refusals_do_not_change_it)
{
    for (int const status : {400, 403, 404}) {
        ask("A product");
        first_answer(status);
        BOOST_TEST(end().type == kind::fail);
    }
}

BOOST_AUTO_TEST_CASE(each_attempt_may_replace_it)
{
    ask("A product");
    first_answer(401);
    BOOST_TEST(end().type == kind::authorize);
    authorize("second-token-of-some-length", 8);
    head_of(500);
    BOOST_TEST(end().type == kind::wait);
    BOOST_TEST(resume(call::time_passed()).type == kind::admit);
    BOOST_TEST(resume(call::admitted()).type == kind::authorize);
    BOOST_TEST(machine->rejected_credential() == 0U);
    authorize("second-token-of-some-length", 8);
    head_of(401);
    BOOST_TEST(end().type == kind::authorize);
    BOOST_TEST(machine->rejected_credential() == 8U);
}

BOOST_AUTO_TEST_CASE(without_one_the_call_waits_for_the_next_refresh)
{
    ask("A product");
    go_on();
    resume(call::admitted());
    failure none(errc::credential_failed, "no credential could be had");
    none.retry_after = 1500ms;
    auto const next = resume(call::broke_off{none});
    BOOST_TEST(next.type == kind::wait);
    BOOST_TEST((next.delay == 1500ms));
    BOOST_TEST(resume(call::time_passed()).type == kind::admit);
    BOOST_TEST(resume(call::admitted()).type == kind::authorize);
}

BOOST_AUTO_TEST_CASE(a_refusal_after_the_deadline_is_reported)
{
    ask("A product");
    first_answer(401);
    now += 10min;
    BOOST_TEST(end().type == kind::fail);
    BOOST_TEST((why().code == errc::authentication));
}

BOOST_AUTO_TEST_CASE(a_cancelled_wait_for_it_ends_the_call)
{
    ask("A product");
    go_on();
    resume(call::admitted());
    BOOST_TEST(cancelled().type == kind::fail);
    BOOST_TEST((why().code == boost::asio::error::operation_aborted));
}

BOOST_AUTO_TEST_CASE(a_fallback_with_a_key_gets_none)
{
    fallbacks.push_back(endpoint_of("anthropic/second"));
    settings.max_retries = 0;
    ask("A product");
    go_on();
    resume(call::admitted());
    BOOST_TEST(breaks(errc::credential_failed).type == kind::admit);
    BOOST_TEST(resume(call::admitted()).type == kind::send);
}

BOOST_AUTO_TEST_CASE(a_fallback_with_one_of_its_own_gets_it)
{
    fallbacks.push_back(first);
    settings.max_retries = 0;
    first = endpoint_of("anthropic/first");
    ask("A product");
    go_on();
    BOOST_TEST(refused(529).type == kind::admit);
    BOOST_TEST(resume(call::admitted()).type == kind::authorize);
}

BOOST_AUTO_TEST_CASE(aws_keys_sign_the_request_each_time)
{
    first = detail::find_endpoint("bedrock/m",
        client_options().base_url("https://bedrock-runtime.us-east-1.amazonaws.com").credentials(never_asked));
    first.credentials = unused_source(io);
    ask("A product");
    go_on();
    resume(call::admitted());
    resume(call::authorized{aws_keys("ID1", "secret-of-the-first-keys", "token-of-the-first-keys"), 1});
    BOOST_TEST(authorization().starts_with("AWS4-HMAC-SHA256 Credential=ID1/"), authorization());
    BOOST_TEST(http::find(machine->request_to_send().headers, "x-amz-security-token") == "token-of-the-first-keys");
    head.headers.push_back({"x-amzn-errortype", "ExpiredTokenException"}); // as Bedrock has it
    head_of(403);
    bytes(R"({"message":"The security token included in the request is expired"})");
    BOOST_TEST(end().type == kind::authorize);
    resume(call::authorized{aws_keys("ID2", "secret-of-the-second-keys"), 2});
    BOOST_TEST(authorization().starts_with("AWS4-HMAC-SHA256 Credential=ID2/"), authorization());
    BOOST_TEST(authorization().find("x-amz-security-token") == std::string::npos);
    BOOST_TEST(http::find(machine->request_to_send().headers, "x-amz-security-token") == "");
    auto const& headers = machine->request_to_send().headers;
    BOOST_TEST(std::ranges::count(headers, "authorization", &http::header::name) == 1);
    BOOST_TEST(std::ranges::count(headers, "x-amz-date", &http::header::name) == 1);
}

BOOST_AUTO_TEST_CASE(aws_keys_are_refused_where_nothing_is_signed)
{
    ask("A product");
    go_on();
    resume(call::admitted());
    BOOST_TEST(resume(call::authorized{aws_keys("ID1", "secret-of-the-first-keys"), 1}).type == kind::fail);
    BOOST_TEST((why().code == errc::invalid_option));
}

BOOST_AUTO_TEST_SUITE_END()
