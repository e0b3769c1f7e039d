// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace coax::provider {

/// Makes JSON text of arguments that come as values at paths, in order: `$.rooms[0].name` is "Ki", goes on with
/// "tchen", and so forth. Containers are opened and closed as the paths go.
class partial_arguments {
public:
    /// The text that follows from `json`, the next value at `path`, as it stands in the event; a string goes on where
    /// the last one was to be continued and had the same path. False for a path that cannot be followed.
    bool add(std::string_view path, std::string_view json, bool will_continue, std::string& out);

    /// The text that closes what is open; "{}" where nothing ever came. Starts anew.
    void close(std::string& out);

private:
    struct step {
        bool is_index = false;
        std::string key; // or digits
        friend bool operator==(step const&, step const&) = default;
    };

    static bool parse(std::string_view path, std::vector<step>& steps);
    void end_string(std::string& out);
    void leave(std::size_t depth, std::string& out);
    static void enter(step const& to, std::string& out);
    static void name(step const& to, std::string& out);

    std::vector<step> at_; // of the last value; its container at each step is open
    std::vector<step> next_;
    bool in_string_ = false;
};

} // namespace coax::provider
