// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
//
// coax on bytes that another HTTP library fetches: `coax::encode` writes the request, libcurl sends it, and a
// `coax::reader` reads the response while it arrives. A broken rule ends the transfer at once.
//
//     example_own_http_client                         asks the simulator
//     COAX_MODEL=openai/gpt-5-mini OPENAI_API_KEY=... example_own_http_client
#include <coax/annotate.hpp>
#include <coax/reader.hpp>
#include <coax/sim.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/describe/class.hpp>

#include <curl/curl.h>

#include <cstdlib>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

struct city {
    std::string name;
    std::vector<std::string> sights;
    int inhabitants = 0;
};
BOOST_DESCRIBE_STRUCT(city, (), (name, sights, inhabitants))
constexpr auto tag_invoke(coax::annotate_tag, city const*)
{
    return coax::notes(coax::note<&city::sights>("The best known, at most three").max_items(3),
        coax::note<&city::inhabitants>("").ge(1));
}

using curl_ptr = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;
using list_ptr = std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)>;

struct transfer {
    CURL* handle;
    coax::reader<city> reader;
    bool has_head = false;
};

/// libcurl has received a piece of the body. Another return value than the size ends the transfer.
std::size_t on_body(char* bytes, std::size_t, std::size_t size, void* user)
{
    auto& to = *static_cast<transfer*>(user);
    if (!to.has_head) {
        long status = 0;
        curl_easy_getinfo(to.handle, CURLINFO_RESPONSE_CODE, &status);
        to.reader.head({static_cast<int>(status), {}});
        to.has_head = true;
    }
    bool const more = to.reader.feed({bytes, size});
    auto const partial = to.reader.partial();
    std::cout << "\r" << partial->name << ", " << partial->sights.size() << " sights" << std::flush;
    return more ? size : 0;
}

city ask(std::string const& model, coax::encode_options const& options)
{
    auto const request = coax::encode<city>(model, "Tell me about Vienna", options);
    curl_ptr const curl(curl_easy_init(), &curl_easy_cleanup);
    if (!curl)
        throw std::runtime_error("libcurl cannot be set up");
    transfer running{curl.get(), coax::reader<city>(request)};

    list_ptr headers(nullptr, &curl_slist_free_all);
    for (auto const& [name, value] : request.headers)
        headers.reset(curl_slist_append(headers.release(), (name + ": " + value).c_str()));
    curl_easy_setopt(curl.get(), CURLOPT_URL, request.url.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_HTTPHEADER, headers.get());
    curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDS, request.body.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT, 60L);
    curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, &on_body);
    curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &running);
    auto const sent = curl_easy_perform(curl.get());
    std::cout << '\n';
    if (sent != CURLE_OK && sent != CURLE_WRITE_ERROR) // the latter: the reader needs no more
        throw std::runtime_error(curl_easy_strerror(sent));

    running.reader.finish();
    return std::move(running.reader).value(); // throws coax::error where the answer is none
}

int main()
{
    try {
        auto const variable = [](char const* name) {
            auto const* value = std::getenv(name);
            return std::string(value != nullptr ? value : "");
        };
        boost::asio::io_context context; // the simulator's alone
        coax::sim::server simulator(context.get_executor(), coax::sim::server_options().tls(false));
        simulator.on([](coax::sim::asked const&) {
            return coax::sim::reply::json(
                R"({"name":"Vienna","sights":["Prater","Hofburg","Belvedere"],"inhabitants":2000000})");
        });
        std::jthread const serving([&context] { context.run(); });
        std::unique_ptr<coax::sim::server, void (*)(coax::sim::server*)> const stop_at_end(
            &simulator, [](coax::sim::server* server) { server->stop(); }); // before the thread is joined

        auto const model = variable("COAX_MODEL");
        auto const vienna = model.empty()
            ? ask("openai/gpt-5-mini", {.api_key = "none", .base_url = simulator.url() + "/v1"})
            : ask(model, {.api_key = variable("OPENAI_API_KEY"), .base_url = variable("COAX_BASE_URL")});
        for (auto const& sight : vienna.sights)
            std::cout << sight << '\n';
        std::cout << vienna.name << " has " << vienna.inhabitants << " inhabitants\n";
        return 0;
    } catch (std::exception const& error) {
        std::cerr << error.what() << '\n';
        return 1;
    }
}
