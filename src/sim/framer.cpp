// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "sim/framer.hpp"

#include <array>
#include <charconv>

namespace coax::sim {

bool framer::add(std::string_view piece, std::string& out)
{
    if (ended())
        return false;
    std::string spoilt;
    if (faults_.garbage_after && !garbage_sent_ && *faults_.garbage_after <= bytes_ + piece.size()) {
        spoilt = piece;
        spoilt.insert(*faults_.garbage_after - bytes_, faults_.garbage);
        piece = spoilt;
        garbage_sent_ = true;
    }
    if (faults_.end_after)
        piece = piece.substr(0, *faults_.end_after - bytes_);
    frame(piece, out);
    return !ended();
}

void framer::frame(std::string_view piece, std::string& out)
{
    if (piece.empty())
        return; // an empty chunk would be the last one
    bytes_ += piece.size();
    if (!chunked_) {
        out += piece;
        return;
    }
    std::array<char, 16> size{};
    auto const end = std::to_chars(size.data(), size.data() + size.size(), piece.size(), 16).ptr;
    out.append(size.data(), end).append("\r\n").append(piece).append("\r\n");
}

void framer::finish(std::string& out) const
{
    if (chunked_)
        out += "0\r\n\r\n";
}

} // namespace coax::sim
