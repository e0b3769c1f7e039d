// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
//
// CPU of one streamed extraction over TLS loopback, at each granularity, beside the least that could be done with the
// same bytes: reading and dropping them, lexing them, parsing them once. The server is another process.
#include "counted_new.hpp"
#include "loopback.hpp"
#include "rows.hpp"

#include "repair/json_feed.hpp"

#include <coax/client.hpp>
#include <coax/json.hpp>
#include <coax/stream.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value_to.hpp>

namespace {

namespace asio = boost::asio;
namespace json = boost::json;
using coax::bench::report;

struct taken {
    std::size_t shown = 0;
    std::size_t allocated = 0; // while the middle half of the answer was shown
};

class streaming {
public:
    explicit streaming(coax::bench::loopback const& server)
        : client_(io_.get_executor(), "openai/none",
            coax::client_options()
                .base_url("https://127.0.0.1:" + std::to_string(server.port()) + "/v1")
                .api_key("key")
                .ca_pem(server.ca_pem())
                .max_response_bytes(std::size_t(4) << 30))
    {
    }

    taken extract(std::string const& model, coax::granularity show, std::size_t deltas)
    {
        taken all;
        run(stream(client_, model, show, deltas, all));
        return all;
    }

private:
    void run(asio::awaitable<void> task)
    {
        asio::co_spawn(io_, std::move(task), [](std::exception_ptr thrown) {
            if (thrown)
                std::rethrow_exception(thrown);
        });
        io_.restart();
        io_.run();
    }

    static asio::awaitable<void> stream(
        coax::client client, std::string model, coax::granularity show, std::size_t deltas, taken& all)
    {
        coax::request ask("Report");
        ask.model("openai/" + model).show(show).mode(coax::mode::json_schema);
        auto partials = client.stream<report>(std::move(ask));
        std::size_t at_quarter = 0;
        while (auto const now = co_await partials.next()) {
            ++all.shown;
            if (all.shown == deltas / 4)
                at_quarter = coax::bench::allocations();
            if (all.shown == deltas * 3 / 4)
                all.allocated = coax::bench::allocations() - at_quarter;
            static_cast<void>((*now)->findings.size());
        }
        auto const done = co_await partials.result();
        static_cast<void>(done);
    }

    asio::io_context io_{1};
    coax::client client_;
};

// Takes all events and does nothing.
struct deaf {
    static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);
    bool on_document_begin(json::error_code&) { return true; }
    bool on_document_end(json::error_code&) { return true; }
    bool on_object_begin(json::error_code&) { return true; }
    bool on_object_end(std::size_t, json::error_code&) { return true; }
    bool on_array_begin(json::error_code&) { return true; }
    bool on_array_end(std::size_t, json::error_code&) { return true; }
    bool on_key_part(json::string_view, std::size_t, json::error_code&) { return true; }
    bool on_key(json::string_view, std::size_t, json::error_code&) { return true; }
    bool on_string_part(json::string_view, std::size_t, json::error_code&) { return true; }
    bool on_string(json::string_view, std::size_t, json::error_code&) { return true; }
    bool on_number_part(json::string_view, json::error_code&) { return true; }
    bool on_int64(std::int64_t, json::string_view, json::error_code&) { return true; }
    bool on_uint64(std::uint64_t, json::string_view, json::error_code&) { return true; }
    bool on_double(double, json::string_view, json::error_code&) { return true; }
    bool on_bool(bool, json::error_code&) { return true; }
    bool on_null(json::error_code&) { return true; }
    bool on_comment_part(json::string_view, json::error_code&) { return true; }
    bool on_comment(json::string_view, json::error_code&) { return true; }
};

void must(bool good, char const* message)
{
    if (!good)
        throw std::runtime_error(message);
}

void lex(std::string_view text, std::size_t cut)
{
    json::basic_parser<deaf> parser{json::parse_options()};
    for (std::size_t at = 0; at < text.size(); at += cut) {
        json::error_code wrong;
        auto const piece = text.substr(at, cut);
        parser.write_some(true, piece.data(), piece.size(), wrong);
        must(!wrong, "not JSON");
    }
}

// A client keeps its binder from attempt to attempt; here it is made anew each time.
void write_in_place(std::string_view text, std::size_t cut)
{
    report value;
    coax::bind::value_builder to;
    coax::repair::json_feed feed(to);
    to.start(*coax::detail::shape_of<report>(), &value);
    feed.start();
    for (std::size_t at = 0; at < text.size(); at += cut)
        feed.feed(text.substr(at, cut));
    feed.finish();
    must(to.done() && !to.broken(), "the binder took it for something else");
}

void parse_once(std::string const& text)
{
    auto const value = json::value_to<report>(json::parse(text));
    must(!value.findings.empty(), "nothing was found");
}

// One long string, so that no string or vector of the user's begins while it is counted; what is left is that string
// and the kept text of the answer growing by doubling, now and then.
double allocations_a_delta(streaming& ours, std::size_t bytes, std::size_t cut)
{
    auto const name = "text-" + std::to_string(bytes) + "-" + std::to_string(cut);
    auto const deltas = bytes / cut;
    ours.extract(name, coax::granularity::delta, deltas);
    return static_cast<double>(ours.extract(name, coax::granularity::delta, deltas).allocated)
        / static_cast<double>(deltas / 2);
}

