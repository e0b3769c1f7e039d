// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
//
// coax inside a service that is there already: a small web server, written with Boost.Beast on its own io_context,
// answers a browser with what is new of a partial struct as server-sent events. The page (support/product_page.hpp)
// fills in while the model writes.
//
//     example_embed_in_service [port]        then open the address it prints
//
// Nothing has to be arranged between the two: the client is a value, each call runs on the executor of whoever awaits
// it, and when the browser goes away, the write to it fails, the stream is destroyed, and the generation stops.
#include "support/answers.hpp"
#include "support/demo.hpp"
#include "support/product_page.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/describe/class.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/url/parse.hpp>

#include <array>
#include <iostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
namespace json = boost::json;
using asio::use_awaitable;

struct product_analysis {
    std::string product_name;
    std::vector<std::string> strengths;
    std::vector<std::string> weaknesses;
    std::string verdict;
    std::optional<double> score;
};
BOOST_DESCRIBE_STRUCT(product_analysis, (), (product_name, strengths, weaknesses, verdict, score))

// What the page shows as a broken rule where a model does not keep to it.
constexpr auto tag_invoke(coax::annotate_tag, product_analysis const*)
{
    return coax::notes(coax::note<&product_analysis::strengths>("At most five").max_items(5),
        coax::note<&product_analysis::weaknesses>("At most five").max_items(5),
        coax::note<&product_analysis::verdict>("Two sentences").max_length(400),
        coax::note<&product_analysis::score>("0 to 10").ge(0).le(10));
}

/// One event of the stream to the browser. `data` is one line.
std::string event(std::string_view name, std::string_view data)
{
    return std::string("event: ").append(name).append("\ndata: ").append(data).append("\n\n");
}

/// What the browser has of the struct. Each event then costs what is new, and not what came before it.
class browser_copy {
public:
    /// The events that bring the browser up to date; "" where nothing is new for it.
    std::string update(coax::partial<product_analysis> const& now)
    {
        using product = product_analysis;
        std::string out;
        if (std::exchange(attempt_, now.attempt()) != now.attempt()) { // the model was asked again: it starts afresh
            out = event("again", "");
            for (auto& one : seen_)
                one = {};
        }
        json::array changes;
        text<&product::product_name>(now, seen_[0], "product_name", changes);
        items<&product::strengths>(now, seen_[1], "strengths", changes);
        items<&product::weaknesses>(now, seen_[2], "weaknesses", changes);
        text<&product::verdict>(now, seen_[3], "verdict", changes);
        score(now, seen_[4], changes);
        return changes.empty() ? out : out + event("partial", json::serialize(changes));
    }

private:
    struct seen {
        coax::field_state state = coax::field_state::absent;
        std::size_t items = 0; ///< begun
        std::size_t bytes = 0; ///< of the text, or of the last item
    };
    using partial = coax::partial<product_analysis>;

    static json::object change(std::string_view name, coax::field_state state)
    {
        return {{"field", name}, {"state", to_string(state)}};
    }

    template <auto Member>
    static void text(partial const& now, seen& before, std::string_view name, json::array& changes)
    {
        std::string const& whole = (*now).*Member;
        auto const state = now.template state<Member>();
        if (state == before.state && whole.size() == before.bytes)
            return;
        auto one = change(name, state);
        if (whole.size() > before.bytes)
            one["append"] = std::string_view(whole).substr(before.bytes);
        before = {state, 0, whole.size()};
        changes.push_back(std::move(one));
    }

    template <auto Member>
    static void items(partial const& now, seen& before, std::string_view name, json::array& changes)
    {
        std::vector<std::string> const& all = (*now).*Member;
        auto const state = now.template state<Member>();
        json::array grown;
        for (auto i = before.items == 0 ? 0 : before.items - 1; i < all.size(); ++i) {
            auto const had = i + 1 == before.items ? before.bytes : 0;
            if (i >= before.items || all[i].size() > had)
                grown.push_back({i, std::string_view(all[i]).substr(had)});
        }
        if (state == before.state && grown.empty())
            return;
        auto one = change(name, state);
        if (!grown.empty())
            one["items"] = std::move(grown);
        before = {state, all.size(), all.empty() ? 0 : all.back().size()};
        changes.push_back(std::move(one));
    }

    static void score(partial const& now, seen& before, json::array& changes)
    {
        auto const state = now.state<&product_analysis::score>(); // a number comes whole
        if (std::exchange(before.state, state) == state)
            return;
        auto one = change("score", state);
        if (now->score)
            one["value"] = *now->score;
        changes.push_back(std::move(one));
    }

    std::array<seen, 5> seen_;
    unsigned attempt_ = 1;
};

/// How the value came about, as one line of JSON.
std::string summary(coax::extraction_details const& done, std::chrono::duration<double> taken, bool simulated)
{
    constexpr double input_price = 1.0; // dollars for a million tokens: your model's
    constexpr double output_price = 5.0;
    json::array broken;
    for (auto const& attempt : done.attempts)
        for (auto const& violation : attempt.violations)
            broken.emplace_back(violation.pointer + " " + violation.message);
    json::array repairs;
    for (auto const& repair : done.repairs)
        repairs.emplace_back(repair.pointer + ": " + std::string(to_string(repair.repair)));
    auto const& usage = done.usage;
    auto const cost = double(usage.input_tokens) * input_price + double(usage.output_tokens) * output_price;
    json::object const out{{"model", done.model}, {"simulated", simulated}, {"seconds", taken.count()},
        {"input", usage.input_tokens}, {"output", usage.output_tokens}, {"estimated", usage.estimated},
        {"cost", cost / 1e6}, {"broken", broken}, {"repairs", repairs}};
    return json::serialize(out);
}

