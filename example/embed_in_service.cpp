// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
//
// coax inside a service that is there already: a small web server, written with Boost.Beast on its own io_context,
// answers a browser with partial structs as server-sent events. The page fills in while the model writes.
//
//     example_embed_in_service [port]        then open the address it prints
//
// Nothing has to be arranged between the two: the client is a value, each call runs on the executor of whoever awaits
// it, and when the browser goes away, the write to it fails, the stream is destroyed, and the generation stops.
#include "support/answers.hpp"
#include "support/demo.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/describe/class.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value_from.hpp>
#include <boost/url/parse.hpp>

#include <iostream>

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

constexpr auto page = R"html(<!doctype html><html lang="en"><meta charset="utf-8"><title>coax in a service</title>
<style>
 body { font: 17px/1.5 system-ui, sans-serif; max-width: 44em; margin: 2em auto; padding: 0 1em; color: #223 }
 input { font: inherit; width: 22em } button { font: inherit }
 dt { font-weight: 600; margin-top: 1em } dt::before { content: "\b7\a0"; color: #aab }
 dt.streaming::before { content: "\25b8\a0"; color: #c80 } dt.complete::before { content: "\2713\a0"; color: #283 }
 dd { margin: 0 0 0 1.2em; white-space: pre-wrap } #status { color: #778 }
</style>
<h1>Product analysis</h1>
<form><input name="product" value="iPhone 16 Pro"> <button>Analyse</button></form>
<dl></dl><p id="status"></p>
<script>
 const names = ["product_name", "strengths", "weaknesses", "verdict", "score"];
 const list = document.querySelector("dl"), status = document.querySelector("#status");
 let source;
 function show(name, state, value) {
   const term = document.getElementById(name);
   term.className = state;
   term.nextSibling.textContent = Array.isArray(value) ? value.map(v => "\u2022 " + v).join("\n") : value ?? "";
 }
 function start(product) {
   list.replaceChildren();
   for (const name of names) {
     const term = list.appendChild(document.createElement("dt"));
     term.id = name; term.textContent = name.replace("_", " ");
     list.appendChild(document.createElement("dd"));
   }
   status.textContent = "asking";
   source?.close();
   source = new EventSource("/analyse?product=" + encodeURIComponent(product));
   source.addEventListener("partial", event => {
     const now = JSON.parse(event.data);
     for (const name of names) show(name, now.state[name], now.state[name] == "absent" ? "" : now.value[name]);
   });
   const end = event => { status.textContent = event.data ?? "the connection was lost"; source.close(); };
   for (const kind of ["done", "failed", "error"]) source.addEventListener(kind, end);
 }
 document.querySelector("form").onsubmit = event => { event.preventDefault(); start(event.target.product.value); };
 start("iPhone 16 Pro");
</script></html>)html";

/// One event of the stream to the browser. `data` is one line.
std::string event(std::string_view name, std::string_view data)
{
    return std::string("event: ").append(name).append("\ndata: ").append(data).append("\n\n");
}

/// The struct as far as it is there, and how far each member has come.
std::string as_event(coax::partial<product_analysis> const& partial)
{
    using product = product_analysis;
    json::object const state{{"product_name", to_string(partial.state<&product::product_name>())},
        {"strengths", to_string(partial.state<&product::strengths>())},
        {"weaknesses", to_string(partial.state<&product::weaknesses>())},
        {"verdict", to_string(partial.state<&product::verdict>())},
        {"score", to_string(partial.state<&product::score>())}};
    return event("partial", json::serialize(json::object{{"value", json::value_from(*partial)}, {"state", state}}));
}

asio::awaitable<void> stream_analysis(beast::tcp_stream& browser, coax::client client, std::string product)
{
    http::response<http::empty_body> head(http::status::ok, 11);
    head.set(http::field::content_type, "text/event-stream");
    head.set(http::field::cache_control, "no-store");
    head.keep_alive(false); // the end of the connection is the end of the stream
    http::response_serializer<http::empty_body> serializer(head);
    co_await http::async_write_header(browser, serializer, use_awaitable);

    std::string last;
    try {
        auto stream = client.stream<product_analysis>(
            coax::request("Analyse the " + product + " for a developer audience").max_tokens(1024));
        while (auto const* partial = co_await stream.next()) {
            auto const text = as_event(*partial);
            browser.expires_after(std::chrono::seconds(30)); // a browser that takes nothing is gone
            co_await asio::async_write(browser, asio::buffer(text), use_awaitable); // a slow one slows us down
        }
        auto const done = co_await stream.result();
        last = event("done", std::to_string(done.usage.output_tokens) + " tokens from " + done.model);
    } catch (coax::error const& error) {
        last = event("failed", error.why().code.message()); // its other words are for the log, not for strangers
        std::cerr << error.what() << '\n';
    }
    co_await asio::async_write(browser, asio::buffer(last), use_awaitable);
}

asio::awaitable<void> serve(asio::ip::tcp::socket socket, coax::client client)
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
        co_await stream_analysis(browser, client, name); // named first: see doc/compilers.md
        co_return;
    }
    bool const home = target && target->encoded_path() == "/";
    http::response<http::string_body> answer(home ? http::status::ok : http::status::not_found, 11);
    answer.set(http::field::content_type, "text/html; charset=utf-8");
    answer.body() = home ? page : "not found";
    answer.keep_alive(false);
    answer.prepare_payload();
    co_await http::async_write(browser, answer, use_awaitable);
}

asio::awaitable<void> listen(asio::ip::tcp::acceptor& acceptor, coax::client client)
{
    for (;;) {
        auto socket = co_await acceptor.async_accept(use_awaitable);
        asio::co_spawn(acceptor.get_executor(), serve(std::move(socket), client), [](std::exception_ptr thrown) {
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
        auto const client = demo::choose_model(
            context, simulator, [](auto const&) { return coax::sim::reply::json(demo::answers::product_analysis); });

        asio::ip::tcp::acceptor acceptor(context,
            {asio::ip::address_v4::loopback(),
                static_cast<asio::ip::port_type>(count > 1 ? std::stoi(arguments[1]) : 0)});
        std::cout << "http://127.0.0.1:" << acceptor.local_endpoint().port() << "/" << std::endl;
        asio::signal_set signals(context, SIGINT, SIGTERM);
        signals.async_wait([&](auto, int) { context.stop(); });
        asio::co_spawn(context, listen(acceptor, client), [](std::exception_ptr thrown) {
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
