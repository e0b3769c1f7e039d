// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/detail/shape.hpp>

#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace coax::fuzz {

/// A value of any shape.
struct node {
    bool flag = false;
    std::string text;
    boost::json::value json;
    std::int64_t number = 0;
    double real = 0;
    std::size_t choice = 0;
    bool engaged = false;
    std::map<std::string, std::size_t> keys;
    std::deque<node> parts;

    node& part(std::size_t i)
    {
        while (parts.size() <= i)
            parts.emplace_back();
        return parts[i];
    }
};

/// Types made up at run time, from words such as "{tib}": a record of a text, a whole number and a boolean.
///   b i r t c m j   boolean, whole number, real, text, choice, date, any JSON
///   ?X [X] <X> %    X or null, list of X, map to X, set of whole numbers
///   (XY..) {XY..}   tuple, record
///   @ |             a tagged variant, and one whose JSON kinds tell its alternatives apart
class random_shape {
public:
    explicit random_shape(std::string_view words) : words_(words) { root_ = make(0); }

    [[nodiscard]] detail::shape const& root() const noexcept { return *root_; }

    /// The whole value as text.
    static std::string print(detail::shape const& type, node const& value)
    {
        std::string all;
        print(all, type, value);
        return all;
    }
    /// Where the binder is to write a value of that type.
    static void* place(detail::shape const& type, node& value)
    {
        switch (type.kind) {
        case detail::shape_kind::boolean:
            return &value.flag;
        case detail::shape_kind::text:
            return &value.text;
        case detail::shape_kind::json:
            return &value.json;
        default:
            return &value;
        }
    }

private:
    using kind = detail::shape_kind;
    static constexpr std::size_t deepest = 8, most_parts = 6;
    static constexpr std::array<std::string_view, most_parts> names{"name", "age", "tags", "b_c", "bC", "type"};
    static constexpr std::array<std::string_view, 5> spellings{"yes", "no", "very-happy", "C", "C++"};
    static constexpr std::array<std::string_view, 1> first_tag{"circle"}, second_tag{"square"};

    template <class S, class... A>
    S* keep(A&&... args)
    {
        auto made = std::make_shared<S>(std::forward<A>(args)...);
        kept_.push_back(made);
        return made.get();
    }

    // Where the part of a node is depends on what it holds, so each accessor comes in four.
    template <std::size_t I>
    static void* node_at(void* of)
    {
        return &static_cast<node*>(of)->part(I);
    }
    template <std::size_t I>
    static void* flag_at(void* of)
    {
        return &static_cast<node*>(of)->part(I).flag;
    }
    template <std::size_t I>
    static void* text_at(void* of)
    {
        return &static_cast<node*>(of)->part(I).text;
    }
    template <std::size_t I>
    static void* json_at(void* of)
    {
        return &static_cast<node*>(of)->part(I).json;
    }

    using accessor = void* (*)(void*);
    template <std::size_t... I>
    static accessor pick(detail::shape const& type, std::size_t i, std::index_sequence<I...>)
    {
        static constexpr accessor nodes[] = {&node_at<I>...}, flags[] = {&flag_at<I>...}, texts[] = {&text_at<I>...},
                                  jsons[] = {&json_at<I>...};
        return type.kind == kind::boolean ? flags[i]
            : type.kind == kind::text     ? texts[i]
            : type.kind == kind::json     ? jsons[i]
                                          : nodes[i];
    }
    static accessor access(detail::shape const& type, std::size_t i)
    {
        return pick(type, i, std::make_index_sequence<most_parts>());
    }

