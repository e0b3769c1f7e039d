// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include <coax/gather/detail/task_group.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>

namespace coax::detail {

namespace asio = boost::asio;

asio::any_io_executor serial(asio::any_io_executor const& parent)
{
    if (parent.target<asio::strand<asio::any_io_executor>>()
        || parent.target<asio::strand<asio::io_context::executor_type>>()
        || parent.target<asio::strand<asio::thread_pool::executor_type>>())
        return parent;
    return asio::make_strand(parent);
}

template class task_group<asio::any_io_executor>;

} // namespace coax::detail
