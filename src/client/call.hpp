// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "call/call_machine.hpp"
#include "client/client_core.hpp"

#include <coax/detail/call.hpp>
#include <coax/http_transport.hpp>

#include <boost/asio/awaitable.hpp>

#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace coax::detail {

/// One extraction: does what its machine decides, and reports what came of it.
class call final : public progress {
public:
    call(std::shared_ptr<client_core const> core, request req, target target, audience audience);

    boost::asio::awaitable<bool> advance();
    /// Throws again what `advance` threw, if it did.
    void rethrow() const;
    /// What ended the call was an exception.
    [[nodiscard]] bool failed() const noexcept { return thrown_ != nullptr; }

    /// The client's.
    [[nodiscard]] boost::asio::any_io_executor executor() const noexcept { return core_->means()->executor; }

    [[nodiscard]] coax::call::call_machine& machine() noexcept { return machine_; }
    [[nodiscard]] coax::call::call_machine const& machine() const noexcept { return machine_; }
    boost::asio::awaitable<item_verdict> check_item(void const* item, std::size_t position);

    [[nodiscard]] field_state state(std::span<std::size_t const> fields) const noexcept override
    {
        return machine_.response().builder().state(fields);
    }
    [[nodiscard]] field_state state(std::string_view pointer, bool wrapped) const override
    {
        return machine_.response().builder().progress().state(pointer, wrapped);
    }
    [[nodiscard]] std::string path() const override { return machine_.response().builder().path(); }
    [[nodiscard]] unsigned attempt() const noexcept override { return machine_.response().builder().attempt(); }
    [[nodiscard]] std::string_view reasoning() const noexcept override { return machine_.response().reasoning(); }
    [[nodiscard]] coax::change change() const noexcept override { return machine_.change(); }
    [[nodiscard]] std::string_view completed_field() const noexcept override { return machine_.completed_field(); }

private:
    boost::asio::awaitable<void> wait_for_permit(coax::call::fact& happened);
    boost::asio::awaitable<void> authorize(coax::call::fact& happened);
    boost::asio::awaitable<void> send();
    boost::asio::awaitable<void> pause(std::chrono::milliseconds delay);
    boost::asio::awaitable<void> run_checks(void const* value, std::string pointer, std::vector<violation>& found);
    void give_up(std::exception_ptr thrown) noexcept;

    std::shared_ptr<client_core const> core_;
    target target_;
    coax::call::call_machine machine_;
    std::unique_ptr<http_exchange> exchange_;
    std::exception_ptr thrown_; ///< what ended the call
};

} // namespace coax::detail
