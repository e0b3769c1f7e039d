// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
//
// A program without coroutines and without an io_context: each call waits. `11_plain_main MODEL` asks that model.
#include "support/provider_thread.hpp"

#include <coax/blocking.hpp>

#include <boost/describe/class.hpp>

#include <iostream>

struct city {
    std::string name;
    std::vector<std::string> sights;
};
BOOST_DESCRIBE_STRUCT(city, (), (name, sights))

int main()
try {
    demo::provider_thread const provider(R"({"name":"Vienna","sights":["Prater","Hofburg","Belvedere"]})");
    coax::blocking::client const client(provider.model(), provider.options());
    auto const vienna = client.extract<city>("Tell me about Vienna.");
    std::cout << vienna.name << " has " << vienna.sights.size() << " sights\n";
    auto const again = coax::request("Tell me about Vienna.").show(coax::granularity::delta);
    for (auto const& now : client.stream<city>(again)) {
        std::cout << now->name << ", " << now->sights.size() << " sights so far\n";
        if (now->sights.size() == 2)
            break; // the connection closes, and the model stops
    }
} catch (std::exception const& error) {
    std::cerr << error.what() << '\n';
    return 1;
}
