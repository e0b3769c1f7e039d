// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "repair/json_feed.hpp"

#include <coax/detail/shape_of.hpp>

#include <boost/test/unit_test.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace coax::test {

/// What became of one JSON text bound to a T.
template <class T>
struct bound {
    std::unique_ptr<T> value = std::make_unique<T>();
    std::vector<violation> violations;
    std::vector<std::string> unknown;
    bool done = false;

    [[nodiscard]] bool good() const { return done && violations.empty(); }
    [[nodiscard]] std::string report() const
    {
        std::string all;
        for (auto const& one : violations)
            all += one.pointer + " " + one.message + "\n";
        return all;
    }
};

/// Binds `json`, cut after every `cut` bytes; 0 is whole.
template <class T>
bound<T> bound_to(std::string_view json, std::size_t cut = 0, bind::limits limits = {})
{
    bound<T> result;
    bind::value_builder to(limits);
    repair::json_feed feed(to, limits);
    to.start(*detail::shape_of<T>(), result.value.get());
    feed.start();
    for (std::size_t at = 0; at < json.size();) {
        auto const piece = json.substr(at, cut == 0 ? json.size() : cut);
        feed.feed(std::string(piece)); // a copy, so that nothing outlives its fragment unseen
        at += piece.size();
    }
    feed.finish(true);
    result.violations = to.violations();
    result.unknown = to.unknown_keys();
    result.done = to.done();
    return result;
}

/// Binds whole, then cut in two at every offset, then byte by byte; all must agree with the first.
template <class T>
bound<T> bind_at_every_split(std::string_view json)
{
    auto first = bound_to<T>(json);
    auto const check = [&](bound<T> const& other, std::size_t at) {
        BOOST_TEST_CONTEXT("split at " << at << " of " << json)
        {
            BOOST_TEST(other.done == first.done);
            BOOST_TEST(other.report() == first.report());
            BOOST_TEST((other.unknown == first.unknown));
            if constexpr (requires { *other.value == *first.value; })
                BOOST_TEST((*other.value == *first.value));
        }
    };
    for (std::size_t at = 1; at < json.size(); ++at) {
        bound<T> other;
        bind::value_builder to;
        repair::json_feed feed(to);
        to.start(*detail::shape_of<T>(), other.value.get());
        feed.start();
        feed.feed(std::string(json.substr(0, at)));
        feed.feed(std::string(json.substr(at)));
        feed.finish(true);
        other.violations = to.violations();
        other.unknown = to.unknown_keys();
        other.done = to.done();
        check(other, at);
    }
    check(bound_to<T>(json, 1), 1);
    return first;
}

} // namespace coax::test
