// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/media.hpp"
#include "scratch_folder.hpp"

#include "text/base64.hpp"

#include "asked.hpp"
#include "provider/anthropic/anthropic.hpp"
#include "provider/bedrock/bedrock_converse.hpp"
#include "provider/bedrock/bedrock_invoke.hpp"
#include "provider/cohere/cohere_chat.hpp"
#include "provider/gemini/gemini.hpp"
#include "provider/ollama/ollama_chat.hpp"
#include "provider/openai_chat/openai_chat.hpp"
#include "provider/openai_responses/openai_responses.hpp"
#include "provider/registry.hpp"

#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>

using namespace coax;
using coax::provider::protocol;

namespace {

// What the last user turn is sent as, with these beside the word "Look".
boost::json::value content(protocol const& to, std::vector<attachment> const& beside, std::string_view pointer)
{
    asked q(mode::json_schema);
    q.request = request("Look");
    for (auto const& one : beside)
        q.request.attach(one);
    return q.body(to).at_pointer(pointer);
}

attachment const picture = attachment::bytes("abc", "image/png");
attachment const far_picture = attachment::url("https://h/a/cat.jpg?size=2");
attachment const paper = attachment::bytes("%PDF", "application/pdf").name("offer.pdf");
attachment const sound = attachment::bytes("RIFF", "audio/wav");

auto refuses(errc code, std::string words)
{
    return [code, words](coax::error const& thrown) {
        bool const good = thrown.code() == code && thrown->message.find(words) != std::string::npos;
        if (!good)
            BOOST_TEST_MESSAGE(thrown->message);
        return good;
    };
}

protocol const& of(std::string_view service) { return *provider::find_service(service)->protocol; }

} // namespace

BOOST_AUTO_TEST_SUITE(provider_media)

BOOST_AUTO_TEST_CASE(base64_there_and_back)
{
    using text::to_base64;
    BOOST_TEST(to_base64("") == "");
    BOOST_TEST(to_base64("f") == "Zg==");
    BOOST_TEST(to_base64("fo") == "Zm8=");
    BOOST_TEST(to_base64("foo") == "Zm9v");
    BOOST_TEST(to_base64("foobar") == "Zm9vYmFy");
    std::string all;
    for (int c = 0; c < 256; ++c) {
        all.push_back(static_cast<char>(c));
        std::string back;
        text::from_base64(to_base64(all), back);
        BOOST_TEST(back == all);
        BOOST_TEST(to_base64(all).size() == text::base64_size(all.size()));
    }
}

