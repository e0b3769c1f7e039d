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

# targets PRESET REGEX: the names of the configured CMake targets that match.
targets() {
    ninja -C "build/$1" -t targets all | sed -nE "s/^($2): phony\$/\\1/p" | sort
}

# program PRESET NAME: where the built program is.
program() { find "build/$1" -type f -name "$2" -perm -u+x -not -path '*/CMakeFiles/*' -print -quit; }
