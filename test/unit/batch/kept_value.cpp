// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// What the journal holds of a value is the value again.
#include "fuzz/random_shape.hpp"
#include "repair/json_feed.hpp"
#include "scratch_folder.hpp"
#include "shape/value_text.hpp"

#include <coax/batch.hpp>
#include <coax/error.hpp>
#include <coax/json.hpp>
#include <coax/maybe.hpp>

#include <boost/describe/operators.hpp>
#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <list>
#include <map>
#include <random>
#include <set>
#include <unordered_map>

using namespace coax;

namespace {

using fuzz::node;
using fuzz::random_shape;

/// Answers for a shape, each valid JSON for it.
class random_answer {
public:
    explicit random_answer(unsigned seed) : source_(seed) { }

    std::size_t below(std::size_t count) { return std::uniform_int_distribution<std::size_t>(0, count - 1)(source_); }

    /// Words of a type; see random_shape.hpp.
    std::string type(std::size_t depth)
    {
        static constexpr std::string_view leaves = "birtcmj%|";
        auto const pick = below(depth == 0 ? leaves.size() : leaves.size() + 6);
        if (pick < leaves.size())
            return {leaves[pick]};
        auto const parts = [&](char open, char close) {
            std::string all(1, open);
            for (auto left = 1 + below(4); left != 0; --left)
                all += type(depth - 1);
            return all + close;
        };
        switch (pick - leaves.size()) {
        case 0:
            return "?" + type(depth - 1);
        case 1:
            return "[" + type(depth - 1) + "]";
        case 2:
            return "<" + type(depth - 1) + ">";
        case 3:
            return "@" + type(depth - 1);
        case 4:
            return parts('(', ')');
        default:
            return parts('{', '}');
        }
    }

    std::string text(detail::shape const& type)
    {
        using kind = detail::shape_kind;
        switch (type.kind) {
        case kind::boolean:
            return below(2) == 0 ? "true" : "false";
        case kind::integer:
            return std::to_string(static_cast<int>(below(2'000'001)) - 1'000'000);
        case kind::real:
            return real();
        case kind::text:
            return words();
        case kind::json:
            return any();
        case kind::choice: {
            auto const names = static_cast<detail::choice_shape const&>(type).spellings;
            return '"' + std::string(names[below(names.size())]) + '"';
        }
        case kind::moment:
            return below(2) == 0 ? R"("0000-01-01")" : R"("9999-12-31")";
        case kind::nullable:
            return below(3) == 0 ? "null" : text(*static_cast<detail::nullable_shape const&>(type).inner);
        case kind::sequence:
            return list(below(4), [&] { return text(*static_cast<detail::sequence_shape const&>(type).inner); });
        case kind::set: {
            int next = static_cast<int>(below(20)) - 10;
            return list(below(5), [&] { return std::to_string(next++); });
        }
        case kind::map: {
            std::size_t count = 0;
            return list(
                below(4), [&] { return keyed(count++) + text(*static_cast<detail::map_shape const&>(type).inner); },
                '{', '}');
        }
        case kind::tuple: {
            auto const parts = static_cast<detail::tuple_shape const&>(type).elements;
            std::size_t i = 0;
            return list(parts.size(), [&] { return text(*parts[i++].type); });
        }
        case kind::record:
            return journal_line(static_cast<detail::record_shape const&>(type));
        case kind::variant: {
            auto const all = static_cast<detail::variant_shape const&>(type).alternatives;
            return text(*all[below(all.size())]);
        }
        case kind::written:
        case kind::digits:
        case kind::nothing:
        case kind::custom:
            break;
        }
        return "0";
    }

private:
    template <class One>
    static std::string list(std::size_t count, One one, char open = '[', char close = ']')
    {
        std::string all(1, open);
        for (std::size_t i = 0; i < count; ++i)
            all += (i == 0 ? "" : ",") + one();
        return all + close;
    }
    std::string journal_line(detail::record_shape const& type)
    {
        std::size_t i = 0;
        return list(
            type.fields.size(),
            [&] {
                auto const& one = type.fields[i++];
                return '"' + std::string(one.name) + "\":" + text(*one.type);
            },
            '{', '}');
    }
    std::string keyed(std::size_t number)
    {
        static constexpr std::string_view keys[] = {"", "a \\\" b", "\\u0000\\n", "\xe2\x82\xac/~"};
        return '"' + std::string(keys[number]) + "\":";
    }
    std::string words()
    {
        static constexpr std::string_view all[] = {R"("")", R"("a")", R"("\"\\\/\b\f\n\r\t\u0000\u001f\u007f")",
            "\"\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\"", R"("\ud83d\ude00 \u20ac")", R"("{\"not\": \"nested\"}")"};
        return std::string(all[below(std::size(all))]);
    }
    std::string real()
    {
        static constexpr std::string_view all[] = {"0", "-0.0", "0.1", "1e300", "-5e-324", "2.2250738585072014e-308",
            "9007199254740993", "0.30000000000000004", "123456789012345678901234567890", "9.9e299", "100"};
        return below(2) == 0 ? std::string(all[below(std::size(all))])
                             : std::to_string(std::uniform_real_distribution<double>(-1, 1)(source_)) + "e"
                + std::to_string(static_cast<int>(below(580)) - 290);
    }
    std::string any()
    {
        static constexpr std::string_view all[] = {"null", "true", "-9223372036854775808", "18446744073709551615",
            "1.0", "0.1", "1e-7", "[]", "{}", R"([1,{"a":[null,"\u0001"]},"x"])", R"({"a":{"b":1.5e300},"":""})"};
        return std::string(all[below(std::size(all))]);
    }

