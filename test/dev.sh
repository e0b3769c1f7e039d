#!/usr/bin/env bash
# Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
# What `./dev` says of missing packages and of failures, on systems made of a few stubs.
set -Eeuo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
system=$(mktemp -d)
trap 'rm -rf "$system"' EXIT

fail() {
    printf '%s\n' "$@" >&2
    exit 1
}

# stub NAME [LINE]: a command that does this, or nothing.
stub() {
    printf '#!/bin/sh\n%s\n' "${2:-}" >"$system/$1"
    chmod +x "$system/$1"
}

# take NAME ...: commands as they are.
take() {
    local name
    for name in "$@"; do ln -s "$(command -v "$name")" "$system"; done
}

# on_it COMMAND ...: in a shell that finds these and nothing else. No Boost is named to CMake there.
on_it() { env -u BOOST_ROOT -u Boost_ROOT -u CMAKE_PREFIX_PATH PATH="$system" "$BASH" "$@" 2>&1; }

take dirname

# Another package manager: everything that is missing is named, nothing is tried.
for verb in test demo; do
    output=$(on_it ./dev "$verb") && fail "./dev $verb went on without its packages" "$output"
    for name in apt-get g++ cmake ninja ccache 'Boost >= 1.81' 'OpenSSL >= 3.0' zlib SQLite CLI11; do
        [[ $output == *"$name"* ]] || fail "./dev $verb does not name $name" "$output"
    done
    [[ $output != *"this failed"* ]] || fail "./dev $verb cries about what it has said already" "$output"
done

# A fresh Debian: dpkg has not heard of Boost; the oldest that is to be had is installed, without an alarm.
take env sed
stub sudo 'exec "$@"'
stub dpkg-query 'exit 1'
stub apt-cache 'case $2 in *1.83*) ;; *) exit 100 ;; esac'
stub apt-get 'echo "apt-get $*"'
install='set -Eeuo pipefail; . script/say.bash; . script/packages.bash; trap "echo this failed >&2" ERR; need libraries ninja:ninja-build'
output=$(on_it -c "$install") || fail "it did not install" "$output"
[[ $output == *'--no-remove libssl-dev zlib1g-dev libsqlite3-dev libcli11-dev libboost1.83-dev libboost-json1.83-dev libboost-url1.83-dev libboost-test1.83-dev libboost-context1.83-dev ninja-build'* ]] ||
    fail "it asks for other packages" "$output"
[[ $output != *"this failed"* ]] || fail "it cries, and nothing failed" "$output"

# What is there in part decides the version.
stub dpkg-query 'echo "ii  libboost1.88-dev"'
stub apt-cache
output=$(on_it -c "$install") || fail "it did not install" "$output"
[[ $output == *libboost-json1.88-dev* ]] || fail "it takes another version than is there" "$output"

# None that will do: output, and nothing is installed.
stub dpkg-query 'exit 1'
stub apt-cache 'exit 100'
output=$(on_it -c "$install") && fail "it went on without Boost" "$output"
[[ $output == *"set BOOST_ROOT"* && $output != *"apt-get install"* ]] || fail "it tries without Boost" "$output"

# The verb that tests: what failed is counted or named, and nothing else is output to have failed.
room=$system/project
mkdir "$room"
cp -r dev script "$room"
take mkdir tee grep tail
for name in g++ ccache ninja valgrind npm doxygen python3 cmp rm; do stub "$name"; done
mkdir -p "$room/build/docs/venv/bin"
for name in sphinx-build python; do ln -s "$system/npm" "$room/build/docs/venv/bin/$name"; done
stub cmake 'case $1 in --preset) mkdir -p "build/$2" ;; esac'
stub ctest 'echo "100% tests passed, 0 tests failed out of 1"'
tested() { CMAKE_PREFIX_PATH=/ PATH="$system" "$BASH" "$room/dev" test 2>&1; }
output=$(tested) || fail "it fails where nothing did" "$output"
[[ $output == *"4 passed, 0 failed, 0 skipped" && $output != *"this failed"* ]] || fail "it miscounts" "$output"
stub ctest 'echo "50% tests passed, 1 tests failed out of 2"; exit 8'
output=$(tested) && fail "it passes where tests failed" "$output"
[[ $output == *"4 passed, 3 failed, 0 skipped" ]] || fail "it says more than the count, or miscounts" "$output"
stub ctest 'echo "100% tests passed, 0 tests failed out of 1"'
stub doxygen 'exit 1'
output=$(tested) && fail "it passes though the documentation has faults" "$output"
[[ $output == *"3 passed, 1 failed, 0 skipped" ]] || fail "it does not count the documentation" "$output"
stub cmp 'exit 1'
output=$(tested) || fail "it fails where the documentation cannot be made" "$output"
[[ $output == *"3 passed, 0 failed, 1 skipped" ]] || fail "it does not say that the documentation was skipped" "$output"
stub cmake 'case $* in *"--preset release"*) exit 1 ;; --preset*) mkdir -p "build/$2" ;; esac'
output=$(tested) && fail "it passes though a part could not be configured" "$output"
[[ $output == *"configuring release failed" ]] || fail "it does not say what could not be configured" "$output"