    template <kind K>
    static void* inside(node& of)
    {
        if constexpr (K == kind::boolean)
            return &of.flag;
        else if constexpr (K == kind::text)
            return &of.text;
        else if constexpr (K == kind::json)
            return &of.json;
        else
            return &of;
    }
    template <kind K>
    static void* append(void* to, std::size_t)
    {
        return inside<K>(static_cast<node*>(to)->parts.emplace_back());
    }
    template <kind K>
    static void* engage(void* of)
    {
        auto& all = *static_cast<node*>(of);
        all.engaged = true;
        all.parts.clear();
        return inside<K>(all.part(0));
    }
    template <kind K>
    static void* insert(void* map, std::string_view key, std::size_t)
    {
        auto& all = *static_cast<node*>(map);
        if (!all.keys.emplace(key, all.parts.size()).second)
            return nullptr;
        return inside<K>(all.parts.emplace_back());
    }
    static node const& node_of(void const* at) { return *static_cast<node const*>(at); }
    template <kind K>
    static void const* inside(node const& of)
    {
        return inside<K>(const_cast<node&>(of));
    }
    template <kind K>
    struct getting {
        static void const* call(void const* of)
        {
            return node_of(of).engaged ? inside<K>(node_of(of).parts.front()) : nullptr;
        }
    };
    template <kind K>
    struct visiting {
        static void call(void const* of, void* context, detail::element_visitor visit)
        {
            for (auto const& one : node_of(of).parts)
                visit(context, inside<K>(one));
        }
    };
    template <kind K>
    struct visiting_pairs {
        static void call(void const* of, void* context, detail::pair_visitor visit)
        {
            for (auto const& [key, index] : node_of(of).keys)
                visit(context, key, inside<K>(node_of(of).parts[index]));
        }
    };
    static void visit_numbers(void const* of, void* context, detail::element_visitor visit)
    {
        std::map<std::size_t, std::string> in_order;
        for (auto const& [key, index] : node_of(of).keys)
            in_order[index] = key;
        for (auto const& [index, key] : in_order) {
            node one;
            one.number = std::stoll(key);
            visit(context, &one);
        }
    }
    static void const* get(void const* of, std::size_t& index)
    {
        index = node_of(of).choice;
        return node_of(of).parts.empty() ? nullptr : &node_of(of).parts.front();
    }
    static void const* get_simple(void const* of, std::size_t& index)
    {
        index = node_of(of).choice;
        return index == 1 ? static_cast<void const*>(&node_of(of).text) : of;
    }
    static void drop_last(void* of) { static_cast<node*>(of)->parts.pop_back(); }
    static void clear(void* of)
    {
        auto& all = *static_cast<node*>(of);
        all.engaged = false;
        all.parts.clear();
        all.keys.clear();
    }
    template <template <kind> class F, class R = decltype(&F<kind::record>::call)>
    static R by_kind(detail::shape const& type)
    {
        return type.kind == kind::boolean ? &F<kind::boolean>::call
            : type.kind == kind::text     ? &F<kind::text>::call
            : type.kind == kind::json     ? &F<kind::json>::call
                                          : &F<kind::record>::call;
    }
    template <kind K>
    struct appending {
        static void* call(void* to, std::size_t i) { return append<K>(to, i); }
    };
    template <kind K>
    struct engaging {
        static void* call(void* of) { return engage<K>(of); }
    };
    template <kind K>
    struct inserting {
        static void* call(void* map, std::string_view key, std::size_t i) { return insert<K>(map, key, i); }
    };
    static void* emplace(void* of, std::size_t index)
    {
        auto& all = *static_cast<node*>(of);
        all.parts.clear();
        all.choice = index;
        return &all.part(0);
    }
    static void* emplace_simple(void* of, std::size_t index)
    {
        auto& all = *static_cast<node*>(of);
        all.choice = index;
        if (index == 1)
            return &all.text;
        return &all;
    }
    static void* make_element() { return new node; }
    static bool merge(void* set, void* element)
    {
        auto& all = *static_cast<node*>(set);
        auto const number = std::to_string(static_cast<node*>(element)->number);
        return all.keys.emplace(number, all.keys.size()).second;
    }
    static void drop(void* element) { delete static_cast<node*>(element); }

    char next() { return at_ < words_.size() ? words_[at_++] : 'i'; }

