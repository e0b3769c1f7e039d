// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
//
// The C++ of doc/migrate, word for word, with just enough around it to run.
#include "client_fixture.hpp"

#include <coax.hpp>

namespace {

using boost::asio::awaitable;
using coax::sim::reply;

void show(auto const&...) { }

// [type]
struct person {
    std::string name;
    int age = 0;
};
BOOST_DESCRIBE_STRUCT(person, (), (name, age))

// [notes]
constexpr auto tag_invoke(coax::annotate_tag, person const*)
{
    return coax::notes(coax::note<&person::age>("In years").ge(0));
}

// [rule]
void tag_invoke(coax::validate_tag, person const& value, coax::violations& found)
{
    if (value.name.find(' ') == std::string::npos)
        found.add<&person::name>("must have a family name");
}

// [ask]
awaitable<person> ask(coax::client client)
{
    auto const ann = co_await client.extract<person>("Ann Lee is 30.");
    co_return ann;
}

// [stream]
awaitable<person> watch(coax::client client)
{
    auto stream = client.stream<person>("Ann Lee is 30.");
    while (auto const now = co_await stream.next())
        show((*now)->name, now->complete<&person::age>());
    auto const done = co_await stream.result();
    co_return done.value;
}

// [list]
awaitable<int> people(coax::client client)
{
    int count = 0;
    auto all = client.each<person>("Ann Lee is 30, Bo Chen is 41.");
    while (auto const one = co_await all.next()) { // as soon as it is whole
        show(one->name);
        ++count;
    }
    co_return count;
}

// [end]

} // namespace

BOOST_AUTO_TEST_SUITE(migrate_snippets, *boost::unit_test::fixture<coax::test::own_authority_only>())

BOOST_FIXTURE_TEST_CASE(people_of_every_kind, coax::test::client_fixture)
{
    server.on([](coax::sim::asked const& asked) {
        bool const both = asked.prompt().find("Bo") != std::string::npos;
        return reply::json(both ? R"({"items":[{"name":"Ann Lee","age":30},{"name":"Bo Chen","age":41}]})"
                                : R"({"name":"Ann Lee","age":30})");
    });
    auto const work = [&]() -> awaitable<void> {
        auto const client = connect("openai");
        auto const asked = co_await ask(client);
        BOOST_TEST(asked.age == 30);
        auto const watched = co_await watch(client);
        BOOST_TEST(watched.name == "Ann Lee");
        auto const count = co_await people(client);
        BOOST_TEST(count == 2);
    };
    run(work());
}

BOOST_AUTO_TEST_SUITE_END()
