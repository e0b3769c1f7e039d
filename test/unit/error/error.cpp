// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include <coax/error.hpp>

#include <boost/asio/error.hpp>
#include <boost/test/unit_test.hpp>

#include <set>
#include <stdexcept>
#include <system_error>

namespace {

std::exception_ptr thrown(auto const& e) { return std::make_exception_ptr(e); }

struct own_error : boost::system::system_error {
    own_error() : system_error(boost::asio::error::eof, "own"), detail(7) { }
    int detail;
};

} // namespace

BOOST_AUTO_TEST_SUITE(error)

BOOST_AUTO_TEST_CASE(every_errc_has_words_of_its_own)
{
    std::set<std::string> seen;
    for (int code = 1; code <= static_cast<int>(coax::errc::unexpected); ++code) {
        auto const words = coax::make_error_code(static_cast<coax::errc>(code)).message();
        BOOST_TEST(words != "not an error code of coax", code);
        BOOST_TEST(seen.insert(words).second, words);
    }
    BOOST_TEST(coax::category().message(0) == "not an error code of coax");
    BOOST_TEST(coax::category().message(static_cast<int>(coax::errc::unexpected) + 1) == "not an error code of coax");
}

BOOST_AUTO_TEST_CASE(codes_compare_with_the_enum_and_with_generic_conditions)
{
    boost::system::error_code const code = coax::errc::timed_out;
    BOOST_TEST((code == coax::errc::timed_out));
    BOOST_TEST((code != coax::errc::refused));
    BOOST_TEST((code == boost::system::errc::timed_out));
    BOOST_TEST((code != boost::system::errc::invalid_argument));
    BOOST_TEST(code.failed());
    BOOST_TEST(code.category().name() == "coax");
    BOOST_TEST((std::error_code(code) == std::errc::timed_out));
    BOOST_TEST((boost::system::error_code(coax::errc::refused) != boost::system::errc::permission_denied));
}

BOOST_AUTO_TEST_CASE(what_keeps_our_words_and_the_providers_apart)
{
    coax::failure why(coax::errc::overloaded, "anthropic/x: 529 after 3 attempts; try later");
    BOOST_TEST(coax::error(why).what() == "anthropic/x: 529 after 3 attempts; try later [coax:overloaded]");
    why.provider_type = "overloaded_error";
    why.provider_message = "Overloaded";
    BOOST_TEST(coax::error(why).what()
        == "anthropic/x: 529 after 3 attempts; try later (the provider says: overloaded_error: Overloaded) "
           "[coax:overloaded]");
    why.provider_type.clear();
    why.message.clear();
    BOOST_TEST(
        coax::error(why).what() == "The provider says: Overloaded: the provider is overloaded [coax:overloaded]");
    why.provider_message.clear();
    BOOST_TEST(coax::error(why).what() == "The provider is overloaded [coax:overloaded]");
}

BOOST_AUTO_TEST_CASE(what_is_one_line_of_utf8_whatever_a_provider_wrote)
{
    coax::failure why(coax::errc::overloaded, "It failed");
    why.provider_message = std::string("a\0b\n\xff\x1b[2J", 9);
    BOOST_TEST(coax::error(why).what() == "It failed (the provider says: a b \xef\xbf\xbd [2J) [coax:overloaded]");
}

BOOST_AUTO_TEST_CASE(what_shows_no_source_location_of_asio)
{
    static constexpr auto here = BOOST_CURRENT_LOCATION;
    boost::system::error_code const code(ECANCELED, boost::system::system_category(), &here);
    BOOST_TEST(coax::error({code, "the call was stopped"}).what()
        == "The call was stopped: " + code.message() + " [system:" + std::to_string(ECANCELED) + "]");
}

BOOST_AUTO_TEST_CASE(an_error_shares_its_failure)
{
    coax::failure why(coax::errc::refused, "no");
    why.text = std::string(1000, 'x');
    coax::error const first(std::move(why));
    coax::error const second = first;
    BOOST_TEST(&first.failure() == &second.failure());
    BOOST_TEST(second->text.size() == 1000U);
    BOOST_TEST((second.code() == coax::errc::refused));
}

BOOST_AUTO_TEST_CASE(failure_from_what_coax_threw)
{
    coax::failure why(coax::errc::refused, "no");
    why.request_id = "req_1";
    auto const back = coax::detail::failure_from(thrown(coax::error(why)));
    BOOST_TEST((back.code == coax::errc::refused));
    BOOST_TEST(back.request_id == "req_1");
    BOOST_TEST(!back.cause);
}

BOOST_AUTO_TEST_CASE(failure_from_what_others_threw)
{
    auto const asio
        = coax::detail::failure_from(thrown(boost::system::system_error(boost::asio::error::operation_aborted)));
    BOOST_TEST((asio.code == boost::asio::error::operation_aborted));
    BOOST_TEST(!!asio.cause);

    auto const standard
        = coax::detail::failure_from(thrown(std::system_error(std::make_error_code(std::errc::no_space_on_device))));
    BOOST_TEST((standard.code == boost::system::errc::no_space_on_device));

    auto const plain = coax::detail::failure_from(thrown(std::runtime_error("boom")));
    BOOST_TEST((plain.code == coax::errc::unexpected));
    BOOST_TEST(plain.message == "boom");

    auto const odd = coax::detail::failure_from(thrown(42));
    BOOST_TEST((odd.code == coax::errc::unexpected));
    BOOST_TEST(!odd.message.empty());
}

BOOST_AUTO_TEST_CASE(value_throws_what_was_really_thrown)
{
    coax::result<int> const outside(boost::system::in_place_error, coax::detail::failure_from(thrown(own_error())));
    BOOST_CHECK_EXCEPTION(outside.value(), own_error, [](own_error const& e) { return e.detail == 7; });

    coax::result<int> const ours(boost::system::in_place_error, coax::failure(coax::errc::no_answer, "nothing"));
    BOOST_CHECK_EXCEPTION(ours.value(), coax::error,
        [](coax::error const& e) { return e->message == "nothing" && e.code() == coax::errc::no_answer; });

    coax::result<void> const nothing(boost::system::in_place_error, coax::failure(coax::errc::no_answer, "nothing"));
    BOOST_CHECK_THROW(nothing.value(), coax::error);
}

BOOST_AUTO_TEST_SUITE_END()
