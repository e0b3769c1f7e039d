// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// The answers of test/cases/wire, decoded in pieces of every size: the same must come out.
#include "provider/registry.hpp"
#include "wire/replay.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

namespace {

std::filesystem::path const folder = std::filesystem::path(COAX_TEST_DATA) / ".." / "cases";

std::string contents(std::filesystem::path const& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::string without_chunks(std::string_view body)
{
    std::string out;
    for (;;) {
        auto const line = body.find("\r\n");
        if (line == body.npos)
            return out;
        auto const size = std::stoul(std::string(body.substr(0, line)), nullptr, 16);
        out += body.substr(line + 2, size);
        body.remove_prefix(std::min(body.size(), line + 2 + size + 2));
    }
}

// The body of a good answer, or "" for one that this test does not read.
std::string body_of(std::string const& file)
{
    auto const end = file.find("\r\n\r\n");
    auto const head = file.substr(0, end);
    if (!head.starts_with("HTTP/1.1 2") || head.find("Content-Encoding") != head.npos)
        return {};
    auto const body = file.substr(end + 4);
    return head.find("chunked") == head.npos ? body : without_chunks(body);
}

} // namespace

BOOST_AUTO_TEST_SUITE(provider_wire_cases)

BOOST_AUTO_TEST_CASE(every_split_tells_the_same)
{
    std::size_t checked = 0;
    std::ifstream lines(folder / "wire.jsonl");
    for (std::string line; std::getline(lines, line);) {
        auto const one = boost::json::parse(line).as_object();
        std::string const id(one.at("id").as_string());
        std::string const model(one.at("service").as_string());
        auto const* const service = coax::provider::find_service(model.substr(0, model.find('/')));
        BOOST_TEST_REQUIRE(service != nullptr, id);
        coax::wire::recording recorded;
        recorded.head.status = 200;
        recorded.body = body_of(contents(folder / "wire" / (id + ".http")));
        if (recorded.body.empty())
            continue;
        ++checked;
        auto const whole = coax::wire::replay(recorded, *service->protocol, {});
        for (std::size_t size = 1; size <= 40; ++size) {
            auto const in_pieces = coax::wire::replay(recorded, *service->protocol, {&size, 1});
            for (auto const& difference : coax::wire::differences(whole, in_pieces))
                BOOST_ERROR(id << " in pieces of " << size << ": " << difference);
            BOOST_TEST(in_pieces.ended == whole.ended, id << " in pieces of " << size);
            BOOST_TEST((in_pieces.stop == whole.stop), id << " in pieces of " << size);
        }
    }
    BOOST_TEST(checked > 60u);
}

BOOST_AUTO_TEST_SUITE_END()
