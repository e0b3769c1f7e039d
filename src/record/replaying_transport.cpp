// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "record/replaying_transport.hpp"

#include <coax/error.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>

namespace coax::record {

namespace fs = std::filesystem;

namespace {

class replayed_exchange final : public http_exchange {
public:
    explicit replayed_exchange(recorded_exchange const& recorded) : recorded_(recorded) { }

    [[nodiscard]] http::response_head const& head() const noexcept override { return recorded_.head; }
    boost::asio::awaitable<std::string_view> read() override
    {
        auto const rest = std::string_view(recorded_.body).substr(offset_);
        auto const& lengths = recorded_.chunk_lengths;
        auto const piece = rest.substr(0, next_ < lengths.size() ? lengths[next_] : rest.npos);
        ++next_;
        offset_ += piece.size();
        if (piece.empty() && !recorded_.complete)
            throw error({errc::connection_lost, "the recording ends before the answer does: it was given up then"});
        co_return piece;
    }

private:
    recorded_exchange const& recorded_;
    std::size_t next_ = 0;
    std::size_t offset_ = 0;
};

[[noreturn]] void fail(fs::path const& path, std::string const& problem)
{
    throw error({errc::recording_failed, "\"" + path.string() + "\" " + problem});
}

} // namespace

replaying_transport::replaying_transport(fs::path const& folder)
{
    std::error_code failed;
    std::vector<fs::path> files;
    for (fs::directory_iterator one(folder, failed), end; !failed && one != end; one.increment(failed))
        if (one->path().extension() == ".json")
            files.push_back(one->path());
    if (failed)
        fail(folder, "cannot be read as a folder of recordings");
    std::ranges::sort(files);
    for (auto const& file : files) {
        std::ifstream in(file, std::ios::binary);
        std::string const text{std::istreambuf_iterator<char>(in), {}};
        try {
            cassette_.add(file.filename().string(), from_text(text));
        } catch (std::exception const& thrown) {
            fail(file, std::string("is not a recording: ") + thrown.what());
        }
    }
}

boost::asio::awaitable<std::unique_ptr<http_exchange>> replaying_transport::send(http_request const& request)
{
    auto const asked = recorded_request(request);
    std::lock_guard const lock(mutex_);
    co_return std::make_unique<replayed_exchange>(cassette_.take(asked.url, asked.request_body));
}

} // namespace coax::record
