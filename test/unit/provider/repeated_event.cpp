// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/repeated_event.hpp"

#include "provider/anthropic/anthropic.hpp"
#include "provider/openai_chat/openai_chat.hpp"
#include "provider/openai_responses/openai_responses.hpp"
#include "provider/registry.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

namespace {

using namespace coax::provider;

// All that is told, each call a line.
class transcript final : public answer_sink {
public:
    void on_text(std::string_view piece) override { say("text ", piece); }
    void on_tool_call(std::size_t call, std::string_view id, std::string_view name) override
    {
        say("call " + std::to_string(call) + " ", std::string(id) + " " + std::string(name));
    }
    void on_arguments(std::size_t call, std::string_view piece) override
    {
        say("arguments " + std::to_string(call) + " ", piece);
    }
    void on_reasoning(std::string_view piece) override { say("reasoning ", piece); }
    void on_refusal(std::string_view piece) override { say("refusal ", piece); }
    void on_usage(coax::usage const& known) override { say("usage ", std::to_string(known.output_tokens)); }
    void on_stop(coax::stop_reason, std::string_view word) override { say("stop ", word); }
    void on_end() override { say("end", {}); }
    void on_failure(coax::failure why) override { say("failure ", why.code.message()); }
    std::string lines;

private:
    void say(std::string const& name, std::string_view piece) { lines += name + std::string(piece) + "\n"; }
};

using events = std::vector<std::string>;

std::string stream(events const& all, bool alike)
{
    std::string out;
    for (std::size_t n = 0; n < all.size(); ++n) {
        // A space more in every other event: none is ever the one before again, and all are read in full.
        bool const other = !alike && n % 2 == 1 && all[n].front() == '{';
        out += "data: " + (other ? "{ " + all[n].substr(1) : all[n]) + "\n\n";
    }
    return out;
}

std::string told(std::string_view service, std::string_view bytes, std::size_t cut)
{
    transcript out;
    auto const decoder = find_service(service)->protocol->decode();
    decoder->feed(bytes.substr(0, cut), out);
    decoder->feed(bytes.substr(cut), out);
    decoder->finish(out);
    return out.lines;
}

// What is told must not depend on whether events were recognised, nor on where the bytes were cut.
void check(std::string_view service, events const& all, std::string_view must_tell)
{
    auto const in_full = told(service, stream(all, false), 0);
    BOOST_TEST(in_full.find(must_tell) != in_full.npos, in_full);
    auto const bytes = stream(all, true);
    for (std::size_t cut = 0; cut <= bytes.size(); ++cut)
        BOOST_REQUIRE_EQUAL(told(service, bytes, cut), in_full);
}

std::string chat(std::string_view content, std::string_view end, std::string_view noise = "abc")
{
    return R"({"id":"c-1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"content":")"
        + std::string(content) + R"("},)" + std::string(end) + R"(],"usage":null,"obfuscation":")" + std::string(noise)
        + R"("})";
}

std::string block(std::string_view text, std::string_view end = "}}", int index = 0)
{
    return R"({"type":"content_block_delta","index":)" + std::to_string(index)
        + R"(,"delta":{"type":"text_delta","text":")" + std::string(text) + "\"" + std::string(end);
}

constexpr auto go_on = R"("logprobs":null,"finish_reason":null})";

// Feeds one event, then asks whether another is told without being read.
bool told_again(std::string_view first, std::string_view piece, std::string_view second, std::string* text = nullptr)
{
    repeated_event same;
    coax::json::json_cursor cursor;
    auto const at = first.find(piece);
    same.learn("t", first, {delta::answer, 0, first.substr(at, piece.size())}, cursor);
    auto const found = same.match("t", second, cursor);
    if (text)
        *text = found.text;
    return found.kind == delta::answer;
}

} // namespace

BOOST_AUTO_TEST_SUITE(repeated_events)

BOOST_AUTO_TEST_CASE(another_piece_is_told_with_its_escapes_resolved)
{
    std::string text;
    BOOST_TEST(told_again(chat("ab", go_on), "ab", chat(R"(\"\u00bb\n)", go_on), &text));
    BOOST_TEST(text == "\"\u00bb\n");
    BOOST_TEST(told_again(chat("ab", go_on), "ab", chat("c", go_on)));
}

BOOST_AUTO_TEST_CASE(padding_counters_and_space_before_the_last_brace_may_differ)
{
    BOOST_TEST(told_again(chat("ab", go_on, "x"), "ab", chat("c", go_on, "other padding")));
    BOOST_TEST(told_again(chat("ab", go_on, "x"), "ab", chat("c", go_on, "")));
    BOOST_TEST(told_again(block("ab"), "ab", block("c", "}     }")));
    BOOST_TEST(told_again(block("ab", "}     }"), "ab", block("c", "}}")));
    BOOST_TEST(told_again(R"({"sequence_number":9,"delta":"ab"})", "ab", R"({"sequence_number":10,"delta":"c"})"));
    BOOST_TEST(told_again(R"({"delta":"ab","sequence_number":9})", "ab", R"({"delta":"c","sequence_number":10})"));
}

