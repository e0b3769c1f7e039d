#!/usr/bin/env bash
# Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
# bench_compile.bash [--json]: CPU time to compile a user's file with one extraction, against an empty coroutine and
# co_spawn (medians of 5), the sizes of the library and of the user's program, and what it takes that program to start.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source script/say.bash
source script/build.bash
build release coax
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT

cat >"$room/empty.cpp" <<'CPP'
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <exception>
boost::asio::awaitable<void> nothing() { co_return; }
int main()
{
    boost::asio::io_context context;
    co_spawn(context, nothing(), [](std::exception_ptr) { });
    context.run();
}
CPP
cat >"$room/user.cpp" <<'CPP'
#include <coax.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/describe/class.hpp>
struct city {
    std::string name;
    std::vector<std::string> sights;
    std::optional<int> founded;
};
BOOST_DESCRIBE_STRUCT(city, (), (name, sights, founded))
boost::asio::awaitable<void> ask(coax::client client)
{
    city const found = co_await client.extract<city>("Tell me about Vienna.");
    static_cast<void>(found);
}
int main(int argc, char**)
{
    boost::asio::io_context context;
    coax::client const client(context, "anthropic/claude-haiku-4-5", coax::client_options().api_key("key"));
    if (argc == 1) // with an argument, what it takes to be ready
        co_spawn(context, ask(client), [](std::exception_ptr) { });
    context.run();
}
CPP

# cpu FILE: milliseconds of CPU, the median of 5.
cpu() {
    local n TIMEFORMAT='%U %S'
    for n in 1 2 3 4 5; do
        { time "${CXX:-g++}" -std=c++20 -I include -c "$1" -o "${1%.cpp}.o"; } 2>&1
    done | awk '{ printf "%d\n", ($1 + $2) * 1000 }' | sort -n | sed -n 3p
}
empty=$(cpu "$room/empty.cpp")
user=$(cpu "$room/user.cpp")
library=$(stat -c %s build/release/libcoax.a)
"${CXX:-g++}" -std=c++20 -O2 -I include "$room/user.cpp" build/release/libcoax.a -s -Wl,--gc-sections -o "$room/user" \
    -lboost_json -lboost_url -lssl -lcrypto -pthread
size=$(stat -c %s "$room/user")

"${CXX:-g++}" -std=c++20 -O2 "$room/empty.cpp" -s -o "$room/empty" -pthread

# start PROGRAM: microseconds of CPU from exec to exit, the median of 51.
start() {
    python3 - "$@" <<'PY'
import os, sys
spent = []
for _ in range(51):
    child = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ)
    used = os.wait4(child, 0)[2]
    spent.append((used.ru_utime + used.ru_stime) * 1e6)
print(round(sorted(spent)[25]))
PY
}
start_empty=$(start "$room/empty")
start_user=$(start "$room/user" ready)

if [[ " $* " == *" --json "* ]]; then
    echo "{\"bench\":\"compile\",\"empty_ms\":$empty,\"user_ms\":$user,\"library_bytes\":$library,\"program_bytes\":$size,\"start_us\":$start_user,\"start_empty_us\":$start_empty}"
else
    printf 'empty coroutine   %6d ms of CPU\n' "$empty"
    printf 'one extraction    %6d ms of CPU\n' "$user"
    printf 'libcoax.a         %6d kB\n' $((library / 1000))
    printf "user's program    %6d kB, stripped\n" $((size / 1000))
    printf 'to start          %6d us of CPU, the empty program %d us\n' "$start_user" "$start_empty"
fi
