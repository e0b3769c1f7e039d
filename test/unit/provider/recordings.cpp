// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "wire/replay.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace {

std::string contents(std::filesystem::path const& path)
{
    std::ifstream file(path, std::ios::binary);
    std::ostringstream out;
    out << file.rdbuf();
    return out.str();
}

std::size_t check_folder(std::filesystem::path const& folder, std::size_t longest)
{
    std::size_t checked = 0;
    for (auto const& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.path().extension() != ".json")
            continue;
        auto const recording = coax::wire::read_recording(contents(entry.path()));
        auto const* const protocol = coax::wire::protocol_for(recording.api);
        if (!protocol)
            continue;
        ++checked;
        for (auto const& difference : coax::wire::check(recording, *protocol, longest))
            BOOST_ERROR(entry.path().string() + ": " + difference);
    }
    return checked;
}

} // namespace

BOOST_AUTO_TEST_SUITE(provider_recordings)

BOOST_AUTO_TEST_CASE(representative_recordings_give_what_they_should)
{
    BOOST_TEST(check_folder(std::filesystem::path(COAX_TEST_DATA) / "wire", 64) > 10u);
}

BOOST_AUTO_TEST_CASE(a_folder_of_recordings_gives_what_it_should)
{
    auto const* const folder = std::getenv("COAX_WIRE_DIR");
    if (!folder) {
        BOOST_TEST_MESSAGE("skipped: COAX_WIRE_DIR names no folder of recordings");
        return;
    }
    BOOST_TEST(check_folder(folder, 64) > 0u);
}

BOOST_AUTO_TEST_SUITE_END()