struct measured {
    std::size_t bytes, cut, deltas;
    double floor, read, delta, field, event, event_floor, binder, lexer, once, whole_binder, whole_lexer;
    double allocations;
};

measured measure(coax::bench::loopback const& server, streaming& ours, std::size_t bytes, std::size_t cut, int times)
{
    auto const name = "report-" + std::to_string(bytes) + "-" + std::to_string(cut);
    auto const text = coax::bench::document(bytes);
    auto const size = coax::bench::size_of_answer(name);
    measured m{};
    m.bytes = bytes;
    m.cut = cut;
    m.deltas = (text.size() + cut - 1) / cut;
    {
        coax::bench::bare_connection bare(server);
        m.floor = coax::bench::median_cpu(times, [&] { bare.drop(name, size); });
    }
    using coax::granularity;
    if (bytes <= 1'000'000) {
        auto const single = "events-" + std::to_string(bytes) + "-" + std::to_string(cut);
        coax::bench::bare_connection bare(server);
        m.event_floor = coax::bench::median_cpu(times, [&] { bare.drop(single, size); });
        m.event = coax::bench::median_cpu(times, [&] { ours.extract(single, granularity::delta, m.deltas); });
    }
    auto const at
        = [&](granularity show) { return coax::bench::median_cpu(times, [&] { ours.extract(name, show, m.deltas); }); };
    m.read = at(granularity::read);
    m.delta = at(granularity::delta);
    m.field = at(granularity::field);
    m.binder = coax::bench::median_cpu(times, [&] { write_in_place(text, cut); });
    m.lexer = coax::bench::median_cpu(times, [&] { lex(text, cut); });
    m.once = coax::bench::median_cpu(times, [&] { parse_once(text); });
    m.whole_binder = coax::bench::median_cpu(times, [&] { write_in_place(text, text.size()); });
    m.whole_lexer = coax::bench::median_cpu(times, [&] { lex(text, text.size()); });
    m.allocations = allocations_a_delta(ours, bytes, cut);
    return m;
}

} // namespace

int main(int argc, char** argv)
{
    coax::bench::manner const options(argc, argv);
    coax::bench::loopback const server;
    streaming ours(server);
    if (!options.json)
        std::printf(
            "CPU in us, medians. Over TLS: floor (read and dropped), by reads, each delta, each field, each delta sent "
            "by itself;\n"
            "in memory: binder, lexer (basic_parser, empty handler), parse + value_to, binder and lexer fed at once\n\n"
            "%9s %4s %8s %9s %9s %9s %9s %9s %9s %9s %9s %9s %9s %7s\n",
            "bytes", "cut", "deltas", "floor", "reads", "deltas", "fields", "single", "binder", "lexer", "once",
            "at once", "lexer all", "allocs");
    for (std::size_t const cut : {4U, 32U}) {
        for (std::size_t bytes = 1000; bytes <= 10'000'000; bytes *= 10) {
            if (options.only != 0 && bytes != options.only)
                continue;
            auto const times = bytes <= 10'000 ? 101 : bytes <= 100'000 ? 21 : bytes <= 1'000'000 ? 7 : 3;
            auto const m = measure(server, ours, bytes, cut, times);
            if (options.json)
                std::printf(
                    "{\"bench\":\"stream\",\"bytes\":%zu,\"cut\":%zu,\"deltas\":%zu,\"floor_us\":%.1f,"
                    "\"reads_us\":%.1f,\"each_delta_us\":%.1f,\"each_field_us\":%.1f,\"single_events_us\":%.1f,"
                    "\"single_events_floor_us\":%.1f,"
                    "\"binder_us\":%.1f,"
                    "\"lexer_us\":%.1f,\"parse_once_us\":%.1f,\"binder_at_once_us\":%.1f,\"lexer_at_once_us\":%.1f,"
                    "\"allocations_a_delta\":%.5f}\n",
                    m.bytes, m.cut, m.deltas, m.floor * 1e6, m.read * 1e6, m.delta * 1e6, m.field * 1e6, m.event * 1e6,
                    m.event_floor * 1e6, m.binder * 1e6, m.lexer * 1e6, m.once * 1e6, m.whole_binder * 1e6,
                    m.whole_lexer * 1e6, m.allocations);
            else
                std::printf("%9zu %4zu %8zu %9.0f %9.0f %9.0f %9.0f %9.0f %9.1f %9.1f %9.1f %9.1f %9.1f %7.4f\n",
                    m.bytes, m.cut, m.deltas, m.floor * 1e6, m.read * 1e6, m.delta * 1e6, m.field * 1e6, m.event * 1e6,
                    m.binder * 1e6, m.lexer * 1e6, m.once * 1e6, m.whole_binder * 1e6, m.whole_lexer * 1e6,
                    m.allocations);
            std::fflush(stdout);
        }
    }
}