BOOST_AUTO_TEST_CASE(anthropic)
{
    BOOST_TEST(content(of("anthropic"), {picture, far_picture, paper}, "/messages/0/content") == boost::json::parse(R"([
        {"type":"image","source":{"type":"base64","media_type":"image/png","data":"YWJj"}},
        {"type":"image","source":{"type":"url","url":"https://h/a/cat.jpg?size=2"}},
        {"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"JVBERg=="},"title":"offer.pdf"},
        {"type":"text","text":"Look"}])"));
}

BOOST_AUTO_TEST_CASE(openai_chat)
{
    BOOST_TEST(
        content(of("openai"), {picture, far_picture, paper, sound}, "/messages/0/content") == boost::json::parse(R"([
        {"type":"image_url","image_url":{"url":"data:image/png;base64,YWJj"}},
        {"type":"image_url","image_url":{"url":"https://h/a/cat.jpg?size=2"}},
        {"type":"file","file":{"filename":"offer.pdf","file_data":"data:application/pdf;base64,JVBERg=="}},
        {"type":"input_audio","input_audio":{"data":"UklGRg==","format":"wav"}},
        {"type":"text","text":"Look"}])"));
    BOOST_TEST(content(of("mistral"), {attachment::url("https://h/p.pdf"), sound}, "/messages/0/content")
        == boost::json::parse(R"([{"type":"document_url","document_url":"https://h/p.pdf"},
        {"type":"input_audio","input_audio":"UklGRg=="},{"type":"text","text":"Look"}])"));
    BOOST_TEST(content(of("perplexity"), {paper, attachment::url("https://h/p.pdf")}, "/messages/0/content")
        == boost::json::parse(R"([{"type":"file_url","file_url":{"url":"JVBERg=="},"file_name":"offer.pdf"},
        {"type":"file_url","file_url":{"url":"https://h/p.pdf"},"file_name":"p.pdf"},{"type":"text","text":"Look"}])"));
}

BOOST_AUTO_TEST_CASE(openai_responses)
{
    BOOST_TEST(content(of("openai-responses"), {picture, paper, attachment::url("https://h/p.pdf")}, "/input/0/content")
        == boost::json::parse(R"([{"type":"input_image","image_url":"data:image/png;base64,YWJj"},
        {"type":"input_file","filename":"offer.pdf","file_data":"data:application/pdf;base64,JVBERg=="},
        {"type":"input_file","file_url":"https://h/p.pdf"},{"type":"input_text","text":"Look"}])"));
}

BOOST_AUTO_TEST_CASE(gemini)
{
    BOOST_TEST(
        content(of("google"), {picture, far_picture, paper, sound}, "/contents/0/parts") == boost::json::parse(R"([
        {"inlineData":{"mimeType":"image/png","data":"YWJj"}},
        {"fileData":{"mimeType":"image/jpeg","fileUri":"https://h/a/cat.jpg?size=2"}},
        {"inlineData":{"mimeType":"application/pdf","data":"JVBERg=="}},
        {"inlineData":{"mimeType":"audio/wav","data":"UklGRg=="}},{"text":"Look"}])"));
}

BOOST_AUTO_TEST_CASE(cohere_ollama_and_bedrock)
{
    BOOST_TEST(content(of("cohere"), {picture}, "/messages/0/content")
        == boost::json::parse(R"([{"type":"image_url","image_url":{"url":"data:image/png;base64,YWJj"}},
        {"type":"text","text":"Look"}])"));
    BOOST_TEST(content(of("ollama-native"), {picture}, "/messages/1")
        == boost::json::parse(R"({"role":"user","content":"Look","images":["YWJj"]})"));
    BOOST_TEST(content(of("bedrock"), {picture, paper, attachment::url("s3://b/c.jpg")}, "/messages/0/content")
        == boost::json::parse(R"([{"image":{"format":"png","source":{"bytes":"YWJj"}}},
        {"document":{"format":"pdf","source":{"bytes":"JVBERg=="},"name":"offer-pdf"}},
        {"image":{"format":"jpeg","source":{"s3Location":{"uri":"s3://b/c.jpg"}}}},{"text":"Look"}])"));
    BOOST_TEST(content(of("bedrock-anthropic"), {picture}, "/messages/0/content/0/source/type") == "base64");
}

BOOST_AUTO_TEST_CASE(bedrock_takes_turns_that_alternate)
{
    asked q(mode::prompted);
    q.request = request("One").user("Two").assistant("Three").user("Four");
    auto const body = q.body(of("bedrock"));
    BOOST_TEST(body.at("messages") == boost::json::parse(R"([{"role":"user","content":[{"text":"One"},{"text":"Two"}]},
        {"role":"assistant","content":[{"text":"Three"}]},{"role":"user","content":[{"text":"Four"}]}])"));
}

BOOST_AUTO_TEST_CASE(attachments_make_a_turn_where_the_user_has_none)
{
    auto const ask = request().assistant("Show me.").attach(picture).attach(sound);
    BOOST_TEST(ask.messages().size() == 2u);
    BOOST_TEST((ask.messages().at(1).role == role::user));
    BOOST_TEST(ask.messages().at(1).attachments.size() == 2u);
}

BOOST_AUTO_TEST_CASE(what_a_service_cannot_take_is_said_with_its_place)
{
    auto const send = [](std::string_view service, attachment const& other) {
        asked q(mode::prompted);
        q.request = request("One").assistant("Two").user("Look").attach(picture).attach(other);
        (void)q.body(of(service));
    };
    using e = errc;
    BOOST_CHECK_EXCEPTION(send("anthropic", sound), coax::error,
        refuses(e::unsupported_request, "/messages/2/attachments/1 (audio/wav, \"audio.wav\"): Anthropic takes none"));
    BOOST_CHECK_EXCEPTION(send("openai", attachment::url("https://h/p.pdf")), coax::error,
        refuses(e::unsupported_request, "does not fetch URLs"));
    BOOST_CHECK_EXCEPTION(send("openai", attachment::bytes("x", "audio/ogg")), coax::error,
        refuses(e::unsupported_request, "takes only audio/wav audio/mpeg"));
    BOOST_CHECK_EXCEPTION(send("anthropic", attachment::url("gs://b/p.pdf")), coax::error,
        refuses(e::unsupported_request, "fetches no gs URL"));
    BOOST_CHECK_EXCEPTION(send("deepseek", paper), coax::error,
        refuses(
            e::unsupported_request, "/messages/2/attachments/1 (application/pdf, \"offer.pdf\"): DeepSeek takes none"));
    BOOST_CHECK_EXCEPTION(
        send("moonshot", far_picture), coax::error, refuses(e::unsupported_request, "does not fetch"));
    BOOST_CHECK_EXCEPTION(send("cerebras", attachment::bytes("GIF8", "image/gif")), coax::error,
        refuses(e::unsupported_request, "takes only image/png image/jpeg"));
    BOOST_CHECK_EXCEPTION(
        send("ollama-native", far_picture), coax::error, refuses(e::unsupported_request, "does not fetch"));
    BOOST_CHECK_EXCEPTION(send("llama.cpp", attachment::bytes("RIFF", "image/webp")), coax::error,
        refuses(e::unsupported_request, "takes only image/png image/jpeg image/gif"));
    BOOST_CHECK_EXCEPTION(send("lmstudio", attachment::bytes("GIF8", "image/gif")), coax::error,
        refuses(e::unsupported_request, "takes only image/png image/jpeg image/webp"));
    BOOST_CHECK_NO_THROW(send("together", sound));
    BOOST_CHECK_EXCEPTION(send("together", attachment::bytes("ID3", "audio/mpeg")), coax::error,
        refuses(e::unsupported_request, "takes only audio/wav"));
}

BOOST_AUTO_TEST_CASE(sound_goes_by_each_service_s_name)
{
    for (auto const& [given, google] : {std::pair{"audio/mpeg", "audio/mp3"}, std::pair{"audio/mp3", "audio/mp3"},
             std::pair{"audio/x-wav", "audio/wav"}, std::pair{"audio/aiff", "audio/aiff"},
             std::pair{"audio/flac", "audio/flac"}}) {
        asked q(mode::prompted);
        q.request = request("Listen").attach(attachment::bytes("x", given));
        BOOST_TEST(q.body(of("google")).at_pointer("/contents/0/parts/0/inlineData/mimeType") == google);
        q.request = request("Listen").attach(attachment::url("gs://b/x", given));
        BOOST_TEST(q.body(of("vertex")).at_pointer("/contents/0/parts/0/fileData/mimeType") == google);
    }
    asked q(mode::prompted);
    q.request = request("Listen").attach(attachment::bytes("x", "audio/mp3"));
    BOOST_TEST(q.body(of("openai")).at_pointer("/messages/1/content/0/input_audio/format") == "mp3");
}

BOOST_AUTO_TEST_CASE(sizes_are_checked_before_anything_is_sent)
{
    auto const send = [](std::string_view service, std::size_t bytes, std::string type, int count = 1) {
        asked q(mode::prompted);
        q.request = request("Look");
        for (int n = 0; n < count; ++n)
            q.request.attach(attachment::bytes(std::string(bytes, 'x'), type));
        (void)q.body(of(service));
    };
    constexpr std::size_t million = 1024 * 1024;
    BOOST_CHECK_NO_THROW(send("anthropic", 15 * million / 2, "image/png"));
    BOOST_CHECK_EXCEPTION(send("anthropic", 15 * million / 2 + 1, "image/png"), coax::error,
        refuses(errc::request_too_large, "/messages/0/attachments/0 (image/png, \"image.png\"): Anthropic"));
    BOOST_CHECK_NO_THROW(send("bedrock-anthropic", 15 * million / 4, "image/png"));
    BOOST_CHECK_EXCEPTION(send("bedrock-anthropic", 15 * million / 4 + 1, "image/png"), coax::error,
        refuses(errc::request_too_large, "would refuse it"));
    BOOST_CHECK_EXCEPTION(send("anthropic", 25 * million, "application/pdf"), coax::error,
        refuses(errc::request_too_large, "The request has"));
    BOOST_CHECK_EXCEPTION(send("deepseek", 20 * million, "image/png", 2), coax::error,
        refuses(errc::request_too_large, "The request has"));
}

BOOST_AUTO_TEST_CASE(how_many_is_counted_by_kind)
{
    auto const send = [](std::string_view service, int images, int documents) {
        asked q(mode::prompted);
        q.request = request("Look");
        for (int n = 0; n < images; ++n)
            q.request.attach(picture);
        for (int n = 0; n < documents; ++n)
            q.request.attach(paper);
        (void)q.body(of(service));
    };
    BOOST_CHECK_NO_THROW(send("cohere", 20, 0));
    BOOST_CHECK_EXCEPTION(send("cohere", 21, 0), coax::error,
        refuses(errc::request_too_large,
            "/messages/0/attachments/20 (image/png, \"image.png\"): Cohere takes at most 20 images"));
    BOOST_CHECK_NO_THROW(send("bedrock", 21, 5));
    BOOST_CHECK_EXCEPTION(send("bedrock", 21, 6), coax::error,
        refuses(errc::request_too_large,
            "/messages/0/attachments/26 (application/pdf, \"offer.pdf\"): Bedrock takes at most 5"));
}

// What some models take, or what sources disagree about, is for the service to refuse.
BOOST_AUTO_TEST_CASE(no_limit_where_none_holds_for_every_model)
{
    BOOST_TEST(of("bedrock").takes().document.max_bytes == 0u); // none for Claude 4 and Nova
    BOOST_TEST(of("bedrock").takes().image.max_bytes == 0u);
    for (auto const* service : {"azure", "groq", "mistral", "xai", "fireworks"})
        BOOST_TEST(of(service).takes().image.max_count == 0u, service);
    for (auto const* service : {"google", "vertex", "bedrock", "fireworks"})
        BOOST_TEST(of(service).takes().max_request_bytes == 0u, service);
}

BOOST_AUTO_TEST_CASE(files)
{
    coax::test::scratch_folder const folder;
    auto const path = (folder.path() / "Shop.PNG").string();
    std::ofstream(path, std::ios::binary) << std::string(100'000, 'y');
    auto const read = attachment::file(path);
    BOOST_TEST(read.media_type() == "image/png");
    BOOST_TEST(read.name() == "Shop.PNG");
    BOOST_TEST(read.content().size() == 100'000u);
    BOOST_TEST((attachment::file(path, "application/pdf").kind() == media_kind::document));
    BOOST_CHECK_EXCEPTION(attachment::file((folder.path() / "none.png").string()), coax::error,
        refuses(errc::invalid_option, "cannot be read"));
    BOOST_CHECK_EXCEPTION(attachment::file("a.docx"), coax::error, refuses(errc::invalid_option, "a.docx"));
    std::filesystem::resize_file(path, attachment::max_file_bytes + 1);
    BOOST_CHECK_EXCEPTION(attachment::file(path), coax::error, refuses(errc::request_too_large, "Shop.PNG"));
}

BOOST_AUTO_TEST_CASE(what_is_no_attachment)
{
    auto const bad = refuses(errc::invalid_option, "");
    BOOST_CHECK_EXCEPTION(attachment::bytes("x", "text/html"), coax::error, bad);
    BOOST_CHECK_EXCEPTION(attachment::bytes("", "image/png"), coax::error, bad);
    BOOST_CHECK_EXCEPTION(attachment::bytes("x", ""), coax::error, bad);
    BOOST_CHECK_EXCEPTION(attachment::url("cat.png"), coax::error, bad);
    BOOST_CHECK_EXCEPTION(attachment::url("file:///etc/passwd.png"), coax::error, bad);
    BOOST_CHECK_EXCEPTION(attachment::url("https://h/cat"), coax::error, bad);
    BOOST_CHECK_EXCEPTION(attachment::url("https://h/a b.png"), coax::error, bad);
    BOOST_TEST((attachment::url("https://h/cat", "image/webp").kind() == media_kind::image));
}

BOOST_AUTO_TEST_SUITE_END()
