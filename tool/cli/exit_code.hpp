// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

namespace coax::cli {

/// What the program returns to the shell.
enum exit_code : int {
    success = 0,
    failed = 1, ///< a call failed, or an answer was not valid
    bad_usage = 2, ///< the command line, a schema or the settings are wrong; nothing was sent
    no_access = 3, ///< no key, a refused key, no connection, a certificate that is not trusted
    partial_failure = 4, ///< `batch`: some inputs have no value
    interrupted = 130, ///< stopped by Ctrl-C or SIGTERM
};

} // namespace coax::cli
