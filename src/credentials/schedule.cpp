// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "credentials/schedule.hpp"

#include "http/message.hpp"

#include <algorithm>
#include <utility>

namespace coax::credentials {

namespace {

using std::chrono::milliseconds;

char const* fault_of(credential const& fresh, credential::time_point now)
{
    bool const in_header = fresh.type() == credential::form::header;
    if (fresh.type() == credential::form::none || fresh.secret().empty() || fresh.name().empty())
        return "it is empty";
    if (in_header && !http::is_header_name(fresh.name()))
        return "the header's name holds a character that HTTP does not allow";
    if (!http::is_header_value(in_header ? fresh.secret() : fresh.name() + fresh.session_token()))
        return "it holds a line end or another character that HTTP does not allow in a header; it is not shown";
    if (fresh.expires() <= now)
        return "it has already expired; is this machine's clock right?";
    return nullptr;
}

} // namespace

bool schedule::held_back(time_point now) const noexcept
{
    return failures_ != 0 && now < next_try_ && next_try_ - now <= longest_wait; // else the clock was set back
}

schedule::step schedule::next(time_point now, std::uint64_t rejected)
{
    bool const valid = number_ != 0 && number_ != rejected && now < current_.expires();
    if (valid && (now < refresh_at_ || refreshing_ || held_back(now)))
        return step::use;
    if (!valid && refreshing_)
        return step::wait;
    if (!valid && held_back(now))
        return step::refuse;
    refreshing_ = true;
    return valid ? step::use_and_refresh : step::refresh;
}

std::optional<failure> schedule::succeeded(credential fresh, time_point now)
{
    if (auto const* const fault = fault_of(fresh, now)) {
        failed({errc::credential_failed, std::string("the credential cannot be used: ") + fault}, now);
        return last_failure_;
    }
    refreshing_ = false;
    failures_ = 0;
    last_failure_ = {};
    current_ = std::move(fresh);
    ++number_;
    refresh_at_ = current_.expires();
    if (current_.expires() != credential::never)
        refresh_at_ -= std::min<time_point::duration>(refresh_before_, (current_.expires() - now) / 2);
    return {};
}

void schedule::failed(failure why, time_point now)
{
    refreshing_ = false;
    next_try_ = now + std::min(first_wait * (1U << std::min(failures_, 16U)), longest_wait);
    ++failures_;
    last_failure_ = std::move(why);
    last_failure_.retry_after = std::chrono::ceil<milliseconds>(next_try_ - now);
}

failure schedule::refusal(time_point now) const
{
    auto why = last_failure_;
    why.retry_after = std::chrono::ceil<milliseconds>(next_try_ - now);
    return why;
}

} // namespace coax::credentials
