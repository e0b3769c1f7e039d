// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "bind/capture.hpp"
#include "bind/diagnostics.hpp"
#include "bind/open_containers.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace coax::bind {

/// Handles keys that an object's type does not know. Such a key is skipped, or its value is an envelope: an object that
/// contains the object that should be there.
class envelope_finder {
public:
    envelope_finder(open_containers& containers, diagnostics& found, capture& captured)
        : containers_(containers),
          diagnostics_(found),
          capture_(captured)
    {
    }

    void clear() { candidate_ = {}; }
    /// A key that the record does not know. `strict`: no value is an envelope.
    void add_key(frame& record, std::string_view name, bool strict);
    /// The value of the unknown key begins. It is captured if it may be an envelope.
    void begin_value(std::uint8_t kind);
    void end_value(event_log log);
    /// The candidate is not an envelope. Its key is just unknown.
    void drop();
    /// The object ends. If it was an envelope, returns the object inside, whose members it takes.
    std::optional<event_log> unwrap(frame& record);

private:
    enum class stage : std::uint8_t { none, key, value, whole };
    struct candidate {
        std::string key;
        event_log log; ///< of its value
        std::size_t depth = 0; ///< containers that were open where its key came
        std::size_t offset = 0; ///< of the key, in the answer
        std::size_t size = 0;
        stage reached = stage::none;
    };

    [[nodiscard]] bool is_of_innermost() const noexcept;
    void unknown_key(frame const& record, std::string_view name);
    [[nodiscard]] std::string path_to_object() const { return containers_.path_to(containers_.size() - 1); }
    bool take(frame& record, bool any_known);
    [[nodiscard]] bool has_call_members_only(frame const& record) const;

    open_containers& containers_;
    diagnostics& diagnostics_;
    capture& capture_;
    candidate candidate_;
};

} // namespace coax::bind
