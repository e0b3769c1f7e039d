// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/gemini/partial_arguments.hpp"

#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>

#include <algorithm>

namespace coax::provider {

namespace {

constexpr std::size_t deep_at_most = 64; // a path comes from outside

} // namespace

bool partial_arguments::add(std::string_view path, std::string_view json, bool will_continue, std::string& out)
{
    if (json.empty() || !parse(path, next_))
        return false;
    bool const is_string = json.starts_with('"');
    if (is_string)
        json = json.substr(1, json.size() - 2);
    if (next_ == at_) {
        if (!in_string_ || !is_string)
            return false; // a second value at the same place
        out.append(json);
    } else {
        end_string(out);
        auto const [mine, theirs] = std::mismatch(at_.begin(), at_.end(), next_.begin(), next_.end());
        auto const same = static_cast<std::size_t>(mine - at_.begin());
        if (!at_.empty() && (mine == at_.end() || theirs == next_.end() || mine->is_index != theirs->is_index))
            return false; // a container where a value was, or the other way round
        if (at_.empty()) {
            enter(next_.front(), out);
        } else {
            leave(same + 1, out);
            out += ',';
        }
        name(next_[same], out);
        for (auto n = same + 1; n < next_.size(); ++n) {
            enter(next_[n], out);
            name(next_[n], out);
        }
        if (is_string)
            out += '"';
        out.append(json);
        in_string_ = is_string;
        at_.swap(next_);
    }
    if (!will_continue)
        end_string(out);
    return true;
}

void partial_arguments::close(std::string& out)
{
    end_string(out);
    if (at_.empty())
        out += "{}";
    leave(0, out);
    at_.clear();
}

// "$.a[0].b", "$['a b']"
bool partial_arguments::parse(std::string_view path, std::vector<step>& steps)
{
    steps.clear();
    if (!path.starts_with('$'))
        return false;
    path.remove_prefix(1);
    while (!path.empty() && steps.size() < deep_at_most) {
        step next;
        if (path.front() == '.') {
            auto const end = std::min(path.find_first_of(".[", 1), path.size());
            next.key = path.substr(1, end - 1);
            path.remove_prefix(end);
        } else if (path.starts_with("['") || path.starts_with("[\"")) {
            auto const end = path.find(path[1] == '\'' ? "']" : "\"]", 2);
            if (end == path.npos)
                return false;
            next.key = path.substr(2, end - 2);
            path.remove_prefix(end + 2);
        } else if (path.front() == '[') {
            auto const end = path.find(']');
            if (end == path.npos)
                return false;
            next.is_index = true;
            next.key = path.substr(1, end - 1);
            path.remove_prefix(end + 1);
        } else {
            return false;
        }
        steps.push_back(std::move(next));
    }
    return path.empty() && !steps.empty() && !steps.front().is_index;
}

void partial_arguments::end_string(std::string& out)
{
    if (in_string_)
        out += '"';
    in_string_ = false;
}

// Closes the containers deeper than that.
void partial_arguments::leave(std::size_t depth, std::string& out)
{
    for (auto n = at_.size(); n > depth; --n)
        out += at_[n - 1].is_index ? ']' : '}';
}

void partial_arguments::enter(step const& to, std::string& out) { out += to.is_index ? '[' : '{'; }

void partial_arguments::name(step const& to, std::string& out)
{
    if (!to.is_index)
        out.append(boost::json::serialize(boost::json::string(to.key))).append(":");
}

} // namespace coax::provider
