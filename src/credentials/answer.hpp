// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/credential.hpp>

#include <boost/json/object.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace coax::credentials {

/// Throws `coax::error` with `errc::credential_failed`.
[[noreturn]] void refuse(std::string words);

/// 2016-02-25T06:03:31Z, with a fraction or an offset where there is one (RFC 3339). Nothing where it is no such time.
std::optional<credential::time_point> parse_time(std::string_view text);

/// A JSON object that holds a credential. Its errors name where it came from and the member, and show no value.
class answer {
public:
    /// `origin` is a URL, a file or a program, in words.
    answer(std::string_view json, std::string origin);

    /// A text that is not empty.
    [[nodiscard]] std::string text(std::string_view member) const;
    /// "" where there is none.
    [[nodiscard]] std::string optional_text(std::string_view member) const;
    [[nodiscard]] bool has(std::string_view member) const noexcept { return members_.contains(member); }
    /// A time as text; `never` where there is none.
    [[nodiscard]] credential::time_point time(std::string_view member) const;
    /// A number of seconds, which some services write as text, from `now`; `never` where there is none.
    [[nodiscard]] credential::time_point seconds(std::string_view member, credential::time_point now) const;
    [[nodiscard]] answer object(std::string_view member) const;

private:
    answer(boost::json::object members, std::string origin, std::string path)
        : members_(std::move(members)),
          origin_(std::move(origin)),
          path_(std::move(path))
    {
    }
    [[noreturn]] void lacks(std::string_view member, std::string_view kind) const;

    boost::json::object members_;
    std::string origin_;
    std::string path_; ///< of the object within the answer, with a dot at its end
};

/// Keys as AWS writes them everywhere: AccessKeyId, SecretAccessKey, a token and an expiry.
credential aws_keys_in(answer const& found, std::string_view token_member);

} // namespace coax::credentials
