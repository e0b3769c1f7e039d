// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "record/recording_transport.hpp"

#include "record/recorded_exchange.hpp"
#include "text/redact.hpp"

#include <coax/error.hpp>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <utility>

namespace coax::record {

namespace fs = std::filesystem;

namespace {

void write(fs::path const& file, recorded_exchange const& exchange)
{
    std::ofstream out(file, std::ios::binary | std::ios::trunc);
    out << to_text(exchange);
    out.close();
    if (!out)
        throw error({errc::recording_failed, "\"" + file.string() + "\" cannot be written"});
}

class recording_exchange final : public http_exchange {
public:
    recording_exchange(
        std::unique_ptr<http_exchange> source, recorded_exchange begun, std::vector<std::string> secrets, fs::path file)
        : source_(std::move(source)),
          recorded_(std::move(begun)),
          secrets_(std::move(secrets)),
          file_(std::move(file))
    {
        recorded_.head = source_->head();
    }
    ~recording_exchange() override
    {
        try {
            save(false);
        } catch (...) { // a destructor reports nothing
        }
    }

    [[nodiscard]] http::response_head const& head() const noexcept override { return source_->head(); }
    boost::asio::awaitable<std::string_view> read() override
    {
        auto const piece = co_await source_->read(); // if that throws, the destructor saves
        if (piece.empty()) {
            save(true);
        } else {
            recorded_.body.append(piece);
            recorded_.chunk_lengths.push_back(piece.size());
        }
        co_return piece;
    }
    void expect_end() noexcept override { source_->expect_end(); }
    [[nodiscard]] bool resent() const noexcept override { return source_->resent(); }

private:
    void save(bool complete)
    {
        if (std::exchange(saved_, true))
            return;
        recorded_.complete = complete;
        auto const size = recorded_.body.size();
        redact(recorded_.body);
        if (recorded_.body.size() != size) // the lengths are no longer right
            recorded_.chunk_lengths.clear();
        for (auto& field : recorded_.head.headers)
            redact(field.value);
        hide_secrets(recorded_.head.headers);
        write(file_, recorded_);
    }
    void redact(std::string& text) const
    {
        for (auto const& secret : secrets_)
            text::redact(text, secret);
    }

    std::unique_ptr<http_exchange> source_;
    recorded_exchange recorded_;
    std::vector<std::string> secrets_;
    fs::path file_;
    bool saved_ = false;
};

} // namespace

recording_transport::recording_transport(std::shared_ptr<http_transport> recorded, fs::path folder)
    : recorded_(std::move(recorded)),
      folder_(std::move(folder))
{
    std::error_code failed;
    fs::create_directories(folder_, failed);
    for (fs::directory_iterator one(folder_, failed), end; !failed && one != end; one.increment(failed)) {
        std::size_t number = 0;
        if (std::sscanf(one->path().filename().c_str(), "%6zu", &number) == 1)
            next_ = std::max(next_, number + 1);
    }
    if (failed)
        throw error(
            {errc::recording_failed, "\"" + folder_.string() + "\" cannot be made or read as a folder for recordings"});
}

boost::asio::awaitable<std::unique_ptr<http_exchange>> recording_transport::send(http_request const& request)
{
    auto source = co_await recorded_->send(request);
    auto begun = recorded_request(request);
    begun.request_headers.assign(request.headers.begin(), request.headers.end());
    for (auto& field : begun.request_headers)
        for (auto const secret : request.secrets)
            text::redact(field.value, secret);
    hide_secrets(begun.request_headers);
    char name[32];
    {
        std::lock_guard const lock(mutex_);
        std::snprintf(name, sizeof name, "%04zu.json", next_++);
    }
    co_return std::make_unique<recording_exchange>(std::move(source), std::move(begun),
        std::vector<std::string>(request.secrets.begin(), request.secrets.end()), folder_ / name);
}

} // namespace coax::record
