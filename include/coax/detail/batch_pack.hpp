// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/annotate.hpp>
#include <coax/detail/config.hpp>
#include <coax/detail/target.hpp>
#include <coax/request.hpp>

#include <boost/describe/class.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace coax::detail {

/// One answer of a call that several inputs share.
template <class T>
struct packed {
    int number = 0;
    T answer{};

    friend constexpr auto tag_invoke(annotate_tag, packed const*)
    {
        return notes(note<&packed::number>("the number of the text that this is about"));
    }
    BOOST_DESCRIBE_CLASS(packed, (), (number, answer), (), ())
};

/// Inputs of a batch that are asked in one call.
class batch_pack {
public:
    struct member {
        std::size_t index;
        coax::request input;
        std::optional<std::string> text{}; ///< of the value, once it is good
        bool settled = false;
    };

    batch_pack() = default;
    batch_pack(batch_pack const&) = delete;
    batch_pack& operator=(batch_pack const&) = delete;

    /// All of them in one request, each with its number from 1 on.
    [[nodiscard]] COAX_DECL coax::request joined() const;

    /// The value that the answer has for this number. It counts only where it keeps the type's rules for its own input,
    /// and is the only one with that number. `fresh` is another value of the type.
    COAX_DECL void take(int number, target const& value, target const& fresh);

    std::vector<member> members;
    bool open = true; ///< more may join; this and the next are guarded by the book's mutex
    bool over = false; ///< what is settled is settled

private:
    std::vector<int> seen_; ///< numbers
};

/// An input's place in a pack.
class pack_place {
public:
    pack_place() = default;
    pack_place(std::shared_ptr<batch_pack> in, std::size_t at) : pack(std::move(in)), position(at) { }

    std::shared_ptr<batch_pack> pack;
    std::size_t position = 0; ///< the first makes the call

    [[nodiscard]] bool leads() const noexcept { return position == 0 && pack->members.size() > 1; }
    [[nodiscard]] batch_pack::member& member() const { return pack->members[position]; }
};

} // namespace coax::detail
