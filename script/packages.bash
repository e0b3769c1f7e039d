# Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
# What is missing is installed by apt-get, or named. Nothing is asked of the network while nothing is missing.

# need COMMAND:PACKAGE ...: `libraries` stands for Boost, OpenSSL, zlib, SQLite and CLI11.
need() {
    local entry packages=() names=()
    for entry in "$@"; do
        if [[ $entry == libraries ]]; then
            libraries_found && continue
            names+=("Boost >= 1.81 (headers, json, url, unit_test_framework)" "OpenSSL >= 3.0" zlib SQLite CLI11)
            packages+=(libssl-dev zlib1g-dev libsqlite3-dev libcli11-dev boost)
        elif ! have "${entry%%:*}"; then
            names+=("${entry%%:*}")
            packages+=("${entry#*:}")
        fi
    done
    ((${#names[@]})) || return 0
    if ! have apt-get; then
        printf 'dev: missing, and this system has no apt-get; install them and come back:\n' >&2
        printf '  %s\n' "${names[@]}" >&2
        exit 1
    fi
    say "installing $(printf '%s ' "${packages[@]}")"
    apt_install "${packages[@]}"
}

# One small program that needs every library, linked and thrown away; a Boost named to CMake is CMake's affair.
libraries_found() {
    [[ -n ${BOOST_ROOT:-}${Boost_ROOT:-}${CMAKE_PREFIX_PATH:-} ]] && return 0
    have g++ && g++ -x c++ - -o /dev/null -lboost_json -lboost_url -lboost_unit_test_framework -lssl -lcrypto -lz -lsqlite3 2>/dev/null <<'CPP'
#include <boost/version.hpp>
#include <openssl/opensslv.h>
#include <sqlite3.h>
#include <zlib.h>
#include <CLI/CLI.hpp>
#if BOOST_VERSION < 108100 || OPENSSL_VERSION_MAJOR < 3
#error too old
#endif
int main() { }
CPP
}

apt_install() {
    as_root apt-get update -q >/dev/null || die "apt-get update failed"
    local name boost packages=()
    for name in "$@"; do
        if [[ $name == boost ]]; then
            boost=$(boost_packages) || die "no Boost from 1.81 to 1.90 among this system's packages; set BOOST_ROOT to one"
            mapfile -t -O ${#packages[@]} packages <<<"$boost"
        else
            packages+=("$name")
        fi
    done
    # --no-remove: another Boost that is installed already is not ours to take away.
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends --no-remove "${packages[@]}" ||
        die "apt-get could not install: ${packages[*]}"
}

# The version that is installed in part already, else the oldest that will do.
boost_packages() {
    local version versions=(1.81 1.83 1.88 1.90)
    # Of packages nobody has heard of dpkg-query makes an error; here it is an answer.
    for version in $({ dpkg-query -W -f '${db:Status-Abbrev} ${Package}\n' 'libboost1.*-dev' 2>/dev/null || true; } |
        sed -nE 's/^ii +libboost(1\.(8[1-9]|9[0-9]))-dev$/\1/p') "${versions[@]}"; do
        if apt-cache show "libboost-url$version-dev" >/dev/null 2>&1; then
            printf '%s\n' "libboost$version-dev" "libboost-json$version-dev" "libboost-url$version-dev" "libboost-test$version-dev" \
                "libboost-context$version-dev"
            return
        fi
    done
    return 1
}
