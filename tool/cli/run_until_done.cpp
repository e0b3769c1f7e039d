// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "cli/run_until_done.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/signal_set.hpp>

#include <csignal>
#include <exception>
#include <utility>

namespace coax::cli {

namespace {

namespace asio = boost::asio;

// Waits for signals until it is destroyed.
class interrupts {
public:
    interrupts(asio::io_context& context, std::function<void()> first, std::function<void()> last)
        : signals_(context, SIGINT, SIGTERM),
          first_(std::move(first)),
          last_(std::move(last))
    {
        wait();
    }
    void stop() { signals_.cancel(); }

private:
    void wait()
    {
        signals_.async_wait([this](boost::system::error_code const& error, int) {
            if (error)
                return;
            if (auto const first = std::exchange(first_, nullptr))
                first();
            else
                last_();
            wait();
        });
    }

    asio::signal_set signals_;
    std::function<void()> first_;
    std::function<void()> last_;
};

} // namespace

int run_until_done(asio::io_context& context, asio::awaitable<int> work, run_hooks hooks)
{
    asio::cancellation_signal cancellation;
    interrupts signals(
        context, std::move(hooks.first_interrupt), [&] { cancellation.emit(asio::cancellation_type::terminal); });
    std::exception_ptr thrown;
    int code = 0;
    asio::co_spawn(context, std::move(work),
        asio::bind_cancellation_slot(cancellation.slot(), [&](std::exception_ptr failure, int result) {
            thrown = failure;
            code = result;
            signals.stop();
            if (hooks.at_end)
                hooks.at_end();
        }));
    context.run();
    if (thrown)
        std::rethrow_exception(thrown);
    return code;
}

int run_with_client(model_choice& model, std::function<asio::awaitable<int>(client)> work)
{
    asio::io_context context(1);
    disconnect_at_end const guard(model);
    auto const by = model.connect(context);
    return run_until_done(context, work(by), {{}, [&] { model.stop(); }});
}

} // namespace coax::cli
