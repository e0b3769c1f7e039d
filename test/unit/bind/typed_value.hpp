// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "repair/json_feed.hpp"
#include "shape/type_table.hpp"

#include <coax/type.hpp>

#include <boost/json/serialize.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace coax::test {

/// What became of one JSON text that was bound to a type known at run time.
struct typed_value {
    boost::json::value value;
    std::vector<violation> violations;
    std::vector<applied_repair> repairs;
    std::vector<std::string> unknown;
    bool done = false;

    [[nodiscard]] bool good() const { return done && violations.empty(); }
    /// The value, or what is wrong with it.
    [[nodiscard]] std::string report() const
    {
        if (good())
            return boost::json::serialize(value);
        std::string all;
        for (auto const& one : violations)
            all += (all.empty() ? "" : "; ") + one.pointer + " " + one.message;
        return all;
    }
};

/// Binds `json`, cut after every `cut` bytes; 0 is whole.
inline typed_value typed(
    type const& of, std::string_view json, tolerance level = tolerance::strict, std::size_t cut = 0)
{
    typed_value result;
    std::string fed;
    bind::value_builder to;
    repair::json_feed feed(to);
    auto const target = detail::target_for(of, result.value);
    feed.tolerate(
        level, [&] { return std::string_view(fed); }, [&] { target.renew(target.value); });
    to.start(*target.written_as, target.value);
    feed.start();
    for (std::size_t at = 0; at < json.size();) {
        std::string const piece(json.substr(at, cut == 0 ? json.size() : cut));
        fed += piece;
        feed.feed(piece);
        at += piece.size();
    }
    feed.finish(true);
    result.violations = to.violations();
    result.repairs = feed.repairs();
    result.unknown = to.unknown_keys();
    result.done = to.done();
    return result;
}

} // namespace coax::test
