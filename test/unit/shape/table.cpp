// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "unit/shape/sample_types.hpp"

#include <coax/detail/shape_of.hpp>

#include <boost/test/unit_test.hpp>

#include <deque>
#include <limits>
#include <unordered_set>

namespace {

using namespace coax::detail;

template <class T>
auto const& table() noexcept
{
    return shaper<T>::value;
}

class secretive {
public:
    [[nodiscard]] int seen() const { return hidden_; }

private:
    int hidden_ = 0;
    BOOST_DESCRIBE_CLASS(secretive, (), (), (), (hidden_))
};

template <class T>
struct boxed {
    T inner{};
};
BOOST_DESCRIBE_STRUCT(boxed<int>, (), (inner))

} // namespace

BOOST_AUTO_TEST_SUITE(table_of_a_type)

BOOST_AUTO_TEST_CASE(integers_know_their_range_and_store_it)
{
    BOOST_TEST(table<std::int8_t>().min == -128);
    BOOST_TEST(table<std::int8_t>().max == 127U);
    BOOST_TEST(table<std::uint64_t>().min == 0);
    BOOST_TEST(table<std::uint64_t>().max == std::numeric_limits<std::uint64_t>::max());
    BOOST_TEST(table<std::int64_t>().min == std::numeric_limits<std::int64_t>::min());
    std::int8_t tiny = 0;
    table<std::int8_t>().store(&tiny, static_cast<std::uint64_t>(std::int64_t{-128}));
    BOOST_TEST(static_cast<int>(tiny) == -128);
    std::uint64_t huge = 0;
    table<std::uint64_t>().store(&huge, std::numeric_limits<std::uint64_t>::max());
    BOOST_TEST(huge == std::numeric_limits<std::uint64_t>::max());
}

BOOST_AUTO_TEST_CASE(reals_know_their_finite_limit)
{
    BOOST_TEST(table<float>().max == static_cast<double>(std::numeric_limits<float>::max()));
    BOOST_TEST(table<double>().max == std::numeric_limits<double>::max());
    float f = 0;
    table<float>().store(&f, 0.5);
    BOOST_TEST(f == 0.5F);
}

BOOST_AUTO_TEST_CASE(enums_and_literals_are_choices)
{
    auto const& level = table<sample::urgency>();
    BOOST_TEST_REQUIRE(level.spellings.size() == 2U);
    BOOST_TEST(level.spellings[1] == "HIGH");
    BOOST_TEST(level.descriptions[0] == "can wait");
    auto value = sample::urgency::low;
    level.store(&value, 1);
    BOOST_TEST((value == sample::urgency::high));

    using letter = coax::literal<"a", "b">;
    letter chosen;
    table<letter>().store(&chosen, 1);
    BOOST_TEST((chosen == "b"));
    BOOST_TEST(table<letter>().descriptions.empty());
}

BOOST_AUTO_TEST_CASE(moments_are_stored_at_their_precision)
{
    using namespace std::chrono;
    auto const stored = [](auto at, moment const& when) {
        BOOST_TEST(table<decltype(at)>().store(&at, when));
        return at;
    };
    moment const when{sys_days(2026y / January / 31), 23h + 59min + 59s + 999ms};
    auto const seconds_of_it = sys_days(when.day) + 23h + 59min + 59s;
    BOOST_TEST((stored(year_month_day(), when) == 2026y / January / 31));
    BOOST_TEST((stored(sys_seconds(), when) == seconds_of_it));
    BOOST_TEST((stored(sys_time<nanoseconds>(), when) == seconds_of_it + 999ms));
    BOOST_TEST((stored(sys_time<hours>(), when) == sys_days(when.day) + 23h));
    BOOST_TEST((stored(sys_seconds(), {when.day, -1ns}) == sys_days(when.day) - 1s)); // by its offset on the day before
    BOOST_TEST((table<sys_days>().format == moment_format::date));
    BOOST_TEST((table<sys_time<milliseconds>>().format == moment_format::date_time));

    sys_time<nanoseconds> fine;
    BOOST_TEST(!table<sys_time<nanoseconds>>().store(&fine, {sys_days(1066y / October / 14)}));
    BOOST_TEST(!table<sys_time<nanoseconds>>().store(&fine, {sys_days(9999y / December / 31)}));
}