asio::awaitable<void> stream_analysis(
    beast::tcp_stream& browser, coax::client client, std::string product, std::string_view simulated)
{
    http::response<http::empty_body> head(http::status::ok, 11);
    head.set(http::field::content_type, "text/event-stream");
    head.set(http::field::cache_control, "no-store");
    head.keep_alive(false); // the end of the connection is the end of the stream
    http::response_serializer<http::empty_body> serializer(head);
    co_await http::async_write_header(browser, serializer, use_awaitable);

    auto const began = std::chrono::steady_clock::now();
    std::string last;
    browser_copy copy;
    try {
        auto stream = client.stream<product_analysis>(
            coax::request("Analyse the " + product + " for a developer audience").max_tokens(1024));
        while (auto const partial = co_await stream.next()) {
            auto const text = copy.update(*partial);
            if (text.empty())
                continue;
            browser.expires_after(std::chrono::seconds(30)); // a browser that takes nothing is gone
            co_await asio::async_write(browser, asio::buffer(text), use_awaitable); // a slow one slows us down
        }
        auto const done = co_await stream.result();
        last = event("done", summary(done, std::chrono::steady_clock::now() - began, !simulated.empty()));
    } catch (coax::error const& error) {
        last = event("failed", error.failure().code.message()); // its other words are for the log, not for strangers
        std::cerr << error.what() << '\n';
    }
    co_await asio::async_write(browser, asio::buffer(last), use_awaitable);
}

asio::awaitable<void> answer_page(beast::tcp_stream& browser, http::status status, std::string_view body)
{
    http::response<http::string_body> answer(status, 11);
    answer.set(http::field::content_type, "text/html; charset=utf-8");
    answer.set("Content-Security-Policy",
        "default-src 'none'; connect-src 'self'; script-src 'unsafe-inline'; style-src 'unsafe-inline'");
    answer.body() = body;
    answer.keep_alive(false);
    answer.prepare_payload();
    co_await http::async_write(browser, answer, use_awaitable);
}

/// `simulated` is what the page says of a model that is not real, or "".
asio::awaitable<void> serve(asio::ip::tcp::socket socket, coax::client client, std::string_view simulated)
{
    beast::tcp_stream browser(std::move(socket));
    beast::flat_buffer buffer;
    http::request<http::empty_body> asked;
    browser.expires_after(std::chrono::seconds(30));
    co_await http::async_read(browser, buffer, asked, use_awaitable);

    auto const target = boost::urls::parse_origin_form({asked.target().data(), asked.target().size()});
    if (target && target->encoded_path() == "/analyse") {
        auto const product = target->params().find("product");
        std::string const name = product == target->params().end() ? "" : (*product).value;
        if (name.empty() || name.size() > 200) {
            co_await answer_page(browser, http::status::bad_request, "which product?");
            co_return;
        }
        co_await stream_analysis(browser, client, name, simulated); // named first: see doc/compilers.md
        co_return;
    }
    if (!target || target->encoded_path() != "/") {
        co_await answer_page(browser, http::status::not_found, "not found");
        co_return;
    }
    std::string page = demo::product_page;
    page.replace(page.find("@simulated@"), std::string_view("@simulated@").size(), simulated);
    co_await answer_page(browser, http::status::ok, page);
}

asio::awaitable<void> listen(asio::ip::tcp::acceptor& acceptor, coax::client client, std::string_view simulated)
{
    for (;;) {
        auto socket = co_await acceptor.async_accept(use_awaitable);
        asio::co_spawn(
            acceptor.get_executor(), serve(std::move(socket), client, simulated), [](std::exception_ptr thrown) {
                try {
                    if (thrown)
                        std::rethrow_exception(thrown);
                } catch (std::exception const& error) {
                    std::cerr << "a browser left: " << error.what() << '\n';
                }
            });
    }
}

int main(int count, char** arguments)
{
    try {
        asio::io_context context; // the service's own
        std::optional<coax::sim::server> simulator;
        auto const client = demo::choose_model(context, simulator, demo::answers::analysis_with_flaws, true);
        std::string_view const simulated
            = simulator ? "The answers are simulated. Set COAX_MODEL to provider/model to ask a real model." : "";

        asio::ip::tcp::acceptor acceptor(context,
            {asio::ip::address_v4::loopback(),
                static_cast<asio::ip::port_type>(count > 1 ? std::stoi(arguments[1]) : 0)});
        std::cout << "http://127.0.0.1:" << acceptor.local_endpoint().port() << "/" << std::endl;
        asio::signal_set signals(context, SIGINT, SIGTERM);
        signals.async_wait([&](auto, int) { context.stop(); });
        asio::co_spawn(context, listen(acceptor, client, simulated), [](std::exception_ptr thrown) {
            if (thrown)
                std::rethrow_exception(thrown);
        });
        context.run();
        return 0;
    } catch (std::exception const& error) {
        std::cerr << error.what() << '\n';
        return 1;
    }
}
