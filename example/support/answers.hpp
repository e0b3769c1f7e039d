// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/sim.hpp>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <string>
#include <string_view>
#include <utility>

// What the simulated model says in the examples. With COAX_MODEL set nothing of this is used.
namespace demo::answers {

inline constexpr auto product_analysis
    = R"({"product_name":"iPhone 16 Pro","strengths":[)"
      R"("A18 Pro: the quickest single core in any phone","8 GB of memory keeps builds and models resident",)"
      R"("ProMotion display shows 120 Hz animation bugs at once","USB 3 moves a device log in seconds",)"
      R"("Five years of system updates to test against"],"weaknesses":[)"
      R"("No JIT for third-party runtimes","Side-loading still needs a paid account outside the EU",)"
      R"("Charges slower than its rivals","Costs as much as a build server"],)"
      R"("verdict":"The reference device for anyone who ships to iOS: fast enough that a slow app is the app's own fault. )"
      R"(Those who only need to run the tests are served as well by the plain iPhone 16.","score":8.5})";

/// About what was asked: "Analyse the PRODUCT for a developer audience".
inline coax::sim::reply analysis_of(coax::sim::asked const& asked)
{
    std::string_view name = asked.prompt();
    constexpr std::string_view before = "Analyse the ";
    constexpr std::string_view after = " for a developer audience";
    if (!name.starts_with(before) || !name.ends_with(after))
        return coax::sim::reply::json(product_analysis);
    name.remove_prefix(before.size());
    name.remove_suffix(after.size());
    if (name == "iPhone 16 Pro")
        return coax::sim::reply::json(product_analysis);
    boost::json::object const made{{"product_name", name},
        {"strengths", {"What is good about " + std::string(name) + ", a model would say here", "And this"}},
        {"weaknesses", {"The simulator knows nothing of it"}},
        {"verdict", "No verdict on " + std::string(name) + ": this text is simulated."}, {"score", 5.0}};
    return coax::sim::reply::json(boost::json::serialize(made));
}

/// The same with what models do wrong: a number as a string, which is repaired; and about any other product than the
/// iPhone first a score of 50 out of 10, which is a broken rule.
inline coax::sim::reply analysis_with_flaws(coax::sim::asked const& asked)
{
    auto const good = analysis_of(asked).parts().front().text;
    auto const score = good.rfind("\"score\":") + 8;
    bool const iphone = asked.prompt().find("Analyse the iPhone 16 Pro for") != std::string::npos;
    std::string const number = !iphone && asked.attempt == 1 ? "50" : "\"" + good.substr(score, 3) + "\"";
    return coax::sim::reply::json(good.substr(0, score) + number + "}");
}

/// The first answer breaks a rule, on purpose: a confidence is at most 1.
inline coax::sim::reply ticket(coax::sim::asked const& asked)
{
    if (asked.attempt == 1)
        return coax::sim::reply::json(R"({"categories":[{"category":"billing","confidence":9.5},)"
                                      R"({"category":"account","confidence":0.8},{"category":"complaint","confi)");
    return coax::sim::reply::json(
        R"({"categories":[{"category":"billing","confidence":0.95},{"category":"account","confidence":0.8},)"
        R"({"category":"complaint","confidence":0.55}],"primary_category":"billing","urgency":"high","needs_human":true})");
}

inline constexpr auto diagnosis
    = R"({"reasoning":"1. The CPU is saturated, so requests queue and response times follow; )"
      R"(the spike is a symptom and not a second fault. 2. Nothing was deployed, so new code is unlikely: something that was )"
      R"(already there met new input. 3. The start was sudden, ten minutes ago. A leak would have crept up over hours, and )"
      R"(traffic alone would show as more requests, not only slower ones. 4. That leaves one piece of work that does not )"
      R"(end: a query whose plan changed, a cron job, or a loop fed by bad input. 5. All three are found in the same place: )"
      R"(the process list, sorted by CPU, and the database's running queries.",)"
      R"("likely_cause":"Runaway process or query","confidence":"medium",)"
      R"("recommended_action":"Find the process by CPU time, take a stack trace for later, then end it or its query.",)"
      R"("escalate_to_human":true})";

