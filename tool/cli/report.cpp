// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "cli/report.hpp"

#include "cli/terminal.hpp"
#include "cli/usage_error.hpp"
#include "text/printable.hpp"

#include <coax/error.hpp>

#include <boost/asio/error.hpp>

#include <cstdio>
#include <exception>

namespace coax::cli {

namespace {

int fail(exit_code code, std::string line)
{
    text::clean_line(line);
    std::fprintf(stderr, "coax: %s\n", line.c_str());
    return code;
}

} // namespace

exit_code exit_code_of(failure const& reason)
{
    if (reason.code == boost::asio::error::operation_aborted)
        return interrupted;
    if (reason.code == condition::authentication || reason.code == condition::unreachable
        || reason.code == errc::tls_failed || reason.code == errc::proxy_failed)
        return no_access;
    if (reason.code == errc::invalid_option || reason.code == errc::unknown_provider
        || reason.code == errc::invalid_base_url || reason.code == errc::unsupported_schema
        || reason.code == errc::unsupported_request)
        return bad_usage;
    return failed;
}

std::string line_of(failure const& reason)
{
    auto line = reason.message;
    if (!reason.provider_message.empty())
        line += "; the provider says: " + reason.provider_message;
    if (reason.code.category() == category())
        line += " [" + reason.code.message() + "]";
    text::clean_line(line);
    return line;
}

int report_failures(verb_run const& run)
{
    try {
        auto const code = run();
        flush_out();
        return code;
    } catch (output_closed const&) {
        return success; // the reader has had enough
    } catch (usage_error const& error) {
        return fail(bad_usage, error.what());
    } catch (coax::error const& error) {
        return error.code() == boost::asio::error::operation_aborted
            ? fail(interrupted, "interrupted")
            : fail(exit_code_of(error.failure()), line_of(error.failure()));
    } catch (boost::system::system_error const& error) {
        return error.code() == boost::asio::error::operation_aborted ? fail(interrupted, "interrupted")
                                                                     : fail(failed, error.what());
    } catch (std::exception const& error) {
        return fail(failed, error.what());
    }
}

} // namespace coax::cli
