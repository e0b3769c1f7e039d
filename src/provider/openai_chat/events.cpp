// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/event_decoder.hpp"
#include "provider/explain.hpp"
#include "provider/openai_chat/message.hpp"
#include "provider/openai_chat/openai_chat.hpp"
#include "provider/response_decoder.hpp"
#include "json/json_extent.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace coax::provider {

namespace {

using json::json_cursor;

// Chunks and whole answers of OpenAI's Chat Completions, with the variations of the compatible services.
class chat_events final : public event_decoder {
public:
    using event_decoder::event_decoder;

private:
    struct call {
        std::int64_t index;
        std::string id;
        std::string name;
        json::json_extent arguments = {}; // as far as it was followed: see `marked_once`
        bool marked_once = false; // its later pieces have neither id nor name, or the same: others mark another call
    };

    delta on_event(std::string_view type, json_cursor& c, answer_sink& out) override
    {
        bool has_choices = false;
        bool has_error = type == "error";
        std::optional<coax::usage> usage;
        auto const take_usage = [&] {
            if (auto const now = read_usage(c))
                usage = now;
        };
        choice_.clear();
        if (c.enter_object()) {
            for (std::string_view key; c.next_key(key);) {
                if (key == "choices") {
                    has_choices = true;
                    read_choices(c);
                } else if (key == "usage") {
                    take_usage();
                } else if (key == "x_groq" && c.enter_object()) {
                    for (std::string_view inner; c.next_key(inner);)
                        inner == "usage" ? take_usage() : c.skip();
                } else if (key == "error" || key == "base_resp") { // the latter: MiniMax
                    has_error = says_error(c) || has_error;
                } else if (key == "object") {
                    has_error = c.string() == "error" || has_error;
                }
            }
        }
        if (!has_error && !usage && c.at_end())
            if (auto const only = only_delta(); only.kind != delta::none)
                return only;
        bool const is_message = choice_.message.is_there && !streaming_;
        pass_choice(is_message, out);
        if (!is_whole(c, out))
            return {};
        if (has_error)
            return fail_by_event(out), delta();
        if (usage)
            out.on_usage(*usage);
        finish_choice(is_message, out);
        if (is_message)
            end(out);
        else if (!has_choices && !usage)
            on_unknown_event(out);
        return {};
    }

    // Only one choice is asked for, but a server may send several.
    void read_choices(json_cursor& c)
    {
        if (!c.enter_array())
            return;
        for (bool found = false; c.next_element();) {
            if (found) {
                c.skip();
                continue;
            }
            choice_.clear();
            read_choice(c, !is_unframed(), choice_);
            found = choice_.index <= 0;
        }
        if (choice_.index > 0)
            choice_.clear();
        streaming_ = streaming_ || choice_.delta.is_there;
    }

    // The delta that is all that the choice holds, if it changes nothing but the text it belongs to.
    [[nodiscard]] delta only_delta() const
    {
        auto const& one = choice_;
        if (one.delta.pieces.size() != 1 || one.message.is_there || !one.tokens.empty() || one.usage
            || !one.delta.error.empty() || !one.error.empty() || !one.finish_reason.empty()
            || !one.native_finish_reason.empty())
            return {};
        auto const& only = one.delta.pieces.front();
        switch (only.kind) {
        case chat_piece::answer:
            return {delta::answer, 0, only.text};
        case chat_piece::reasoning:
            return {delta::reasoning, 0, only.text};
        case chat_piece::refusal:
            return {};
        case chat_piece::call:
            break;
        }
        auto const& piece = only.of_call;
        auto const n = find_call(piece);
        if (n == calls_.size() || !calls_[n].marked_once)
            return {};
        bool const is_known
            = (piece.id.empty() || piece.id == calls_[n].id) && (piece.name.empty() || piece.name == calls_[n].name);
        return is_known ? delta{delta::arguments, n, piece.arguments} : delta();
    }

    // In a stream a message that repeats the whole answer may stand beside the deltas.
    void pass_choice(bool is_message, answer_sink& out)
    {
        pass_pieces(choice_.delta.pieces, out);
        if (is_message)
            pass_pieces(choice_.message.pieces, out);
        for (auto const& token : choice_.tokens)
            out.on_token(token.chosen.token, token.weighed);
        if (choice_.usage)
            out.on_usage(*choice_.usage);
    }