    detail::shape const* whole_number()
    {
        return keep<detail::integer_shape>(
            -1000000, 1000000,
            [](void* to, std::uint64_t bits) { static_cast<node*>(to)->number = static_cast<std::int64_t>(bits); },
            [](void const* from) { return static_cast<std::uint64_t>(node_of(from).number); });
    }
    detail::shape const* choice(std::span<std::string_view const> of)
    {
        return keep<detail::choice_shape>(
            of, std::span<std::string_view const>(),
            [](void* to, std::size_t index) { static_cast<node*>(to)->choice = index + 1; },
            [](void const* from) { return node_of(from).choice - 1; });
    }
    detail::record_shape const* record(std::vector<detail::field> fields)
    {
        auto* const all = keep<std::vector<detail::field>>(std::move(fields));
        return keep<detail::record_shape>("record", "", *all, all->size() == 3, nullptr);
    }
    detail::shape const* make(std::size_t depth)
    {
        auto const c = next();
        if (depth >= deepest)
            return whole_number();
        switch (c) {
        case 'b':
            return keep<detail::shape>(kind::boolean);
        case 'r':
            return keep<detail::real_shape>(
                1e300, [](void* to, double n) { static_cast<node*>(to)->real = n; },
                [](void const* from) { return node_of(from).real; });
        case 't':
            return keep<detail::shape>(kind::text);
        case 'c':
            return choice(spellings);
        case 'j':
            return keep<detail::shape>(kind::json);
        case 'm':
            return keep<detail::moment_shape>(
                detail::moment_format::date,
                [](void* to, detail::moment const& when) {
                    static_cast<node*>(to)->number = when.day.time_since_epoch().count();
                    return true;
                },
                [](void const* from, detail::moment& when) {
                    when = {std::chrono::sys_days(std::chrono::days(node_of(from).number))};
                    return true;
                });
        case '?': {
            auto const* const inner = make(depth + 1);
            return keep<detail::nullable_shape>(inner, by_kind<engaging>(*inner), &clear, by_kind<getting>(*inner));
        }
        case '[': {
            auto const* const inner = make(depth + 1);
            next(); // its end
            return keep<detail::sequence_shape>(
                inner, std::size_t(0), by_kind<appending>(*inner), &drop_last, &clear, by_kind<visiting>(*inner));
        }
        case '<': {
            auto const* const inner = make(depth + 1);
            next();
            return keep<detail::map_shape>(
                inner, nullptr, by_kind<inserting>(*inner), &clear, by_kind<visiting_pairs>(*inner));
        }
        case '%':
            return keep<detail::set_shape>(whole_number(), true, &make_element, &merge, &drop, &clear, &visit_numbers);
        case '@': {
            auto const* const side = make(depth + 1);
            std::vector<detail::shape const*> both;
            for (auto const& tag : {std::span<std::string_view const>(first_tag), {second_tag}})
                both.push_back(record({{"type", choice(tag), &node_at<0>, {}}, {"side", side, access(*side, 1), {}}}));
            auto* const all = keep<std::vector<detail::shape const*>>(std::move(both));
            static constexpr std::uint8_t kinds[] = {detail::json_object, detail::json_object};
            return keep<detail::variant_shape>("type", *all, kinds, &emplace, &get);
        }
        case '|': {
            auto* const all = keep<std::vector<detail::shape const*>>(
                std::vector<detail::shape const*>{whole_number(), keep<detail::shape>(kind::text)});
            static constexpr std::uint8_t kinds[] = {detail::json_number, detail::json_string};
            return keep<detail::variant_shape>("", *all, kinds, &emplace_simple, &get_simple);
        }
        case '(': {
            auto* const all = keep<std::vector<detail::element>>();
            while (all->size() < most_parts && at_ < words_.size() && words_[at_] != ')') {
                auto const* const one = make(depth + 1);
                all->push_back({one, access(*one, all->size())});
            }
            next();
            return keep<detail::tuple_shape>(*all);
        }
        case '{': {
            std::vector<detail::field> all;
            while (all.size() < most_parts && at_ < words_.size() && words_[at_] != '}') {
                auto const* const one = make(depth + 1);
                all.push_back({names[all.size()], one, access(*one, all.size()), {}});
            }
            next();
            return record(std::move(all));
        }
        default:
            return whole_number();
        }
    }

    static void print(std::string& out, detail::shape const& type, node const& value)
    {
        auto const parts = [&](char open, detail::shape const* inner, auto&& each) {
            out += open;
            for (std::size_t i = 0; i < value.parts.size(); ++i) {
                each(i, inner);
                out += ' ';
            }
        };
        auto const one = [&](std::size_t i, detail::shape const* inner) { print(out, *inner, value.parts[i]); };
        switch (type.kind) {
        case kind::boolean:
            out += value.flag ? "true" : "false";
            break;
        case kind::text:
            out += '"' + value.text + '"';
            break;
        case kind::json:
            out += boost::json::serialize(value.json);
            break;
        case kind::nullable:
            out += value.engaged ? '?' : '0';
            if (value.engaged && !value.parts.empty())
                print(out, *static_cast<detail::nullable_shape const&>(type).inner, value.parts[0]);
            break;
        case kind::sequence:
            parts('[', static_cast<detail::sequence_shape const&>(type).inner, one);
            break;
        case kind::map:
            for (auto const& [key, index] : value.keys) {
                out += key + ':';
                print(out, *static_cast<detail::map_shape const&>(type).inner, value.parts[index]);
            }
            break;
        case kind::set:
            for (auto const& [key, index] : value.keys)
                out += key + ',' + std::to_string(index);
            break;
        case kind::record: {
            auto const& fields = static_cast<detail::record_shape const&>(type).fields;
            out += '{';
            for (std::size_t i = 0; i < fields.size(); ++i) {
                print(out, *fields[i].type, i < value.parts.size() ? value.parts[i] : node());
                out += ' ';
            }
            break;
        }
        case kind::tuple:
            parts('(', nullptr, [&](std::size_t i, detail::shape const*) {
                print(out, *static_cast<detail::tuple_shape const&>(type).elements[i].type, value.parts[i]);
            });
            break;
        case kind::variant: {
            auto const& all = static_cast<detail::variant_shape const&>(type);
            out += '@' + std::to_string(value.choice);
            if (all.tag.empty())
                out += value.choice == 0 ? std::to_string(value.number) : value.text;
            else if (!value.parts.empty())
                print(out, *all.alternatives[value.choice], value.parts[0]);
            break;
        }
        default:
            out += std::to_string(value.number) + '/' + std::to_string(value.real) + '/' + std::to_string(value.choice);
            break;
        }
    }

    std::string_view words_;
    std::size_t at_ = 0;
    std::vector<std::shared_ptr<void>> kept_;
    detail::shape const* root_ = nullptr;
};

} // namespace coax::fuzz
