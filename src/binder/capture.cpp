// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "binder/capture.hpp"

namespace coax::binder {

void capture::start()
{
    stack_.reset();
    counts_.clear();
    active_ = true;
    whole_ = false;
}

boost::json::value capture::release()
{
    active_ = false;
    return stack_.release();
}

void capture::count()
{
    if (counts_.empty())
        whole_ = true;
    else
        ++counts_.back();
}

void capture::begin() { counts_.push_back(0); }

void capture::end_object()
{
    auto const members = counts_.back();
    counts_.pop_back();
    stack_.push_object(members);
    count();
}

void capture::end_array()
{
    auto const elements = counts_.back();
    counts_.pop_back();
    stack_.push_array(elements);
    count();
}

void capture::text(std::string_view last_piece)
{
    stack_.push_string(last_piece);
    count();
}

void capture::integer(std::int64_t number)
{
    stack_.push_int64(number);
    count();
}

void capture::natural(std::uint64_t number)
{
    stack_.push_uint64(number);
    count();
}

void capture::real(double number)
{
    stack_.push_double(number);
    count();
}

void capture::boolean(bool value)
{
    stack_.push_bool(value);
    count();
}

void capture::null()
{
    stack_.push_null();
    count();
}

} // namespace coax::binder