BOOST_AUTO_TEST_CASE(nullables_engage_and_clear)
{
    std::optional<int> maybe;
    *static_cast<int*>(table<std::optional<int>>().engage(&maybe)) = 4;
    BOOST_TEST(maybe.value() == 4);
    table<std::optional<int>>().clear(&maybe);
    BOOST_TEST(!maybe.has_value());

    std::unique_ptr<std::string> held;
    *static_cast<std::string*>(table<std::unique_ptr<std::string>>().engage(&held)) = "x";
    BOOST_TEST(*held == "x");
    table<std::unique_ptr<std::string>>().clear(&held);
    BOOST_TEST(!held);
}

BOOST_AUTO_TEST_CASE(sequences_grow_and_shrink_at_the_end)
{
    auto fill = [](auto container) {
        auto const& shape = table<decltype(container)>();
        *static_cast<int*>(shape.append(&container, 0)) = 1;
        *static_cast<int*>(shape.append(&container, 1)) = 2;
        shape.drop_last(&container);
        return container.size() == 1 && container.front() == 1;
    };
    BOOST_TEST(fill(std::vector<int>()));
    BOOST_TEST(fill(std::deque<int>()));
    BOOST_TEST(fill(std::list<int>()));

    std::array<int, 2> fixed{};
    *static_cast<int*>(table<std::array<int, 2>>().append(&fixed, 1)) = 7;
    BOOST_TEST(fixed[1] == 7);
    BOOST_TEST((table<std::array<int, 2>>().fixed_size == 2U));
    BOOST_TEST((table<std::array<int, 2>>().drop_last == nullptr));
}

BOOST_AUTO_TEST_CASE(sets_take_what_is_new)
{
    auto fill = [](auto container) {
        auto const& shape = table<decltype(container)>();
        auto put = [&](char const* text) {
            void* element = shape.make();
            *static_cast<std::string*>(element) = text;
            bool const fresh = shape.merge(&container, element);
            shape.drop(element);
            return fresh;
        };
        return put("a") && put("b") && !put("a") && container.size() == 2 && shape.unique;
    };
    BOOST_TEST(fill(std::set<std::string>()));
    BOOST_TEST(fill(std::unordered_set<std::string>()));

    std::vector<bool> flags;
    void* element = table<std::vector<bool>>().make();
    *static_cast<bool*>(element) = true;
    BOOST_TEST(table<std::vector<bool>>().merge(&flags, element));
    BOOST_TEST(table<std::vector<bool>>().merge(&flags, element));
    table<std::vector<bool>>().drop(element);
    BOOST_TEST(flags.size() == 2U);
    BOOST_TEST(!table<std::vector<bool>>().unique);
}

BOOST_AUTO_TEST_CASE(maps_refuse_a_second_of_a_key)
{
    std::map<std::string, int> by_name;
    auto const& shape = table<std::map<std::string, int>>();
    *static_cast<int*>(shape.insert(&by_name, "a", 0)) = 3;
    BOOST_TEST((shape.insert(&by_name, "a", 0) == nullptr));
    BOOST_TEST(by_name.at("a") == 3);
    BOOST_TEST((shape.keys == nullptr));

    std::unordered_map<sample::urgency, double> by_urgency;
    auto const& keyed = table<std::unordered_map<sample::urgency, double>>();
    *static_cast<double*>(keyed.insert(&by_urgency, "", 1)) = 0.5;
    BOOST_TEST(by_urgency.at(sample::urgency::high) == 0.5);
    BOOST_TEST((keyed.keys == &table<sample::urgency>()));

    using letter = coax::literal<"a", "b">;
    std::unordered_map<letter, int> by_letter;
    *static_cast<int*>(table<std::unordered_map<letter, int>>().insert(&by_letter, "", 1)) = 2;
    BOOST_TEST(by_letter.at("b") == 2);
    BOOST_TEST(table<std::unordered_set<letter>>().unique);
}

BOOST_AUTO_TEST_CASE(tuples_give_their_elements)
{
    std::pair<std::string, int> both;
    auto const& shape = table<std::pair<std::string, int>>();
    *static_cast<int*>(shape.elements[1].access(&both)) = 5;
    BOOST_TEST(both.second == 5);
    BOOST_TEST((shape.elements[0].type->kind == shape_kind::text));
    BOOST_TEST((table<std::tuple<int, int, bool>>().elements.size() == 3U));
}