    std::mt19937 source_;
};

/// The value as its JSON says it, as often as it is written and read.
std::string again(detail::shape const& type, node& value)
{
    auto const text = detail::value_text(type, random_shape::place(type, value));
    BOOST_REQUIRE(text.has_value());
    boost::system::error_code wrong;
    boost::json::parse(*text, wrong);
    BOOST_TEST(!wrong, *text);
    node back;
    auto const failed
        = detail::bind_kept({&type, &type, random_shape::place(type, back), nullptr, false}, {*text, false});
    BOOST_TEST(!failed.has_value(), *text);
    BOOST_TEST(detail::value_text(type, random_shape::place(type, back)).value() == *text);
    return random_shape::print(type, back);
}

} // namespace

namespace shop {

enum class color { red, light_green };
BOOST_DESCRIBE_ENUM(color, red, light_green)
constexpr auto tag_invoke(coax::annotate_tag, color const*)
{
    return coax::notes(coax::note<color::light_green>().rename("light green"));
}

struct circle {
    coax::literal<"circle"> type;
    double radius = 0;
};
BOOST_DESCRIBE_STRUCT(circle, (), (type, radius))
struct square {
    coax::literal<"square", "box"> type;
    std::vector<bool> sides;
};
BOOST_DESCRIBE_STRUCT(square, (), (type, sides))

/// Converted both ways by Boost.JSON.
struct version {
    int major = 0;
    int minor = 0;
    bool operator==(version const&) const = default;
};
void tag_invoke(boost::json::value_from_tag, boost::json::value& to, version const& from)
{
    to = boost::json::array{from.major, from.minor};
}
version tag_invoke(boost::json::value_to_tag<version>, boost::json::value const& from)
{
    return {from.as_array().at(0).to_number<int>(), from.as_array().at(1).to_number<int>()};
}

/// Only read.
struct one_way {
    int number = 0;
};
one_way tag_invoke(boost::json::value_to_tag<one_way>, boost::json::value const& from)
{
    return {from.to_number<int>()};
}

struct tree {
    std::string name;
    std::vector<tree> under;
    std::unique_ptr<tree> beside;
};
BOOST_DESCRIBE_STRUCT(tree, (), (name, under, beside))

struct all_kinds {
    std::int64_t least = 0;
    std::uint64_t most = 0;
    std::int8_t small = 0;
    float single = 0;
    double real = 0;
    bool yes = false;
    std::string text;
    color shade = color::red;
    std::optional<color> no_shade = color::red;
    coax::literal<"a", "b"> letter;
    std::chrono::year_month_day day;
    std::chrono::sys_seconds second;
    std::chrono::sys_time<std::chrono::nanoseconds> instant;
    std::chrono::sys_days days;
    std::variant<circle, square> form;
    std::variant<std::string, int, std::vector<int>> either;
    std::map<color, std::set<int>> by_color;
    std::unordered_map<std::string, std::pair<int, std::string>> by_name;
    std::array<int, 3> three{};
    std::list<std::tuple<bool, std::optional<double>>> listed;
    std::deque<coax::maybe<int>> perhaps;
    boost::json::value any;
    shop::version version;
    std::optional<shop::tree> root;
};
BOOST_DESCRIBE_STRUCT(all_kinds, (),
    (least, most, small, single, real, yes, text, shade, no_shade, letter, day, second, instant, days, form, either,
        by_color, by_name, three, listed, perhaps, any, version, root))

/// Rules that hold when the answer comes and need not hold later.
struct ruled {
    std::string quote;
    int count = 0;
    std::vector<int> some;
    double no_number = std::numeric_limits<double>::quiet_NaN();
    std::chrono::year_month_day no_day;
    std::vector<color> no_colors{color(7)};

