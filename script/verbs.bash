# Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
# The verbs that only build a program and run it.

run_program() {
    local name=$1
    shift
    need_build
    build release "$name"
    exec "$(program release "$name")" "$@"
}

verb_wire() {
    (($# >= 1)) || die "wire needs a folder of recorded traffic"
    run_program coax-wire "$@"
}

verb_soak() { run_program coax-soak "$@"; }

# With clang's libFuzzer where clang is at hand, else the same targets replay their corpus.
verb_fuzz() {
    local seconds=${1:-60} only=${2:-.*} clang name corpus
    need_build
    clang=$(compgen -c clang++ | grep -E '^clang\+\+(-[0-9]+)?$' | sort -rV | head -n 1 || true)
    if [[ -z $clang ]]; then
        say "no clang: replaying the corpora only"
        build asan
        ctest --preset asan -L fuzz
        return
    fi
    if [[ ! -f build/fuzz/build.ninja ]]; then
        cmake -S . -B build/fuzz -G Ninja -DCMAKE_CXX_COMPILER="$clang" -DCMAKE_CXX_COMPILER_LAUNCHER=ccache \
            -DCMAKE_BUILD_TYPE=None -DCOAX_FUZZ=ON \
            -DCMAKE_CXX_FLAGS="-O1 -g1 ${clang_coroutines[*]}" -DCOAX_SANITIZE=address,undefined \
            -DCOAX_BUILD_EXAMPLES=OFF -DCOAX_BUILD_TOOLS=OFF >&2 || die "configuring the fuzz targets failed"
    fi
    local names
    mapfile -t names < <(targets fuzz "fuzz_$only")
    ((${#names[@]})) || die "no fuzz target is called fuzz_$only"
    build fuzz "${names[@]}"
    for name in "${names[@]}"; do
        corpus=build/fuzz/corpus/$name
        mkdir -p "$corpus"
        say "$name, $seconds s"
        "$(program fuzz "$name")" -max_total_time="$seconds" -print_final_stats=1 -artifact_prefix="build/fuzz/$name-" \
            "$corpus" $([[ -d test/fuzz/corpus/${name#fuzz_} ]] && echo "test/fuzz/corpus/${name#fuzz_}")
    done
}
