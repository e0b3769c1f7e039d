# Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.

# fuzz [SECONDS|keep] [NAME]: with clang's libFuzzer where clang is at hand, else the same targets replay their corpus.
# keep: what earlier runs have reached goes to the corpus that is replayed by every test run.
verb_fuzz() {
    local seconds=${1:-60} only=${2:-.*} clang name
    need_build
    need python3:python3
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
            "build/fuzz/corpus/$name" "$(unpack_corpus "$name")"
    done
}

# The folder that now has what every test run replays.
unpack_corpus() {
    local folder=build/fuzz/kept/$1
    rm -rf "$folder"
    python3 test/fuzz/corpus.py unpack "test/fuzz/corpus/${1#fuzz_}.jsonl" "$folder"
    echo "$folder"
}

# The fewest short inputs that reach, beside those chosen by hand, each edge that any run has reached.
keep_found() {
    local name=$1 packed=test/fuzz/corpus/${1#fuzz_}.jsonl all=build/fuzz/merged kept file
    kept=$(unpack_corpus "$name")
    rm -rf "$all"
    mkdir -p "$all"
    find "$kept" -maxdepth 1 -type f -exec cp -t "$all" {} +
    "$(program fuzz "$name")" -set_cover_merge=1 -use_counters=0 -max_len=800 "$all" "$kept" "build/fuzz/corpus/$name" \
        >"build/fuzz/$name.log" 2>&1 || die "merging failed; see build/fuzz/$name.log"
    rm -rf "$kept/found"
    for file in "$all"/*; do
        [[ -f $kept/${file##*/} ]] || install -D -m 644 "$file" "$kept/found/${file##*/}"
    done
    python3 test/fuzz/corpus.py pack "$kept" "$packed"
    say "$name: $(python3 test/fuzz/corpus.py count "$packed")"
}