/// Stage one lists the names; stage two is asked about each company, and about the document.
inline coax::sim::reply acquisition(coax::sim::asked const& asked)
{
    using coax::sim::reply;
    auto const about = [&](std::string_view name) {
        return asked.prompt().find("Known entity: " + std::string(name)) != std::string::npos;
    };
    if (about("Northwind Energy"))
        return reply::json(R"({"name":"Northwind Energy","role_in_document":"acquirer; pays in cash and takes on the )"
                           R"(debt of the target","mentioned_amount":1200000000})");
    if (about("Helios Grid"))
        return reply::json(R"({"name":"Helios Grid","role_in_document":"target; keeps its name and its seat in Lyon",)"
                           R"("mentioned_amount":1200000000})");
    if (about("Harbour Bank"))
        return reply::json(R"({"name":"Harbour Bank","role_in_document":"lender to the acquirer, for a part of the )"
                           R"(price","mentioned_amount":400000000})");
    if (about("Castell & Partners"))
        return reply::json(R"({"name":"Castell & Partners","role_in_document":"advisor to the target",)"
                           R"("mentioned_amount":null})");
    if (asked.prompt().find("Known entities: ") != std::string::npos)
        return reply::json(R"({"event_type":"acquisition","event_date":"2025-03-03"})");
    return reply::json(
        R"({"items":[{"kind":"company","name":"Northwind Energy"},{"kind":"company","name":"Helios Grid"},)"
        R"({"kind":"company","name":"Harbour Bank"},{"kind":"company","name":"Castell & Partners"},)"
        R"({"kind":"person","name":"Anna Keller"},{"kind":"person","name":"Marc Duval"},)"
        R"({"kind":"person","name":"Ines Moreau"},{"kind":"person","name":"Tom Becker"},{"kind":"date","name":"3 March 2025"},)"
        R"({"kind":"date","name":"the end of June"},{"kind":"date","name":"1 July"}]})");
}

inline constexpr auto jobs
    = R"({"items":[)"
      R"({"title":"Senior Engineer","department":"Platform team","location":"Remote","salary_range":"$180-220k"},)"
      R"({"title":"Product Designer","department":"Design team","location":"New York","salary_range":"$120-150k"},)"
      R"({"title":"Data Scientist","department":"ML team","location":"San Francisco","salary_range":null}]})";

inline coax::sim::reply summary(coax::sim::asked const& asked)
{
    static constexpr std::pair<std::string_view, std::string_view> all[] = {
        {"Harbour",
            R"({"title":"Ferry hourly from May","key_points":["runs until ten at night","bicycles are free"]})"},
        {"Library",
            R"({"title":"Reading room closed in June","key_points":["new roof","loans go on at the side door"]})"},
        {"Bakery", R"({"title":"Bakery changes hands","key_points":["the recipes stay","open on Sundays now"]})"},
        {"Tram", R"({"title":"Line 5 gets longer trains","key_points":["from autumn","platforms are widened first"]})"},
        {"Museum",
            R"({"title":"Museum shows river maps","key_points":["three centuries","the oldest is on leather"]})"},
        {"School",
            R"({"title":"School garden wins a prize","key_points":["forty kinds of beans","one shy hedgehog"]})"},
        {"Weather", R"({"title":"Storm on Thursday","key_points":["gusts from the west","parks close at noon"]})"},
        {"Council",
            R"({"title":"Bridge repair approved","key_points":["starts after the summer","one lane stays open"]})"},
    };
    for (auto const& [name, json] : all)
        if (asked.prompt().find(name) != std::string::npos)
            return coax::sim::reply::json(std::string(json));
    return {};
}

} // namespace demo::answers
