// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <cctype>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace coax::test {

/// A good answer with what models do wrong, a little of it each time: in its values, and in how they are written.
class random_answer {
public:
    random_answer(boost::json::value good, std::uint64_t seed) : good_(std::move(good)), random_(seed) { }

    std::string next()
    {
        auto value = good_;
        for (auto left = below(4); left > 0; --left)
            change(value);
        auto text = boost::json::serialize(value);
        if (below(3) == 0)
            damage(text);
        return text;
    }

private:
    std::size_t below(std::size_t most) { return std::uniform_int_distribution<std::size_t>(0, most - 1)(random_); }

    static void collect(boost::json::value& from, std::vector<boost::json::value*>& to)
    {
        to.push_back(&from);
        if (auto* list = from.if_array())
            for (auto& one : *list)
                collect(one, to);
        else if (auto* members = from.if_object())
            for (auto& one : *members)
                collect(one.value(), to);
    }

    boost::json::value other()
    {
        switch (below(12)) {
        case 0:
            return nullptr;
        case 1:
            return below(2) == 0;
        case 2:
            return static_cast<std::int64_t>(below(200)) - 50;
        case 3:
            return static_cast<double>(below(40)) / 4;
        case 4:
            return "Some text";
        case 5:
            return "NORMAL";
        case 6:
            return boost::json::string(std::to_string(below(120)));
        case 7:
            return boost::json::array{1, "a"};
        case 8:
            return boost::json::object{{"name", "x"}};
        case 9:
            return "N/A";
        case 10:
            return "2026-02-30";
        default:
            return "card";
        }
    }

    void change(boost::json::value& root)
    {
        std::vector<boost::json::value*> all;
        collect(root, all);
        auto& at = *all[below(all.size())];
        switch (below(7)) {
        case 0:
        case 1:
            if (&at != &root)
                at = other();
            break;
        case 2:
            change_member(at);
            break;
        case 3:
            if (auto* list = at.if_array(); list != nullptr && !list->empty())
                list->push_back(boost::json::value((*list)[below(list->size())]));
            break;
        case 4:
            if (auto* list = at.if_array(); list != nullptr && !list->empty())
                list->pop_back();
            break;
        case 5:
            if (at.is_number())
                at = boost::json::string(boost::json::serialize(at));
            else if (auto* text = at.if_string())
                at = boost::json::array{*text};
            break;
        default:
            if (at.is_int64())
                at = -at.get_int64();
            else if (auto* members = at.if_object(); members != nullptr && members->size() > 1)
                reorder(*members);
        }
    }

    void reorder(boost::json::object& members)
    {
        std::string const key(members.begin()->key());
        auto value = members.begin()->value();
        members.stable_erase(members.begin());
        members[key] = std::move(value);
    }

    void change_member(boost::json::value& at)
    {
        auto* const members = at.if_object();
        if (members == nullptr || members->empty())
            return;
        auto const member = members->begin() + static_cast<std::ptrdiff_t>(below(members->size()));
        std::string key(member->key());
        if (below(3) == 0) {
            members->stable_erase(member);
        } else if (below(2) == 0) {
            (*members)["extra"] = other();
        } else {
            auto value = member->value();
            members->stable_erase(member);
            key.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(key.front())));
            (*members)[key] = std::move(value);
        }
    }

    void damage(std::string& text)
    {
        switch (below(8)) {
        case 0:
            text = "Here it is:\n```json\n" + text + "\n```\nDone.";
            break;
        case 1:
            text.resize(below(text.size()) + 1);
            break;
        case 2:
            replace(text, "}", ",}");
            break;
        case 3:
            replace(text, "\"count\"", "count");
            break;
        case 4:
            replace(text, "\"", "'");
            replace(text, "\"", "'");
            break;
        case 5:
            replace(text, "true", "True");
            break;
        case 6:
            replace(text, ",", " /* and */,");
            break;
        default:
            text.insert(below(text.size()), " ");
        }
    }

    void replace(std::string& text, std::string const& from, std::string const& by)
    {
        if (auto const at = text.find(from, below(text.size())); at != text.npos)
            text.replace(at, from.size(), by);
    }

    boost::json::value good_;
    std::mt19937_64 random_;
};

} // namespace coax::test
