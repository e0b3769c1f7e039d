// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "model/request_check.hpp"

#include <coax/error.hpp>

#include <boost/test/unit_test.hpp>

using namespace coax;

namespace {

std::string complaint(request const& ask)
{
    try {
        model::check_prompt_text(ask);
    } catch (error const& thrown) {
        BOOST_TEST((thrown.code() == errc::invalid_option));
        return thrown->message;
    }
    return "";
}

} // namespace

BOOST_AUTO_TEST_SUITE(client_prompt_text)

BOOST_AUTO_TEST_CASE(what_is_utf_8_passes)
{
    BOOST_TEST(complaint(request("Plain")) == "");
    BOOST_TEST(
        complaint(request("Gr\xC3\xBC\xC3\x9F \xE2\x82\xAC \xF0\x9F\x98\x80").system("\xC3\xA9").stop({"\xC2\xA7"}))
        == "");
    BOOST_TEST(complaint(request(std::string("a\0b", 3))) == "");
}

BOOST_AUTO_TEST_CASE(what_is_not_is_named_with_its_place_and_byte)
{
    BOOST_TEST(complaint(request("Fine").assistant("Fine").user("Gr\xFC\xDF"))
        == "The text of message 2 (/messages/2) is not UTF-8: byte 2 (0xFC) of 4 begins no character; convert the text "
           "before "
           "it is asked about");
    BOOST_TEST(complaint(request("x").system("\xFF")).starts_with("The system text is not UTF-8: byte 0 (0xFF)"));
    BOOST_TEST(complaint(request("x").stop({"a", "\x80"})).starts_with("A stop sequence is not UTF-8: byte 0 (0x80)"));
    // Half of a character, half of a surrogate pair, more bytes than needed, beyond the last.
    for (char const* bad : {"a\xE2\x82", "a\xED\xA0\x80", "a\xC0\x80", "a\xF4\x90\x80\x80", "a\xF0\x80\x80\x80"})
        BOOST_TEST(complaint(request(bad)).find("byte 1 (") != std::string::npos, bad);
}

BOOST_AUTO_TEST_SUITE_END()
