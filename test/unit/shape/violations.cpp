// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include <coax/violations.hpp>

#include <boost/describe.hpp>
#include <boost/test/unit_test.hpp>

#include "shape/pointer.hpp"

namespace {

struct entry {
    std::string plain;
    std::string odd;
};
BOOST_DESCRIBE_STRUCT(entry, (), (plain, odd))
constexpr auto tag_invoke(coax::annotate_tag, entry const*)
{
    return coax::notes(coax::note<&entry::odd>().rename("a/b~c"));
}
void tag_invoke(coax::validate_tag, entry const& value, coax::violations& found)
{
    if (value.plain.empty())
        found.add<&entry::plain>("must say something");
    found.add<&entry::odd>("is odd");
    found.add("makes no sense");
}

} // namespace

BOOST_AUTO_TEST_SUITE(violations)

BOOST_AUTO_TEST_CASE(say_where_by_json_pointer)
{
    std::vector<coax::violation> list;
    coax::violations found(list, "/entries/3");
    coax::detail::shaper<entry>::value.validate(std::make_unique<entry>().get(), found);
    BOOST_TEST_REQUIRE(list.size() == 3U);
    BOOST_TEST((list[0] == coax::violation(coax::rule::custom, "/entries/3/plain", "must say something")));
    BOOST_TEST((list[1] == coax::violation(coax::rule::custom, "/entries/3/a~1b~0c", "is odd")));
    BOOST_TEST((list[2] == coax::violation(coax::rule::custom, "/entries/3", "makes no sense")));
}

BOOST_AUTO_TEST_CASE(pointer_tokens_are_escaped_as_rfc_6901_has_it)
{
    std::string pointer;
    coax::detail::append_token(pointer, "");
    coax::detail::append_token(pointer, "~1");
    coax::detail::append_token(pointer, "m~n/o\"p");
    BOOST_TEST(pointer == "//~01/m~0n~1o\"p");
}

BOOST_AUTO_TEST_SUITE_END()
