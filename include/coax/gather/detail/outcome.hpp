// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/detail/config.hpp>
#include <coax/error.hpp>
#include <coax/gather/detail/drive.hpp>

#include <cstddef>
#include <exception>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace coax::detail {

/// Values in the order of the inputs, whatever the order they come in.
template <class Value>
class in_order {
public:
    void open(std::size_t index)
    {
        if (index >= values_.size())
            values_.resize(index + 1);
    }

    template <class... Args>
    void put(std::size_t index, Args&&... args)
    {
        values_[index].emplace(std::forward<Args>(args)...);
    }

    std::vector<Value> take()
    {
        std::vector<Value> all;
        all.reserve(values_.size());
        for (auto& value : values_)
            all.push_back(std::move(*value));
        return all;
    }

private:
    std::vector<std::optional<Value>> values_;
};

template <>
class in_order<std::monostate> {
public:
    void open(std::size_t) { }
    void put(std::size_t, std::monostate) { }
    void take() { }
};

/// The first thing thrown, by a child or by the source.
class first_thrown {
public:
    bool broke(std::exception_ptr thrown)
    {
        if (!thrown_)
            thrown_ = std::move(thrown);
        return false;
    }

    void rethrow() const
    {
        if (thrown_)
            std::rethrow_exception(thrown_);
    }

private:
    std::exception_ptr thrown_;
};

/// gather of a range: all values or the first failure.
template <class T>
class all_values : public first_thrown {
public:
    void open(std::size_t index) { values_.open(index); }

    bool succeeded(std::size_t index, value_of<T> value)
    {
        values_.put(index, std::move(value));
        return true;
    }

    bool failed(std::size_t, std::exception_ptr thrown) { return broke(std::move(thrown)); }

    auto take() { return values_.take(); }

private:
    in_order<value_of<T>> values_;
};

/// Names the one first_thrown once for each child, so that their outcomes are made in place: moving them sets off a
/// false warning in g++ 14.
template <class Child>
first_thrown& shared_by(first_thrown& all)
{
    return all;
}

/// gather of a pack: the same for one of the children.
template <class Value>
class one_value {
public:
    explicit one_value(first_thrown& shared) : shared_(&shared) { }

    void open(std::size_t) { }

    bool succeeded(std::size_t, Value value)
    {
        value_.emplace(std::move(value));
        return true;
    }

    bool failed(std::size_t, std::exception_ptr thrown) { return shared_->broke(std::move(thrown)); }
    bool broke(std::exception_ptr thrown) { return shared_->broke(std::move(thrown)); }

    Value take() { return std::move(*value_); }

private:
    first_thrown* shared_;
    std::optional<Value> value_;
};

/// gather_settled of a range: what became of each; only the source can break it.
template <class T>
class all_results : public first_thrown {
public:
    void open(std::size_t index) { results_.open(index); }

    bool succeeded(std::size_t index, [[maybe_unused]] value_of<T> value)
    {
        if constexpr (std::is_void_v<T>)
            results_.put(index);
        else
            results_.put(index, boost::system::in_place_value, std::move(value));
        return true;
    }

    bool failed(std::size_t index, std::exception_ptr thrown)
    {
        results_.put(index, boost::system::in_place_error, failure_from(std::move(thrown)));
        return true;
    }

    bool broke(std::exception_ptr thrown)
    {
        first_thrown::broke(std::move(thrown));
        return true; // the source gives no more, and who runs may finish
    }

    std::vector<result<T>> take() { return results_.take(); }

private:
    in_order<result<T>> results_;
};

/// gather_settled of a pack: the same for one of the children.
template <class T>
class one_result {
public:
    void open(std::size_t) { }

    bool succeeded(std::size_t, [[maybe_unused]] value_of<T> value)
    {
        if constexpr (std::is_void_v<T>)
            result_.emplace();
        else
            result_.emplace(boost::system::in_place_value, std::move(value));
        return true;
    }

    bool failed(std::size_t, std::exception_ptr thrown)
    {
        result_.emplace(boost::system::in_place_error, failure_from(std::move(thrown)));
        return true;
    }

    bool broke(std::exception_ptr) { return true; }

    [[nodiscard]] bool has_value() const { return result_.has_value(); }
    result<T> take() { return std::move(*result_); }

private:
    std::optional<result<T>> result_;
};

/// The failures of a race that nobody won: the first whole, a few more in words, the rest as a number.
class losers {
public:
    COAX_DECL void add(std::size_t index, std::exception_ptr thrown);

    /// `errc::invalid_option` if there were none at all.
    [[noreturn]] COAX_DECL void throw_all() const;

private:
    failure first_;
    std::string words_;
    std::size_t count_ = 0;
};

/// race: the first value.
template <class T>
class first_value : public first_thrown {
public:
    void open(std::size_t) { }

    bool succeeded(std::size_t, value_of<T> value)
    {
        if (!value_)
            value_.emplace(std::move(value));
        return false;
    }

    bool failed(std::size_t index, std::exception_ptr thrown)
    {
        if (!value_)
            losers_.add(index, std::move(thrown));
        return true;
    }

    [[nodiscard]] bool won() const { return value_.has_value(); }
    value_of<T> take() { return std::move(*value_); }
    [[nodiscard]] coax::detail::losers const& losers() const { return losers_; }

private:
    std::optional<value_of<T>> value_;
    coax::detail::losers losers_;
};

} // namespace coax::detail
