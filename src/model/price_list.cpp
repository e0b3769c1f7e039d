// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include <coax/price_list.hpp>

#include "text/printable.hpp"

#include <coax/error.hpp>

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

#include <cerrno>
#include <cmath>
#include <fstream>
#include <system_error>

namespace coax {

namespace {

[[noreturn]] void refuse_prices(std::string problem)
{
    text::clean(problem);
    throw error({errc::invalid_option, "the price list " + problem});
}

double price_number(std::string_view model, std::string_view member, boost::json::value const& from)
{
    boost::system::error_code ec;
    auto const number = from.is_number() ? from.to_number<double>(ec) : -1;
    bool const is_share = member == "batch_discount";
    if (!from.is_number() || ec || !(number >= 0) || !std::isfinite(number) || (is_share && number > 1))
        refuse_prices("has a \"" + std::string(member) + "\" for " + std::string(model) + " that is no number from 0"
            + (is_share ? " to 1" : "") + (is_share ? "" : " up: write the price of a million tokens"));
    return number;
}

price read_price(std::string_view model, boost::json::value const& from)
{
    auto const* const members = from.if_object();
    if (members == nullptr)
        refuse_prices("has no object for " + std::string(model) + R"(: write {"input": 1, "output": 2})");
    price read;
    for (auto const& [name, value] : *members) {
        std::string_view const member = name;
        auto const number = price_number(model, member, value);
        if (member == "input")
            read.input = number;
        else if (member == "output")
            read.output = number;
        else if (member == "cached_input")
            read.cached_input = number;
        else if (member == "cache_write")
            read.cache_write = number;
        else if (member == "reasoning")
            read.reasoning = number;
        else if (member == "batch_discount")
            read.batch_discount = number;
        else
            refuse_prices("has a member \"" + std::string(member) + "\" for " + std::string(model)
                + " that is none: there are input, cached_input, cache_write, output, reasoning and batch_discount");
    }
    for (auto const* const needed : {"input", "output"})
        if (!members->contains(needed))
            refuse_prices("has no \"" + std::string(needed) + "\" for " + std::string(model));
    return read;
}

} // namespace

price_list price_list::parse(std::string_view text)
{
    boost::system::error_code ec;
    auto const parsed = boost::json::parse(text, ec);
    auto const* const models = ec ? nullptr : parsed.if_object();
    if (ec)
        refuse_prices("is no JSON: " + ec.message());
    if (models == nullptr)
        refuse_prices("is no JSON object with a member for each model");
    price_list made;
    for (auto const& [model, value] : *models)
        made.set(std::string(model), read_price(model, value));
    return made;
}

price_list price_list::load(std::string const& path)
{
    errno = 0;
    std::ifstream file(path, std::ios::binary);
    std::string text;
    char block[4096];
    while (file.read(block, sizeof block) || file.gcount() > 0)
        text.append(block, static_cast<std::size_t>(file.gcount()));
    if (!file.is_open() || file.bad())
        refuse_prices(path + " cannot be read: " + std::system_category().message(errno != 0 ? errno : EIO));
    try {
        return parse(text);
    } catch (error const& thrown) {
        auto why = thrown.failure();
        why.message = path + ": " + why.message;
        throw error(std::move(why));
    }
}

price_list& price_list::set(std::string model, price a_million)
{
    if (model.find('/') == model.npos && model != "*")
        refuse_prices("names a model as \"" + model + "\": write provider/model, as the client's is written");
    prices_.insert_or_assign(std::move(model), a_million);
    return *this;
}

std::optional<price> price_list::find(std::string_view model) const
{
    if (auto const found = prices_.find(model); found != prices_.end())
        return found->second;
    for (auto size = model.size() + 1; size-- > 0;)
        if (auto const found = prices_.find(std::string(model.substr(0, size)) + '*'); found != prices_.end())
            return found->second;
    return {};
}

double price_list::cost(std::string_view model, usage const& spent) const
{
    auto const found = prices_.empty() ? std::nullopt : find(model);
    return found ? found->cost(spent) : 0;
}

} // namespace coax
