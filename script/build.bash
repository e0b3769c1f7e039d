# Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.

jobs=${COAX_JOBS:-$(nproc 2>/dev/null || getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)}

# clang 14 to 16 know coroutines, but not the macro by which libstdc++ asks.
clang_coroutines=(-D__cpp_impl_coroutine=201902L -Wno-builtin-macro-redefined)

# Else it never finds again what was compiled with precompiled headers.
export CCACHE_SLOPPINESS=${CCACHE_SLOPPINESS:-pch_defines,time_macros}

need_build() { need g++:g++ cmake:cmake ninja:ninja-build ccache:ccache libraries; }

# configure PRESET: where it has not been.
configure() {
    [[ -f build/$1/build.ninja ]] ||
        cmake --preset "$1" -DCMAKE_CXX_COMPILER_LAUNCHER=ccache >&2 || die "configuring $1 failed"
}

# build PRESET [TARGET ...]: configures when there is need, then builds.
build() {
    local preset=$1
    shift
    configure "$preset"
    cmake --build "build/$preset" -j "$jobs" ${1+--target "$@"} >&2 || die "building $preset failed"
}

# What a person watches: the log of these goes to a file, of which the end is shown when they fail.
build_log() { echo "build/$1/build.log"; }

failed_with_log() {
    printf '\n' >&2
    tail -n 40 "$2" >&2
    die "$1 failed; the whole log is $2"
}

configure_quietly() {
    local log
    log=$(build_log "$1")
    mkdir -p "build/$1"
    (configure "$1") >"$log" 2>&1 || failed_with_log "configuring $1" "$log"
}

# build_with_progress PRESET TARGET ...: one line that counts, on no terminal a line each 10 s.
build_with_progress() {
    local preset=$1 log begun=$SECONDS shown=-10 line count=
    log=$(build_log "$1")
    shift
    : >"$log"
    NINJA_STATUS='[%f/%t] ' cmake --build "build/$preset" -j "$jobs" --target "$@" >"$log" 2>&1 &
    local builder=$!
    trap 'kill "$builder" 2>/dev/null; exit 130' INT TERM # a process in the background is not interrupted by the terminal
    while kill -0 "$builder" 2>/dev/null; do
        sleep 0.5
        line=$(grep -oE '^\[[0-9]+/[0-9]+\]' "$log" | tail -n 1 | tr -d '[]') || true
        count=${line:-$count}
        [[ -n $count && ${count#*/} -gt 2 ]] || count=0/0 # nothing but a look for new files
        if [[ -t 2 ]]; then
            printf '\r  compiling: %s of %s (%d %%), %d s ' "${count%/*}" "${count#*/}" \
                $((100 * ${count%/*} / (${count#*/} + (${count#*/} == 0)))) $((SECONDS - begun)) >&2
        elif ((SECONDS - begun >= shown + 10)); then
            shown=$((SECONDS - begun))
            printf '  compiling: %s of %s, %d s\n' "${count%/*}" "${count#*/}" "$shown" >&2
        fi
    done
    trap - INT TERM
    wait "$builder" || failed_with_log "building $preset" "$log"
    [[ ! -t 2 || -z $count ]] || printf '\r\033[K' >&2
}

# targets PRESET REGEX: the names of the configured CMake targets that match.
targets() {
    ninja -C "build/$1" -t targets all | sed -nE "s/^($2): phony\$/\\1/p" | sort
}

# program PRESET NAME: where the built program is.
program() { find "build/$1" -type f -name "$2" -perm -u+x -not -path '*/CMakeFiles/*' -print -quit; }
