// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "transport/read_buffer.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

namespace {

using coax::transport::read_buffer;

void put(read_buffer& into, std::string_view bytes)
{
    std::memcpy(into.room().data(), bytes.data(), bytes.size());
    into.filled(bytes.size());
}

BOOST_AUTO_TEST_SUITE(read_buffer_)

BOOST_AUTO_TEST_CASE(holds_nothing_before_room_is_asked_for)
{
    read_buffer const buffer(64 * 1024);
    BOOST_TEST(buffer.unread().empty());
}

BOOST_AUTO_TEST_CASE(begins_small_and_doubles_where_it_was_filled)
{
    read_buffer buffer(16 * 1024);
    for (auto const expected : {2U, 4U, 8U, 16U, 16U}) {
        auto const room = buffer.room().size();
        BOOST_TEST(room == expected * 1024);
        put(buffer, std::string(room, 'x'));
        BOOST_TEST(buffer.room().empty());
        buffer.consume(room);
    }
}

BOOST_AUTO_TEST_CASE(stays_as_it_is_where_reads_are_small)
{
    read_buffer buffer(16 * 1024);
    for (int n = 0; n < 100; ++n) {
        BOOST_TEST(buffer.room().size() == read_buffer::first);
        put(buffer, "a delta");
        buffer.consume(7);
    }
}

BOOST_AUTO_TEST_CASE(what_was_consumed_stays_until_room_is_asked_for)
{
    read_buffer buffer(4096);
    put(buffer, "payload");
    auto const seen = buffer.unread();
    buffer.consume(seen.size());
    BOOST_TEST(buffer.unread().empty());
    BOOST_TEST(seen == "payload");
}

BOOST_AUTO_TEST_CASE(never_begins_above_its_most)
{
    read_buffer buffer(512);
    BOOST_TEST(buffer.room().size() == 512U);
    put(buffer, std::string(512, 'x'));
    buffer.consume(512);
    BOOST_TEST(buffer.room().size() == 512U);
}

BOOST_AUTO_TEST_CASE(makes_room_by_moving_then_by_growing_then_not_at_all)
{
    read_buffer buffer(512);
    BOOST_TEST(buffer.make_room(1024)); // nothing is held yet
    put(buffer, std::string(500, 'a') + std::string(12, 'b'));
    buffer.consume(500);
    BOOST_TEST(buffer.make_room(1024));
    BOOST_TEST(buffer.unread() == std::string(12, 'b'));
    BOOST_TEST(buffer.room().size() == 500U);
    put(buffer, std::string(500, 'c'));
    BOOST_TEST(buffer.make_room(1024));
    BOOST_TEST(buffer.room().size() == 512U);
    BOOST_TEST(buffer.unread() == std::string(12, 'b') + std::string(500, 'c'));
    put(buffer, std::string(512, 'd'));
    BOOST_TEST(!buffer.make_room(1024));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
