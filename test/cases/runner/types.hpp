// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// The types that cases ask for, by their names in `type`.
#pragma once

#include <coax.hpp>

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <boost/json/value.hpp>

#include <chrono>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

namespace kinds {

// people and things
struct user {
    std::string name;
};
BOOST_DESCRIBE_STRUCT(user, (), (name))
struct pet {
    std::string name;
    int age = 0;
};
BOOST_DESCRIBE_STRUCT(pet, (), (name, age))
struct person {
    std::string name;
    std::optional<std::string> nick;
    std::optional<int> age;
};
BOOST_DESCRIBE_STRUCT(person, (), (name, nick, age))
struct city {
    std::string name;
    std::vector<std::string> sights;
    std::optional<int> founded;
};
BOOST_DESCRIBE_STRUCT(city, (), (name, sights, founded))
struct point {
    double lat = 0;
    double lon = 0;
};
BOOST_DESCRIBE_STRUCT(point, (), (lat, lon))
struct trip {
    std::string title;
    point where;
    std::vector<city> stops;
};
BOOST_DESCRIBE_STRUCT(trip, (), (title, where, stops))
struct receipt {
    std::string shop;
    double total = 0;
};
BOOST_DESCRIBE_STRUCT(receipt, (), (shop, total))
struct reading {
    std::string sensor;
    std::chrono::year_month_day day{};
    double level = 0;
    bool open = false;
};
BOOST_DESCRIBE_STRUCT(reading, (), (sensor, day, level, open))
enum class mood { calm, glad, sad };
BOOST_DESCRIBE_ENUM(mood, calm, glad, sad)

// lists in lists
struct item {
    std::string sku;
    std::vector<std::string> tags;
};
BOOST_DESCRIBE_STRUCT(item, (), (sku, tags))
struct cart {
    std::vector<item> items;
    std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(cart, (), (items, note))
struct stamp {
    std::string date;
};
BOOST_DESCRIBE_STRUCT(stamp, (), (date))
struct section {
    std::vector<stamp> aaa, bbb;
};
BOOST_DESCRIBE_STRUCT(section, (), (aaa, bbb))
struct entry {
    std::string type;
    std::optional<section> content;
};
BOOST_DESCRIBE_STRUCT(entry, (), (type, content))
struct node {
    std::string foo;
    std::optional<std::string> bar;
};
BOOST_DESCRIBE_STRUCT(node, (), (foo, bar))
struct nodes {
    std::vector<node> foo;
};
BOOST_DESCRIBE_STRUCT(nodes, (), (foo))
struct span {
    std::string from, to;
};
BOOST_DESCRIBE_STRUCT(span, (), (from, to))
struct spans {
    std::vector<span> ranges;
};
BOOST_DESCRIBE_STRUCT(spans, (), (ranges))
struct grid {
    std::vector<std::vector<int>> rows;
};
BOOST_DESCRIBE_STRUCT(grid, (), (rows))
struct shelf {
    std::map<std::string, std::vector<std::string>> by;
};
BOOST_DESCRIBE_STRUCT(shelf, (), (by))
struct gaps {
    std::vector<std::optional<int>> vals;
    std::deque<std::optional<std::string>> names;
};
BOOST_DESCRIBE_STRUCT(gaps, (), (vals, names))
struct slip {
    int id = 0;
    std::string label;
};
BOOST_DESCRIBE_STRUCT(slip, (), (id, label))
struct column {
    std::string title;
    std::vector<slip> cards;
};
BOOST_DESCRIBE_STRUCT(column, (), (title, cards))
struct board {
    std::vector<column> columns;
    std::optional<std::string> owner;
};
BOOST_DESCRIBE_STRUCT(board, (), (columns, owner))
struct tree {
    std::string t;
    std::vector<tree> kids;
};
BOOST_DESCRIBE_STRUCT(tree, (), (t, kids))
constexpr auto tag_invoke(coax::annotate_tag, tree const*)
{
    return coax::notes(coax::note<&tree::kids>().or_default());
}

// text that is code, paths, formulas
struct text {
    std::string s;
};
BOOST_DESCRIBE_STRUCT(text, (), (s))
struct call {
    std::string name;
    std::string arguments;
    std::optional<std::string> id;
};
BOOST_DESCRIBE_STRUCT(call, (), (name, arguments, id))
struct edit {
    std::string path;
    std::string content;
    std::optional<std::string> why;
};
BOOST_DESCRIBE_STRUCT(edit, (), (path, content, why))
struct script {
    std::string lang;
    std::string body;
    std::optional<std::string> notes;
};
BOOST_DESCRIBE_STRUCT(script, (), (lang, body, notes))
struct change {
    std::string file;
    std::string patch;
    std::optional<std::vector<int>> lines;
};
BOOST_DESCRIBE_STRUCT(change, (), (file, patch, lines))
struct lesson {
    std::string title;
    std::string formula;
    std::vector<std::string> steps;
};
BOOST_DESCRIBE_STRUCT(lesson, (), (title, formula, steps))

// lists and objects that come as strings
struct task {
    std::string title;
    std::vector<std::string> assignees;
};
BOOST_DESCRIBE_STRUCT(task, (), (title, assignees))
struct labels {
    std::string title;
    std::set<std::string> names;
};
BOOST_DESCRIBE_STRUCT(labels, (), (title, names))
struct ids {
    std::vector<int> numbers;
};
BOOST_DESCRIBE_STRUCT(ids, (), (numbers))
struct command {
    int a = 0;
};
BOOST_DESCRIBE_STRUCT(command, (), (a))
struct plan {
    command cmd;
    std::vector<command> list;
};
BOOST_DESCRIBE_STRUCT(plan, (), (cmd, list))

// nothing is required
struct facts {
    std::optional<std::string> text;
    std::optional<std::string> mark;
};
BOOST_DESCRIBE_STRUCT(facts, (), (text, mark))
struct loose {
    std::optional<std::string> name;
    std::optional<int> founded;
};
BOOST_DESCRIBE_STRUCT(loose, (), (name, founded))
struct setting {
    std::optional<bool> on;
    std::optional<int> level;
    std::optional<std::string> label;
};
BOOST_DESCRIBE_STRUCT(setting, (), (on, level, label))
struct style {
    std::string theme = "light";
    std::vector<int> sizes;
};
BOOST_DESCRIBE_STRUCT(style, (), (theme, sizes))
constexpr auto tag_invoke(coax::annotate_tag, style const*)
{
    return coax::notes(coax::note<&style::theme>().or_default(), coax::note<&style::sizes>().or_default());
}

// one of several
struct card {
    coax::literal<"card"> by;
    std::string digits;
};
BOOST_DESCRIBE_STRUCT(card, (), (by, digits))
struct wire {
    coax::literal<"wire"> by;
    std::string account;
};
BOOST_DESCRIBE_STRUCT(wire, (), (by, account))
using pay = std::variant<card, wire>;
struct order {
    std::vector<pay> pays;
    std::optional<pay> tip;
};
BOOST_DESCRIBE_STRUCT(order, (), (pays, tip))
struct circle {
    coax::literal<"circle"> kind;
    double r = 0;
};
BOOST_DESCRIBE_STRUCT(circle, (), (kind, r))
struct square {
    coax::literal<"square"> kind;
    double side = 0;
};
BOOST_DESCRIBE_STRUCT(square, (), (kind, side))
struct label {
    coax::literal<"label"> kind;
    std::string words;
};
BOOST_DESCRIBE_STRUCT(label, (), (kind, words))
using shape = std::variant<circle, square, label>;
struct drawing {
    std::vector<shape> all;
    std::map<std::string, shape> layers;
    std::optional<shape> top;
};
BOOST_DESCRIBE_STRUCT(drawing, (), (all, layers, top))
struct page {
    std::string title;
    std::optional<shape> cover;
};
BOOST_DESCRIBE_STRUCT(page, (), (title, cover))
struct book {
    std::vector<page> pages;
};
BOOST_DESCRIBE_STRUCT(book, (), (pages))
struct weather {
    coax::literal<"weather"> kind;
    std::string city;
};
BOOST_DESCRIBE_STRUCT(weather, (), (kind, city))
struct reminder {
    coax::literal<"reminder"> kind;
    std::string text;
};
BOOST_DESCRIBE_STRUCT(reminder, (), (kind, text))
using errand = std::variant<weather, reminder>;

// anything
struct any {
    boost::json::value v;
};
BOOST_DESCRIBE_STRUCT(any, (), (v))

} // namespace kinds

// X(name in the cases, C++ type). `many` are those that `each` gives one by one.
// clang-format off
#define CASE_TYPES_1(X)                                                                                                \
    X(user, kinds::user) X(pet, kinds::pet) X(person, kinds::person) X(city, kinds::city) X(trip, kinds::trip)         \
    X(reading, kinds::reading) X(item, kinds::item) X(items, std::vector<kinds::item>) X(cart, kinds::cart)            \
    X(users, std::vector<kinds::user>) X(entries, std::vector<kinds::entry>) X(entry, kinds::entry)
#define CASE_TYPES_2(X)                                                                                                \
    X(nodes, kinds::nodes) X(spans, kinds::spans) X(grid, kinds::grid) X(shelf, kinds::shelf) X(gaps, kinds::gaps)     \
    X(board, kinds::board) X(tree, kinds::tree) X(text, kinds::text) X(call, kinds::call) X(edit, kinds::edit)         \
    X(script, kinds::script) X(change, kinds::change) X(lesson, kinds::lesson)
#define CASE_TYPES_3(X)                                                                                                \
    X(task, kinds::task) X(labels, kinds::labels) X(ids, kinds::ids) X(plan, kinds::plan) X(facts, kinds::facts)       \
    X(loose, kinds::loose) X(setting, kinds::setting) X(settings, std::vector<kinds::setting>) X(style, kinds::style)  \
    X(order, kinds::order) X(drawing, kinds::drawing) X(book, kinds::book) X(pays, std::vector<kinds::pay>)            \
    X(any, kinds::any)
#define CASE_TYPES_4(X)                                                                                                \
    X(number, double) X(whole, int) X(words, std::string) X(flag, bool) X(mood, kinds::mood)                           \
    X(maybe_whole, std::optional<int>) X(maybe_receipt, std::optional<kinds::receipt>)                                 \
    X(maybe_pet, std::optional<kinds::pet>) X(strings, std::vector<std::string>)                                       \
    X(table, std::vector<std::vector<std::string>>) X(totals, std::map<std::string, double>)                           \
    X(receipts, std::variant<kinds::receipt, std::vector<kinds::receipt>>) X(pair, std::pair<std::string, int>)
#define CASE_TYPES_MANY(X)                                                                                             \
    X(item, kinds::item) X(person, kinds::person) X(call, kinds::call) X(city, kinds::city) X(setting, kinds::setting) \
    X(column, kinds::column) X(errand, kinds::errand)
// clang-format on