BOOST_AUTO_TEST_CASE(a_difference_in_any_byte_around_the_piece_is_another_event)
{
    auto const first = chat("ab", go_on);
    auto const piece = first.find("ab");
    auto const noise = first.find("abc\"}");
    for (std::size_t n = 0; n < first.size(); ++n) {
        if ((n >= piece && n <= piece + 2)
            || (n >= noise && n <= noise + 3)) // inside of them, or the quote that ends them
            continue;
        auto second = first;
        second[n] = second[n] == '#' ? '%' : '#';
        BOOST_TEST(!told_again(first, "ab", second), second);
        second = first;
        second.erase(n, 1);
        BOOST_TEST(!told_again(first, "ab", second), second);
        second = first;
        second.insert(n, 1, '#');
        BOOST_TEST(!told_again(first, "ab", second), second);
        BOOST_TEST(!told_again(first, "ab", first.substr(0, n)), first.substr(0, n));
    }
    BOOST_TEST(!told_again(first, "ab", first + " "));
    BOOST_TEST(!told_again(first, "ab", first + "}"));
}

BOOST_AUTO_TEST_CASE(a_piece_that_is_empty_or_no_string_or_broken_is_read_in_full)
{
    auto const first = chat("ab", go_on);
    BOOST_TEST(!told_again(first, "ab", chat("", go_on)));
    BOOST_TEST(!told_again(first, "ab", chat(R"(\x)", go_on)));
    auto second = first;
    BOOST_TEST(!told_again(first, "ab", second.replace(second.find("\"ab\""), 4, "null")));
    BOOST_TEST(!told_again(R"({"sequence_number":9,"delta":"ab"})", "ab", R"({"sequence_number":"9","delta":"c"})"));
}

BOOST_AUTO_TEST_CASE(an_event_of_another_type_is_another)
{
    repeated_event same;
    coax::json::json_cursor cursor;
    std::string const first = R"({"text":"ab"})";
    same.learn("t", first, {delta::reasoning, 3, std::string_view(first).substr(9, 2)}, cursor);
    BOOST_TEST(same.match("error", first, cursor).kind == delta::none);
    auto const found = same.match("t", first, cursor);
    BOOST_TEST(found.kind == delta::reasoning);
    BOOST_TEST(found.call == 3U);
    BOOST_TEST(found.text == "ab");
}

BOOST_AUTO_TEST_CASE(an_event_without_a_piece_of_its_own_is_not_learned)
{
    std::string const first = R"({"text":"ab"})";
    std::string const elsewhere = "ab";
    auto const piece = std::string_view(first).substr(9, 2);
    for (auto const& only :
        {delta{delta::none, 0, piece}, delta{delta::answer, 0, elsewhere}, delta{delta::answer, 0, piece.substr(1)},
            delta{delta::answer, 0, piece.substr(0, 1)}, delta{delta::answer, 0, {}}}) {
        repeated_event same;
        coax::json::json_cursor cursor;
        same.learn("", first, only, cursor);
        BOOST_TEST(same.match("", first, cursor).kind == delta::none);
    }
}

BOOST_AUTO_TEST_CASE(news_in_a_chat_stream_are_never_missed)
{
    events const deltas{chat("a", go_on), chat("b", go_on), chat("c", go_on, "xyz12")};
    auto const with = [&](events more) {
        more.insert(more.begin(), deltas.begin(), deltas.end());
        more.push_back(chat("d", go_on));
        more.push_back(chat("e", go_on));
        more.push_back("[DONE]");
        return more;
    };
    auto const usage = R"({"prompt_tokens":1,"completion_tokens":42})";
    auto const replaced = [](std::string text, std::string_view old, std::string_view now) {
        return text.replace(text.find(old), old.size(), now);
    };
    check("openai", with({chat("x", R"("logprobs":null,"finish_reason":"stop"})")}), "stop stop");
    check("openai", with({chat("x", R"("logprobs":null,"finish_reason":"length"})")}), "stop length");
    check("openai", with({replaced(chat("x", go_on), R"("usage":null)", std::string(R"("usage":)") + usage)}),
        "usage 42");
    check("openai", with({replaced(chat("x", go_on), R"("content":"x")", R"("content":"x","refusal":"no")")}),
        "refusal no");
    check("openai", with({replaced(chat("x", go_on), R"("content":"x")", R"("refusal":"no")")}), "refusal no");
    check("openai", with({replaced(chat("x", go_on), R"("content":"x")", R"("reasoning":"hm")")}), "reasoning hm");
    check(
        "openai", with({replaced(chat("x", go_on), R"("content":"x")", R"("content":"\ud83d\ude00")")}), "\U0001F600");
    check("openai", with({replaced(chat("x", go_on), R"("content":"x")", R"("content":null)")}), "text e");
    check("openai", with({replaced(chat("x", go_on), R"("index":0)", R"("index":1)")}), "text e");
    check("openai", with({chat("x", R"("finish_reason":null},{"index":1,"delta":{"content":"y"}})")}), "text x");
    check("openai", with({replaced(chat("x", go_on), "c-1", "c-12345")}), "text x");
    check(
        "openai", with({replaced(chat("x", go_on), R"("usage":null)", R"("error":{"message":"broken"})")}), "failure");
    check("openai", with({chat("x", go_on).substr(0, 120)}), "failure");
    check("openai", with({chat("x", go_on) + "}"}), "failure");
    check("openai", with({chat(R"(\q)", go_on)}), "failure");
}

