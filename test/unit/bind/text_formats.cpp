// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "bind/text_formats.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace {

using coax::detail::text_format;

struct format_case {
    text_format format;
    std::vector<std::string> good;
    std::vector<std::string> bad;
};

BOOST_AUTO_TEST_SUITE(text_formats)

BOOST_AUTO_TEST_CASE(a_text_is_written_as_its_format_says)
{
    format_case const cases[] = {
        {text_format::time, {"08:30:06Z", "08:30:06.283185Z", "23:59:60Z", "08:30:06+20:00", "08:30:06-08:00"},
            {"", "08:30:06", "8:30:06Z", "24:00:00Z", "00:60:00Z", "08:30:06 PST", "01:01:01,1111Z", "08:30:06.Z"}},
        {text_format::email, {"joe.bloggs@example.com", "te~st@example.com", "a+b@mail.example.org", "a@localhost"},
            {"", "2962", "@example.com", "joe@", ".test@example.com", "test.@example.com", "te..st@example.com",
                "joe bloggs@example.com", "joe@exa_mple.com", "joe@example.com ", "joe@-example.com"}},
        {text_format::uri,
            {"http://foo.bar/?baz=qux#quuz", "urn:oasis:names:x", "mailto:John.Doe@example.com", "tel:+1-816-555-1212",
                "ldap://[2001:db8::7]/c=GB?objectClass?one"},
            {"", "//foo.bar/?baz=qux", "/abc", "abc", "http:// shouldfail.com", "\\\\WINDOWS\\fileshare",
                "http://example.com/<>"}},
        {text_format::uuid, {"2EB8AA08-AA98-11EA-B4AA-73B441D16380", "2eb8aa08-aa98-11ea-b4aa-73b441d16380"},
            {"", "2eb8aa08-aa98-11ea-b4aa-73b441d1638", "2eb8aa08-aa98-11ea-73b441d16380",
                "2eb8aa08-aa98-11ea-b4ga-73b441d16380", "2eb8aa08aa9811eab4aa73b441d16380",
                "2eb8-aa08-aa98-11ea-b4aa73b44-1d16380"}},
        {text_format::ipv4, {"192.168.0.1", "0.0.0.0", "255.255.255.255"},
            {"", "127.0.0.0.1", "256.256.256.256", "127.0", "0x7f000001", "087.10.0.1", "192.168.1.0/24", " 1.2.3.4"}},
        {text_format::ipv6, {"::1", "::", "::abcd", "1:2:3:4:5:6:7:8", "::ffff:192.168.0.1"},
            {"", "12345::", "1:1:1:1:1:1:1:1:1", "::laptop", "::1%eth0", "1::2::3", "127.0.0.1"}},
        {text_format::hostname, {"www.example.com", "xn--4gbwdl.xn--wgbh1c", "hostname", "1host", "a.b-c.d"},
            {"", "-a-host-name-that-starts-with--", "not_a_valid_host_name", "example..com", ".example", "example-.com",
                "ex ample", std::string(64, 'a')}},
    };
    for (auto const& one : cases) {
        for (auto const& text : one.good)
            BOOST_TEST(coax::bind::has_format(text, one.format), coax::bind::words_of(one.format) << ": " << text);
        for (auto const& text : one.bad)
            BOOST_TEST(!coax::bind::has_format(text, one.format), coax::bind::words_of(one.format) << ": " << text);
    }
    BOOST_TEST(coax::bind::has_format("", text_format::any));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
