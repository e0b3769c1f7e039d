// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "answer/response_accumulator.hpp"
#include "provider/registry.hpp"
#include "provider/response_decoder.hpp"

#include <coax/detail/progress.hpp>
#include <coax/detail/target.hpp>
#include <coax/encode.hpp>
#include <coax/extraction.hpp>
#include <coax/failure.hpp>
#include <coax/http_message.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace coax::detail {

/// One answer that the user feeds: its text, or the body of an HTTP response.
class single_answer final : public progress {
public:
    /// The answer's own text.
    single_answer(target value, tolerance reading);
    /// The body of the response to this request. Throws `coax::error`, unknown_provider.
    single_answer(target value, encoded_request const& asked, tolerance reading);

    void take_head(http_response_head const& head) { head_ = head; }
    bool feed(std::string_view bytes);
    bool finish();

    [[nodiscard]] std::optional<failure> const& why() const noexcept { return why_; }
    [[nodiscard]] std::vector<violation> violations() const { return response_.builder().violations(); }
    [[nodiscard]] extraction_details details() const;
    /// Throws where there is no value.
    void require_value() const;

    [[nodiscard]] field_state state(std::span<std::size_t const> fields) const noexcept override
    {
        return response_.builder().state(fields);
    }
    [[nodiscard]] field_state state(std::string_view pointer, bool wrapped) const override
    {
        return response_.builder().progress().state(pointer, wrapped);
    }
    [[nodiscard]] std::string path() const override { return response_.builder().path(); }
    [[nodiscard]] unsigned attempt() const noexcept override { return 1; }
    [[nodiscard]] std::string_view reasoning() const noexcept override { return response_.reasoning(); }

private:
    [[nodiscard]] bool is_error() const noexcept { return head_.status / 100 != 2; }
    [[nodiscard]] bool decided() const;
    [[nodiscard]] std::optional<failure> read_end();

    answer::response_accumulator response_;
    encoded_request asked_; ///< empty where the answer's own text is read
    provider::service const* service_ = nullptr; ///< likewise null
    std::unique_ptr<provider::response_decoder> decoder_; ///< likewise null
    http_response_head head_{200, {}};
    std::string error_body_; ///< of a status that is not 200
    std::optional<failure> why_;
    bool finished_ = false;
};

} // namespace coax::detail
