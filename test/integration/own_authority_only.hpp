// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <cstdlib>
#include <optional>
#include <string>

namespace coax::test {

/// For a suite: no store of the system's, which takes longer to read than everything else here together.
struct own_authority_only {
    own_authority_only()
    {
        if (char const* const now = std::getenv("SSL_CERT_FILE"))
            before = now;
        ::setenv("SSL_CERT_FILE", "/dev/null", 1);
    }
    ~own_authority_only()
    {
        if (before)
            ::setenv("SSL_CERT_FILE", before->c_str(), 1);
        else
            ::unsetenv("SSL_CERT_FILE");
    }
    own_authority_only(own_authority_only const&) = delete;
    own_authority_only& operator=(own_authority_only const&) = delete;

    std::optional<std::string> before;
};

} // namespace coax::test
