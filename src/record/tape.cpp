// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "record/tape.hpp"

#include <coax/error.hpp>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <utility>

namespace coax::record {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void fail(fs::path const& where, std::string const& words)
{
    throw error({errc::recording_failed, "\"" + where.string() + "\" " + words});
}

std::string url_of(http::origin const& where, http::request const& what, cleaner const& clean)
{
    auto host = to_string(where);
    if (std::string_view const usual = where.tls ? ":443" : ":80"; host.ends_with(usual))
        host.resize(host.size() - usual.size());
    auto url = without_local_port((where.tls ? "https://" : "http://") + host + what.target);
    clean(url);
    return url;
}

void write(fs::path const& file, recorded const& what)
{
    std::ofstream out(file, std::ios::binary | std::ios::trunc);
    out << to_text(what);
    out.close();
    if (!out)
        fail(file, "cannot be written");
}

// Reads what was recorded, in its own pieces.
class played final : public transport::exchange::source {
public:
    explicit played(recorded const& from) : from_(from) { }

    [[nodiscard]] http::response_head const& head() const noexcept override { return from_.head; }
    boost::asio::awaitable<std::string_view> read() override
    {
        auto const rest = std::string_view(from_.body).substr(at_);
        auto const& lengths = from_.chunk_lengths;
        auto const piece = rest.substr(0, next_ < lengths.size() ? lengths[next_] : rest.npos);
        ++next_;
        at_ += piece.size();
        if (piece.empty() && !from_.complete)
            throw error({errc::connection_lost, "the recording ends before the answer does: it was given up then"});
        co_return piece;
    }
    void wind_up() noexcept override { }
    void abort() noexcept override { }

private:
    recorded const& from_;
    std::size_t next_ = 0;
    std::size_t at_ = 0;
};

class listening final : public transport::exchange::source {
public:
    listening(transport::exchange live, recorded what, cleaner clean, fs::path file)
        : live_(std::move(live)),
          what_(std::move(what)),
          clean_(std::move(clean)),
          file_(std::move(file))
    {
        what_.head = live_.head();
    }
    ~listening() override { give_up(); }

    [[nodiscard]] http::response_head const& head() const noexcept override { return live_.head(); }
    boost::asio::awaitable<std::string_view> read() override
    {
        auto const piece = co_await live_.read(); // an exception leaves it to the destructor
        if (piece.empty()) {
            save(true);
        } else {
            what_.body.append(piece);
            what_.chunk_lengths.push_back(piece.size());
        }
        co_return piece;
    }
    void wind_up() noexcept override { live_.wind_up(); }
    void abort() noexcept override { live_.abort(); }
    [[nodiscard]] bool resent() const noexcept override { return live_.resent(); }

private:
    void save(bool complete)
    {
        if (std::exchange(saved_, true))
            return;
        what_.complete = complete;
        auto const size = what_.body.size();
        clean_(what_.body);
        if (what_.body.size() != size) // the cuts are no longer where they were
            what_.chunk_lengths.clear();
        for (auto& one : what_.head.headers)
            clean_(one.value);
        hide_secrets(what_.head.headers);
        write(file_, what_);
    }
    void give_up() noexcept
    {
        try {
            save(false);
        } catch (...) { // nobody is there to be told
        }
    }

    transport::exchange live_;
    recorded what_;
    cleaner clean_;
    fs::path file_;
    bool saved_ = false;
};

} // namespace

std::unique_ptr<tape> tape::to_play(fs::path const& folder)
{
    std::unique_ptr<tape> made(new tape(folder, true));
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
            made->shelf_.add(file.filename().string(), from_text(text));
        } catch (std::exception const& why) {
            fail(file, std::string("is not a recording: ") + why.what());
        }
    }
    return made;
}

std::unique_ptr<tape> tape::to_record(fs::path const& folder)
{
    std::unique_ptr<tape> made(new tape(folder, false));
    std::error_code failed;
    fs::create_directories(folder, failed);
    for (fs::directory_iterator one(folder, failed), end; !failed && one != end; one.increment(failed)) {
        std::size_t number = 0;
        if (std::sscanf(one->path().filename().c_str(), "%6zu", &number) == 1)
            made->next_ = std::max(made->next_, number + 1);
    }
    if (failed)
        fail(folder, "cannot be made or read as a folder for recordings");
    return made;
}

transport::exchange tape::play(http::origin const& where, http::request const& what, cleaner const& clean)
{
    auto body = what.body;
    clean(body);
    std::lock_guard const alone(lock_);
    return transport::exchange(std::make_unique<played>(shelf_.take(url_of(where, what, clean), body)));
}

transport::exchange tape::record(
    http::origin const& where, http::request const& what, cleaner clean, transport::exchange live)
{
    recorded now;
    now.url = url_of(where, what, clean);
    now.request_headers = what.headers;
    hide_secrets(now.request_headers);
    now.request_body = what.body;
    clean(now.request_body);
    char name[32];
    {
        std::lock_guard const alone(lock_);
        std::snprintf(name, sizeof name, "%04zu.json", next_++);
    }
    return transport::exchange(
        std::make_unique<listening>(std::move(live), std::move(now), std::move(clean), folder_ / name));
}

std::unique_ptr<tape> open_tape(std::string const& record, std::string const& replay)
{
    if (!record.empty() && !replay.empty())
        throw error({errc::invalid_option, "client_options::record and client_options::replay exclude each other"});
    return !replay.empty() ? tape::to_play(replay) : !record.empty() ? tape::to_record(record) : nullptr;
}

} // namespace coax::record
