// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

// Everything a user's file needs, except the simulator (<coax/sim.hpp>), members that only Boost.JSON can convert
// (<coax/json.hpp>), and types that are known only at run time (<coax/type.hpp>).

#include <coax/annotate.hpp>
#include <coax/answer_cache.hpp>
#include <coax/applied_repair.hpp>
#include <coax/attachment.hpp>
#include <coax/attempt.hpp>
#include <coax/batch.hpp>
#include <coax/batch_each.hpp>
#include <coax/batch_item.hpp>
#include <coax/batch_options.hpp>
#include <coax/blocking.hpp>
#include <coax/bytes.hpp>
#include <coax/call_events.hpp>
#include <coax/check.hpp>
#include <coax/classification.hpp>
#include <coax/client.hpp>
#include <coax/client_options.hpp>
#include <coax/compact_journal.hpp>
#include <coax/credential.hpp>
#include <coax/credentials.hpp>
#include <coax/decimal.hpp>
#include <coax/effort.hpp>
#include <coax/errc.hpp>
#include <coax/error.hpp>
#include <coax/extraction.hpp>
#include <coax/failure.hpp>
#include <coax/gather.hpp>
#include <coax/http_message.hpp>
#include <coax/http_transport.hpp>
#include <coax/limits.hpp>
#include <coax/literal.hpp>
#include <coax/maybe.hpp>
#include <coax/observer.hpp>
#include <coax/partial.hpp>
#include <coax/price.hpp>
#include <coax/price_list.hpp>
#include <coax/represent.hpp>
#include <coax/represent_tag.hpp>
#include <coax/request.hpp>
#include <coax/schema.hpp>
#include <coax/stream.hpp>
#include <coax/timeouts.hpp>
#include <coax/tolerance.hpp>
#include <coax/usage.hpp>
#include <coax/violation.hpp>
#include <coax/violations.hpp>