BOOST_AUTO_TEST_CASE(variants_know_their_tag_or_kinds)
{
    BOOST_TEST(table<sample::figure>().tag == "kind");
    sample::figure one;
    auto* at = static_cast<sample::square*>(table<sample::figure>().emplace(&one, 1));
    at->side = 2;
    BOOST_TEST(std::get<sample::square>(one).side == 2);

    auto const& by_kind = table<std::variant<int, std::string, std::vector<int>, sample::node>>();
    BOOST_TEST(by_kind.tag.empty());
    BOOST_TEST(by_kind.kinds[0] == json_number);
    BOOST_TEST(by_kind.kinds[1] == json_string);
    BOOST_TEST(by_kind.kinds[2] == json_array);
    BOOST_TEST(by_kind.kinds[3] == json_object);
    BOOST_TEST((table<std::variant<std::optional<int>, bool>>().kinds[0] == (json_number | json_null)));
}

BOOST_AUTO_TEST_CASE(records_list_bases_first_and_reach_every_member)
{
    auto const& shape = table<sample::dog>();
    BOOST_TEST_REQUIRE(shape.fields.size() == 3U);
    BOOST_TEST(shape.name == "dog");
    BOOST_TEST(shape.fields[0].name == "species");
    BOOST_TEST(shape.fields[2].name == "breed");
    sample::dog rex;
    *static_cast<int*>(shape.fields[1].access(&rex)) = 3;
    *static_cast<std::string*>(shape.fields[2].access(&rex)) = "pug";
    BOOST_TEST(rex.legs == 3);
    BOOST_TEST(rex.breed == "pug");

    secretive private_parts;
    auto const& seen = table<secretive>();
    *static_cast<int*>(seen.fields[0].access(&private_parts)) = 9;
    BOOST_TEST(private_parts.seen() == 9);
}

BOOST_AUTO_TEST_CASE(notes_of_a_base_hold_unless_said_anew)
{
    auto const& fields = table<sample::dog>().fields;
    BOOST_TEST(fields[0].rules.description == "Latin name");
    BOOST_TEST(fields[1].rules.description == "Four, mostly");
    BOOST_TEST(!fields[1].rules.ge);
    BOOST_TEST(fields[1].rules.le.integer == 4);
}

BOOST_AUTO_TEST_CASE(notes_come_through_as_written)
{
    auto const& fields = table<sample::noted>().fields;
    BOOST_TEST(table<sample::noted>().closed);
    BOOST_TEST(table<sample::noted>().description == "A noted thing");
    BOOST_TEST((fields[0].rules.ge.is == number::type::integer));
    BOOST_TEST((fields[0].rules.le.is == number::type::real));
    BOOST_TEST(fields[1].rules.example_count == 2U);
    BOOST_TEST(fields[1].rules.examples[1].number.integer == 5);
    BOOST_TEST(fields[3].rules.pattern == "^[A-Z]{2}$");
    BOOST_TEST(fields[3].rules.max_length == 2U);
    BOOST_TEST(fields[4].rules.min_items == 1U);
    BOOST_TEST(fields[5].rules.ge.real == 0.5);
    BOOST_TEST(fields[6].rules.or_default);
    BOOST_TEST(fields[7].name == "name");
}

BOOST_AUTO_TEST_CASE(types_recurse_through_vector_and_unique_ptr)
{
    auto const& shape = table<sample::node>();
    auto const& children = static_cast<sequence_shape const&>(*shape.fields[1].type);
    auto const& next = static_cast<nullable_shape const&>(*shape.fields[2].type);
    BOOST_TEST((children.inner == &shape));
    BOOST_TEST((next.inner == &shape));
}

BOOST_AUTO_TEST_CASE(names_are_without_scopes_and_arguments)
{
    BOOST_TEST(table<boxed<int>>().name == "boxed");
    BOOST_TEST(table<sample::other::address>().name == "address");
    BOOST_TEST(table<secretive>().name == "secretive");
}

BOOST_AUTO_TEST_SUITE_END()
