// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// Amazon Bedrock's InvokeModel with Anthropic's models: Anthropic's requests and events, each in a frame.
#include "sim/aws_frame.hpp"
#include "sim/bedrock_service.hpp"
#include "sim/message_text.hpp"
#include "sim/protocols.hpp"

#include "text/base64.hpp"

#include <boost/json/object.hpp>

namespace coax::sim {
namespace {

class protocol_bedrock_invoke final : public bedrock_service {
public:
    std::string_view name() const noexcept override { return "bedrock-invoke"; }
    std::string_view path() const noexcept override { return "/model/MODEL/invoke-with-response-stream"; }

    std::string read(boost::json::object const& body, asked& out) const override
    {
        if (text_at(body, "anthropic_version").empty())
            return "anthropic_version: Field required";
        read_path(out);
        auto request = body;
        request["model"] = out.model;
        request["stream"] = out.stream;
        return anthropic().read(request, out);
    }

    std::vector<step> plan(answer const& message) const override
    {
        auto steps = anthropic().plan(message);
        std::erase_if(steps, [](step const& one) { return one.type == step::kind::ping; });
        return steps;
    }

    void write(answer const& message, step const& event, std::string& out) const override
    {
        if (event.type == step::kind::error)
            return append_exception(out, message.error);
        constexpr std::string_view data = "data: ";
        std::string written;
        anthropic().write(message, event, written);
        auto payload = std::string_view(written);
        payload.remove_prefix(payload.find(data) + data.size());
        payload = payload.substr(0, payload.find('\n'));
        append_aws_frame(out, "event", "chunk",
            "{\"bytes\":\"" + text::to_base64(payload) + "\",\"p\":\""
                + std::string(bedrock_padding(out.size() + payload.size())) + "\"}");
    }

    whole_body whole(answer const& message) const override { return anthropic().whole(message); }

private:
    std::string_view operation() const noexcept override { return "invoke"; }
    std::string_view stream_operation() const noexcept override { return "invoke-with-response-stream"; }
};

} // namespace

protocol const& bedrock_invoke() noexcept
{
    static protocol_bedrock_invoke const it;
    return it;
}

} // namespace coax::sim