BOOST_AUTO_TEST_CASE(pieces_of_tool_calls_go_to_their_call)
{
    auto const call = [](int index, std::string_view piece, std::string_view name = {}) {
        return R"({"choices":[{"index":0,"delta":{"tool_calls":[{"index":)" + std::to_string(index)
            + (name.empty() ? std::string() : R"(,"id":"id-)" + std::to_string(index) + R"(","type":"function")")
            + R"(,"function":{)" + (name.empty() ? std::string() : "\"name\":\"" + std::string(name) + "\",")
            + R"("arguments":")" + std::string(piece) + R"("}}]},"finish_reason":null}]})";
    };
    check("openai",
        {call(0, "", "f"), call(0, "{"), call(0, "1"), call(0, ""), call(0, "2"), call(1, "", "g"), call(1, "a"),
            call(1, "b"), call(0, "c"), call(0, "d"), "[DONE]"},
        "arguments 1 b\narguments 0 c\narguments 0 d\n");
    // Without an index a piece belongs to the last call, whichever that is by now.
    auto const bare = [](std::string_view piece, std::string_view name = {}) {
        return R"({"choices":[{"delta":{"tool_calls":[{"function":{)"
            + (name.empty() ? std::string() : "\"name\":\"" + std::string(name) + "\",") + R"("arguments":")"
            + std::string(piece) + R"("}}]}}]})";
    };
    check("openai", {bare("", "f"), bare("1"), bare("2"), bare("", "g"), bare("3"), bare("4"), "[DONE]"},
        "arguments 1 3\narguments 1 4\n");
}

BOOST_AUTO_TEST_CASE(the_same_thinking_under_two_names_is_told_once)
{
    auto const thought = [](std::string_view one, std::string_view two) {
        return R"({"choices":[{"delta":{"reasoning_content":")" + std::string(one) + R"(","reasoning":")"
            + std::string(two) + R"("}}]})";
    };
    check("openai", {thought("a", "a"), thought("a", "a"), thought("", "a"), thought("b", "a"), thought("b", "b")},
        "reasoning b");
}

BOOST_AUTO_TEST_CASE(news_in_a_message_stream_are_never_missed)
{
    auto const with = [](events more) {
        more.insert(more.begin(),
            {R"({"type":"message_start","message":{"usage":{"input_tokens":1}}})",
                R"({"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}})", block("a"),
                block("b", "}   }"), block("c")});
        more.push_back(block("d"));
        more.push_back(block("e"));
        more.push_back(R"({"type":"message_stop"})");
        return more;
    };
    check("anthropic", with({}), "text d\ntext e\n");
    check("anthropic", with({block("x", "},\"stop_reason\":\"end_turn\"}")}), "text x");
    check("anthropic",
        with({R"({"type":"message_delta","delta":{"stop_reason":"refusal"},"usage":{"output_tokens":42}})"}),
        "usage 42\nstop refusal");
    check("anthropic", with({R"({"type":"error","error":{"type":"overloaded_error","message":"full"}})"}), "failure");
    check("anthropic", with({R"({"type":"ping"})", block("x")}), "text x");
    check("anthropic", with({block("x", "}")}), "failure");
    auto thinking = block("x");
    thinking.replace(thinking.find("text_delta\",\"text"), 17, "thinking_delta\",\"thinking");
    check("anthropic", with({thinking, thinking, block("y")}), "reasoning x\nreasoning x\ntext y");
    auto const start = [](int index) {
        return R"({"type":"content_block_start","index":)" + std::to_string(index)
            + R"(,"content_block":{"type":"tool_use","id":"i","name":"f","input":{}}})";
    };
    auto const input = [](std::string_view piece, int index) {
        return R"({"type":"content_block_delta","index":)" + std::to_string(index)
            + R"(,"delta":{"type":"input_json_delta","partial_json":")" + std::string(piece) + R"("}})";
    };
    check("anthropic",
        with({start(1), input("", 1), input("{", 1), input("}", 1), start(2), input("[", 2), input("]", 1)}),
        "arguments 0 }\ncall 1 i f\narguments 1 [\narguments 0 ]");
}

BOOST_AUTO_TEST_CASE(responses_count_their_events)
{
    auto const delta = [](int n, std::string_view piece) {
        return R"({"type":"response.output_text.delta","sequence_number":)" + std::to_string(n)
            + R"(,"item_id":"m","output_index":0,"content_index":0,"delta":")" + std::string(piece)
            + R"(","logprobs":[],"obfuscation":"x)" + std::to_string(n) + R"("})";
    };
    check("openai-responses",
        {delta(9, "a"), delta(10, "b"), delta(11, "c"), delta(100, "d"), R"({"type":"error","message":"broken"})"},
        "text c\ntext d\n");
}

BOOST_AUTO_TEST_SUITE_END()
