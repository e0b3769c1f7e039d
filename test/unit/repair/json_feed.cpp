// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "repair/json_feed.hpp"

#include "unit/bind/bound.hpp"

#include <boost/json/parse.hpp>

namespace {

struct saying {
    std::string words;
    std::string more;
};
BOOST_DESCRIBE_STRUCT(saying, (), (words, more))

// Fed in fragments that end at the given places.
coax::test::bound<saying> fed(std::string_view json, std::vector<std::size_t> const& cuts)
{
    coax::test::bound<saying> result;
    coax::bind::value_builder to;
    coax::repair::json_feed feed(to);
    to.start(*coax::detail::shape_of<saying>(), result.value.get());
    feed.start();
    std::size_t at = 0;
    for (auto const cut : cuts) {
        feed.feed(std::string(json.substr(at, cut - at)));
        at = cut;
    }
    feed.feed(std::string(json.substr(at)));
    feed.finish();
    BOOST_TEST(feed.bytes() <= json.size());
    result.violations = to.violations();
    result.done = to.done();
    return result;
}

// What past the parser goes must not change what is bound, nor hide what is wrong.
void check(std::string_view json)
{
    boost::system::error_code wrong;
    auto const value = boost::json::parse({json.data(), json.size()}, wrong);
    for (std::size_t first = 0; first <= json.size(); ++first) {
        for (std::size_t second = first; second <= json.size(); ++second) {
            auto const got = fed(json, {first, second});
            BOOST_REQUIRE_MESSAGE(got.good() == !wrong, json << " cut at " << first << ", " << second << got.report());
            if (wrong)
                continue;
            BOOST_REQUIRE_EQUAL(got.value->words, std::string_view(value.at("words").as_string()));
            BOOST_REQUIRE_EQUAL(got.value->more, std::string_view(value.at("more").as_string()));
        }
    }
    std::vector<std::size_t> every;
    for (std::size_t n = 1; n < json.size(); ++n)
        every.push_back(n);
    BOOST_TEST(fed(json, every).good() == !wrong, json);
}

} // namespace

BOOST_AUTO_TEST_SUITE(json_feed)

BOOST_AUTO_TEST_CASE(plain_fragments_of_a_string_are_bound_as_if_parsed)
{
    check(R"({"words":"nothing but plain characters, many","more":"and more"})");
    check(R"({"words":"a \"quote\" \\ and \n a \u00bblot\u00ab","more":""})");
    check(R"({"words":"\ud83d\ude00 then plain words\ud83d\ude00","more":"\\u0041 is no escape"})");
    check("{\"words\":\"\xC2\xBBtwo\xC2\xAB, \xE2\x82\xAC three, \xF0\x9F\x98\x80 four\",\"more\":\"\x7F\"}");
}

BOOST_AUTO_TEST_CASE(a_string_of_many_slices_is_bound_whole)
{
    std::string const words(10'000, 'w');
    for (std::size_t const cut : {0U, 1U, 20U, 5000U}) {
        auto const got = fed("{\"words\":\"" + words + "\\n" + words + "\",\"more\":\"\"}", {cut});
        BOOST_TEST(got.good(), got.report());
        BOOST_TEST((got.value->words == words + "\n" + words));
    }
}

BOOST_AUTO_TEST_CASE(what_is_wrong_in_a_string_is_found_at_any_cut)
{
    check(R"({"words":"half a pair \ud83d and plain words","more":""})");
    check(R"({"words":"half a pair \ud83dxxxxxxxxx","more":""})");
    check(R"({"words":"not hex \u00zz and plain words","more":""})");
    check(R"({"words":"no such escape \q and plain words","more":""})");
    check("{\"words\":\"a line\nends here, and plain words\",\"more\":\"\"}");
    check("{\"words\":\"half a character \xE2\x82 and plain words\",\"more\":\"\"}");
    check("{\"words\":\"a byte alone \xFF and plain words\",\"more\":\"\"}");
    check(R"({"words":"not closed, and plain words)");
}

BOOST_AUTO_TEST_SUITE_END()