    friend constexpr auto tag_invoke(coax::annotate_tag, ruled const*)
    {
        return coax::notes(coax::note<&ruled::quote>().quoted(), coax::note<&ruled::count>().ge(1),
            coax::note<&ruled::some>().min_items(2), coax::note<&ruled::no_number>().or_default(),
            coax::note<&ruled::no_day>().or_default(), coax::note<&ruled::no_colors>().or_default());
    }
    friend void tag_invoke(coax::validate_tag, ruled const&, coax::violations& found) { found.add("is never right"); }
};
BOOST_DESCRIBE_STRUCT(ruled, (), (quote, count, some, no_number, no_day, no_colors))

struct holder {
    std::string name;
    one_way number;
};
BOOST_DESCRIBE_STRUCT(holder, (), (name, number))

} // namespace shop

BOOST_AUTO_TEST_SUITE(batch_kept_value)

BOOST_AUTO_TEST_CASE(any_value_of_any_shape_is_the_same_when_it_is_written_and_read)
{
    for (unsigned seed = 0; seed < 3'000; ++seed) {
        random_answer random(seed);
        auto const words = "{" + random.type(3) + "}"; // as of every answer, the root is an object
        random_shape const type(words);
        auto const text = random.text(type.root());
        node value;
        bind::value_builder to;
        repair::json_feed feed(to);
        to.start(type.root(), random_shape::place(type.root(), value));
        feed.start();
        feed.feed(text);
        feed.finish();
        BOOST_TEST((to.done() && !to.broken()), words << " " << text);
        auto const first = random_shape::print(type.root(), value);
        BOOST_TEST(again(type.root(), value) == first, words << " " << text);
    }
}

