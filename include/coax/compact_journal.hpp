// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/detail/config.hpp>

#include <cstddef>
#include <string>

namespace coax {

/// Leaves one record for each input in a batch's journal, the latest, in the order in which they were written; tokens
/// that earlier runs spent on the same input are added to it. Returns how many records were removed.
///
/// The new file is written beside the old one, as `path` + ".compact", forced to the disk, and then takes its place,
/// with its permissions; a process that is killed leaves one or the other whole. Memory: 16 bytes a record. Blocks the
/// calling thread: call it outside an executor.
///
/// Throws `coax::error`, `errc::journal_failed`: the file is no journal, is in use by a batch, or cannot be read or
/// replaced; it is then left as it was.
COAX_DECL std::size_t compact_journal(std::string const& path);

} // namespace coax