    void pass_pieces(std::vector<chat_piece> const& pieces, answer_sink& out)
    {
        for (auto const& one : pieces) {
            switch (one.kind) {
            case chat_piece::answer:
                pass({delta::answer, 0, one.text}, out);
                break;
            case chat_piece::reasoning:
                pass({delta::reasoning, 0, one.text}, out);
                break;
            case chat_piece::refusal:
                refuse(one.text, out);
                break;
            case chat_piece::call:
                on_call(one.of_call, out);
            }
        }
    }

    // The call that a piece belongs to: by index, without one by id, without either the last; calls_.size() is a new
    // one.
    [[nodiscard]] std::size_t find_call(tool_call_delta const& piece) const
    {
        auto const last_that = [&](auto fits) {
            for (auto n = calls_.size(); n-- > 0;)
                if (fits(calls_[n]))
                    return n;
            return calls_.size();
        };
        bool const has_index = piece.index != tool_call_delta::no_index;
        auto found = last_that([&](call const& one) {
            return has_index ? one.index == piece.index : !piece.id.empty() && one.id == piece.id;
        });
        if (found == calls_.size() && !has_index && found != 0)
            --found;
        return found != calls_.size() && continues(calls_[found], piece) ? found : calls_.size();
    }

    // Some services give each piece of a call the name again, or a new id; others give all calls the same index, or
    // none.
    static bool continues(call const& known, tool_call_delta const& piece)
    {
        if (piece.id.empty() && piece.name.empty())
            return true;
        bool const has_index = piece.index != tool_call_delta::no_index;
        bool const same_id = !piece.id.empty() && piece.id == known.id;
        bool const other_id = !piece.id.empty() && !known.id.empty() && !same_id;
        if (same_id)
            return true;
        if (has_index && (!other_id || piece.name.empty()))
            return known.marked_once || !known.arguments.whole();
        if (known.marked_once)
            return false;
        if (known.arguments.begun())
            return !known.arguments.whole();
        return piece.name.empty() || known.name.empty() || piece.name == known.name;
    }

    void on_call(tool_call_delta const& piece, answer_sink& out)
    {
        auto const n = find_call(piece);
        if (n == calls_.size()) {
            if (piece.id.empty() && piece.name.empty() && piece.arguments.empty())
                return; // some servers leave no field out
            if (!begin_call(n, piece.id, piece.name, out))
                return;
            calls_.push_back({piece.index, std::string(piece.id), std::string(piece.name)});
        } else {
            auto& known = calls_[n];
            known.marked_once = known.marked_once || (piece.id.empty() && piece.name.empty())
                || (!piece.id.empty() && piece.id == known.id);
            if ((known.id.empty() && !piece.id.empty())
                || (known.name.empty() && !piece.name.empty())) { // they came late
                known.id = known.id.empty() ? piece.id : known.id;
                known.name = known.name.empty() ? piece.name : known.name;
                begin_call(n, known.id, known.name, out);
            }
        }
        if (piece.arguments.empty())
            return;
        calls_[n].arguments.scan(piece.arguments);
        pass({delta::arguments, n, piece.arguments}, out);
    }

    void finish_choice(bool is_message, answer_sink& out)
    {
        auto const reason = choice_.finish_reason;
        for (auto const error :
            {is_message ? choice_.message.error : std::string_view(), choice_.error, choice_.delta.error})
            if (!error.empty())
                return stop(reason, explain_event(service(), read_error_body(error)), out);
        if (reason.empty() && !is_message)
            return;
        stop(reason, out);
        if (!choice_.native_finish_reason.empty() && meaning_of(choice_.native_finish_reason) != stop_kind::unknown)
            stop(choice_.native_finish_reason, out);
    }

    chat_choice choice_; // of the event being read; kept for its memory
    std::vector<call> calls_;
    bool streaming_ = false; // deltas were seen
};

} // namespace

std::unique_ptr<response_decoder> openai_chat::decode() const
{
    return decoder_of_any_framing(std::make_unique<chat_events>(dialect_.service));
}

} // namespace coax::provider
