// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
//
// Many objects out of one document: `each` hands out every element, complete and validated, as soon as its closing
// brace has arrived, while the model is already writing the next one.
#include "support/answers.hpp"
#include "support/demo.hpp"

#include <boost/describe/class.hpp>

struct job_listing {
    std::string title;
    std::string department;
    std::string location;
    std::optional<std::string> salary_range; // may be missing from the page
};
BOOST_DESCRIBE_STRUCT(job_listing, (), (title, department, location, salary_range))
constexpr auto tag_invoke(coax::annotate_tag, job_listing const*)
{
    return coax::notes(coax::note<&job_listing::title>().max_length(80),
        coax::note<&job_listing::department>().max_length(80), coax::note<&job_listing::location>().max_length(80));
}

boost::asio::awaitable<void> list_jobs(coax::client client)
{
    std::string const jobs_text = "We are hiring:\n"
                                  "- Senior Engineer, Platform team, Remote, $180-220k\n"
                                  "- Product Designer, Design team, New York, $120-150k\n"
                                  "- Data Scientist, ML team, San Francisco\n";
    demo::screen screen("Extract all job listings");

    auto jobs = client.each<job_listing>(coax::request("Extract all job listings:\n" + jobs_text).max_tokens(1024));
    int count = 0;
    while (auto const job = co_await jobs.next()) // std::optional<job_listing>: empty at the end
        screen.row("job " + std::to_string(++count),
            job->title + " — " + job->department + " (" + job->location + ", " + job->salary_range.value_or("no salary")
                + ")");

    screen.finish(co_await jobs.result());
}

int main() { return demo::run(list_jobs, demo::answers::jobs); }
