// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "cli/input_record.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace coax::cli {

enum class input_format : std::uint8_t {
    json_lines, ///< an object a line; a line that is a string is its `text`
    csv, ///< RFC 4180, the first record has the names
    lines, ///< plain text
};

/// Cuts bytes into records as they come. A record that cannot be used has a problem, and the next one is read as usual.
class record_reader {
public:
    static constexpr std::size_t default_max_bytes = 16 * 1024 * 1024; ///< of one record

    explicit record_reader(input_format format, std::size_t max_record_bytes = default_max_bytes)
        : format_(format),
          max_bytes_(max_record_bytes)
    {
    }

    /// More bytes. Take all records before the next call.
    void feed(std::string_view bytes);
    /// No more bytes come: what is left is the last record.
    void finish();

    /// The next record; empty where more bytes are needed. Throws `usage_error` for a CSV header that is none.
    std::optional<input_record> next();

private:
    /// Line ends count only outside of quotes, and quotes count only at the beginning of a field.
    enum class csv_state : std::uint8_t { field_begin, plain, quoted, quote };

    std::optional<std::size_t> find_end();
    std::optional<input_record> take(std::string_view record, std::size_t line);
    std::optional<input_record> read_csv(std::string_view record, input_record made);

    input_format format_;
    std::size_t max_bytes_;
    std::string bytes_;
    std::size_t begin_ = 0; ///< of the record that is read next
    std::size_t scanned_ = 0; ///< no end of it was found before
    std::size_t line_ = 1;
    std::size_t skipped_ = 0; ///< bytes of a record that is too long
    csv_state csv_ = csv_state::field_begin;
    bool finished_ = false;
    std::vector<std::string> header_;
};

} // namespace coax::cli
