# Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.

# fuzz [SECONDS|keep] [NAME]: with clang's libFuzzer where clang is at hand, else the same targets replay their corpus.
# keep: what earlier runs have reached goes to the corpus that is replayed by every test run.
verb_fuzz() {
    local seconds=${1:-60} only=${2:-.*} clang name
    need_build
    clang=$(compgen -c clang++ | grep -E '^clang\+\+(-[0-9]+)?$' | sort -rV | head -n 1 || true)
    if [[ -z $clang ]]; then
        [[ $seconds != keep ]] || die "to keep what a run has reached needs clang and its libFuzzer"
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
        mkdir -p "build/fuzz/corpus/$name"
        if [[ $seconds == keep ]]; then
            keep_found "$name"
            continue
        fi
        say "$name, $seconds s"
        "$(program fuzz "$name")" -max_total_time="$seconds" -print_final_stats=1 -artifact_prefix="build/fuzz/$name-" \
            "build/fuzz/corpus/$name" "test/fuzz/corpus/${name#fuzz_}"
    done
}

# The fewest short inputs that reach, beside those chosen by hand, each edge that any run has reached.
keep_found() {
    local name=$1 by_hand=test/fuzz/corpus/${1#fuzz_} all=build/fuzz/merged file
    rm -rf "$all"
    mkdir -p "$all" "$by_hand"
    find "$by_hand" -maxdepth 1 -type f -exec cp -t "$all" {} +
    "$(program fuzz "$name")" -set_cover_merge=1 -use_counters=0 -max_len=800 "$all" "$by_hand" "build/fuzz/corpus/$name" \
        >"build/fuzz/$name.log" 2>&1 || die "merging failed; see build/fuzz/$name.log"
    rm -rf "$by_hand/found"
    for file in "$all"/*; do
        [[ -f $by_hand/${file##*/} ]] || install -D -m 644 "$file" "$by_hand/found/${file##*/}"
    done
    say "$name: $(find "$by_hand" -maxdepth 1 -type f | wc -l) by hand, $(find "$by_hand/found" -type f | wc -l) found"
}
