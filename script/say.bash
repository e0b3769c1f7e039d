# Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.

have() { command -v "$1" >/dev/null; }

say() { printf '\n\033[1m== %s\033[0m\n' "$*" >&2; }

die() {
    printf 'dev: %s\n' "$*" >&2
    exit 1
}

as_root() {
    if ((EUID == 0)); then
        "$@"
    elif have sudo; then
        sudo "$@"
    else
        die "this needs root and there is no sudo: $*"
    fi
}