BOOST_AUTO_TEST_CASE(every_type_that_can_be_asked_for)
{
    std::string_view const text
        = R"({"least":-9223372036854775808,"most":18446744073709551615,"small":-128,)"
          R"("single":3.4028234663852886e38,"real":0.1,"yes":true,"text":"\u0000\ud83d\ude00\"",)"
          R"("shade":"light green","no_shade":null,"letter":"b","day":"0000-02-29",)"
          R"("second":"9999-12-31T23:59:60-23:59","instant":"1969-12-31T23:59:59.999999999Z",)"
          R"("days":"2024-02-29","form":{"sides":[true,false],"type":"box"},"either":[1,2],)"
          R"("by_color":{"light green":[3,1],"red":[]},"by_name":{"":[1,"a"]},"three":[1,2,3],)"
          R"("listed":[[true,null],[false,1e-300]],"perhaps":[{"value":null,"why_not":"no"}],)"
          R"("any":{"a":[1,1.0,18446744073709551615,"x",null]},"version":[1,2],)"
          R"("root":{"name":"r","under":[{"name":"u","under":[],"beside":null}],"beside":null}})";
    shop::all_kinds value;
    auto const failed = detail::bind_kept(detail::target_for(value), {text, false});
    BOOST_REQUIRE(!failed.has_value());
    auto const written = detail::value_text(*detail::shape_of<shop::all_kinds>(), &value).value();
    shop::all_kinds back;
    BOOST_TEST(!detail::bind_kept(detail::target_for(back), {written, false}).has_value(), written);
    BOOST_TEST(detail::value_text(*detail::shape_of<shop::all_kinds>(), &back).value() == written);
    BOOST_TEST(back.least == value.least);
    BOOST_TEST(back.most == std::numeric_limits<std::uint64_t>::max());
    BOOST_TEST(back.single == std::numeric_limits<float>::max());
    BOOST_TEST(back.real == 0.1);
    BOOST_TEST(back.text == value.text);
    BOOST_TEST((back.shade == shop::color::light_green));
    BOOST_TEST(!back.no_shade.has_value());
    BOOST_TEST((back.day == value.day));
    BOOST_TEST((back.second == value.second));
    BOOST_TEST((back.second > std::chrono::sys_days(std::chrono::year(10'000) / 1 / 1)));
    BOOST_TEST((back.instant.time_since_epoch() == std::chrono::nanoseconds(-1)));
    BOOST_TEST((back.days == value.days));
    BOOST_TEST((std::get<shop::square>(back.form).sides == std::vector<bool>{true, false}));
    BOOST_TEST((std::get<shop::square>(back.form).type == "box"));
    BOOST_TEST((back.either == value.either));
    BOOST_TEST((back.by_color == value.by_color));
    BOOST_TEST((back.by_name == value.by_name));
    BOOST_TEST((back.listed == value.listed));
    BOOST_TEST((back.any == value.any));
    BOOST_TEST((back.version == shop::version{1, 2}));
    BOOST_TEST(back.root->under.at(0).name == "u");
    BOOST_TEST(back.root->beside == nullptr);
}

BOOST_AUTO_TEST_CASE(what_was_accepted_is_not_judged_again)
{
    shop::ruled value;
    value.quote = "words of a text that is not here";
    auto const text = detail::value_text(*detail::shape_of<shop::ruled>(), &value).value();
    BOOST_TEST(text == R"({"quote":"words of a text that is not here","count":0,"some":[]})");
    shop::ruled back;
    BOOST_TEST(!detail::bind_kept(detail::target_for(back), {text, false}).has_value());
    BOOST_TEST(back.quote == value.quote);
    BOOST_TEST(back.no_colors.size() == 1U); // no JSON says it, so nobody said it: it is the default
    BOOST_TEST(!back.no_day.ok());
}

BOOST_AUTO_TEST_CASE(where_a_type_is_only_read_the_answer_itself_is_kept)
{
    test::scratch_folder const folder;
    auto const path = (folder.path() / "run.jsonl").string();
    shop::holder value{"n", {7}};
    shop::holder fresh;
    extraction_details details;
    details.text = "Here: {'name': 'n', \"number\": 7,}";
    {
        detail::batch_book book(path, {}, {});
        book.begin();
        book.succeed(0, "x", details, detail::target_for(value), detail::target_for(fresh));
        details.text = "7";
        book.begin();
        BOOST_CHECK_EXCEPTION(book.succeed(1, "y", details, detail::target_for(value), detail::target_for(fresh)),
            error, [](error const& why) { return why.code() == errc::journal_failed; });
    }
    detail::batch_book book(path, {}, {});
    shop::holder back;
    auto const [facts, why] = book.read(0, detail::target_for(back));
    BOOST_TEST(!why.has_value());
    BOOST_TEST(facts.kept);
    BOOST_TEST(back.name == "n");
    BOOST_TEST(back.number.number == 7);
}

BOOST_AUTO_TEST_SUITE_END()
