// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/annotate.hpp>
#include <coax/error.hpp>
#include <coax/http_transport.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/describe/class.hpp>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace coax::test {

struct word {
    std::string text;
    int number = 0;
};
BOOST_DESCRIBE_STRUCT(word, (), (text, number))

inline constexpr char const* key = "sk-0123456789-abcdefgh";

inline std::string event(std::string const& content)
{
    return R"(data: {"choices":[{"index":0,"delta":{"content":")" + content + "\"}}]}\n\n";
}

// The answer {"text":"abc","number":7} in four pieces.
inline std::vector<std::string> pieces()
{
    return {event(R"({\"text\":\"a)"), event("b"), event(R"(c\",\"number\":7})"),
        "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n"};
}

inline std::vector<std::string> two_items()
{
    return {event(R"({\"items\":[{\"text\":\"a\",\"num)"), event(R"(ber\":1},{\"text\":\"b\",)"),
        event(R"(\"number\":2}]})"),
        "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n"};
}

// The answer {"value":"ham"} with the weights of the tokens.
inline std::vector<std::string> classes()
{
    return {
        R"(data: {"choices":[{"index":0,"delta":{"content":"{\"value\":\"ham\"}"},)"
        R"("logprobs":{"content":[{"token":"{\"value\":\"","logprob":0,"top_logprobs":[]},)"
        R"({"token":"ham","logprob":-0.1,"top_logprobs":[{"token":"ham","logprob":-0.1},{"token":"spam","logprob":-2.4}]},)"
        R"({"token":"\"}","logprob":0,"top_logprobs":[]}]}}]})"
        "\n\n",
        "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n"};
}

inline boost::asio::awaitable<void> suspend()
{
    boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor, std::chrono::milliseconds(0));
    co_await timer.async_wait(boost::asio::use_awaitable);
}

inline boost::asio::awaitable<void> wait_in_vain(std::chrono::steady_clock::time_point deadline)
{
    boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor, deadline);
    co_await timer.async_wait(boost::asio::use_awaitable);
    throw coax::error({coax::errc::timed_out, "the whole call had a limit"});
}

// Suspends in `send` and in each `read`, and does what the test wants before the read of a number.
class scripted_transport final : public coax::http_transport {
public:
    coax::http_response_head head{200, {{"content-type", "text/event-stream"}}};
    std::vector<std::string> body = pieces();
    std::function<void()> on_send = [] {};
    std::function<void(std::size_t)> on_read = [](std::size_t) {};
    std::vector<std::string> urls;
    std::vector<std::string> bodies;
    std::vector<coax::http_header> headers; // of the last request
    std::vector<std::string> secrets;
    std::atomic<int> open = 0;
    std::atomic<std::size_t> reads = 0;
    bool stalls = false; // no read ends before the deadline of the call

    boost::asio::awaitable<std::unique_ptr<coax::http_exchange>> send(coax::http_request const& request) override
    {
        urls.push_back(request.url());
        bodies.emplace_back(request.body);
        headers.assign(request.headers.begin(), request.headers.end());
        secrets.assign(request.secrets.begin(), request.secrets.end());
        auto const deadline = request.deadline;
        co_await suspend();
        on_send();
        co_return std::make_unique<exchange>(*this, deadline);
    }

private:
    class exchange final : public coax::http_exchange {
    public:
        exchange(scripted_transport& from, std::chrono::steady_clock::time_point deadline)
            : from_(from),
              deadline_(deadline)
        {
            ++from_.open;
        }
        ~exchange() override { --from_.open; }
        [[nodiscard]] coax::http_response_head const& head() const noexcept override { return from_.head; }
        boost::asio::awaitable<std::string_view> read() override
        {
            ++from_.reads;
            co_await suspend();
            if (from_.stalls)
                co_await wait_in_vain(deadline_);
            from_.on_read(next_);
            if (next_ == from_.body.size())
                co_return std::string_view();
            co_return from_.body[next_++];
        }

    private:
        scripted_transport& from_;
        std::chrono::steady_clock::time_point deadline_;
        std::size_t next_ = 0;
    };
};

} // namespace coax::test
