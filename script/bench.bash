# Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.

# bench NAME [--json]: one of bench/bench_NAME.bash or the program bench_NAME. Without a name, the set: it writes
# doc/benchmarks.md and its plots and tells of each target whether it is met; with --check, it only tells, and fails where
# one is missed.
bench_set=(stream instructions tolerant concurrency early_abort gather schema compile peers)

verb_bench() {
    need_build
    need valgrind:valgrind python3:python3
    if (($#)) && [[ $1 != -* ]]; then
        run_bench "$@"
        return
    fi
    local name results=build/bench/results.jsonl
    mkdir -p build/bench
    : >"$results"
    for name in "${bench_set[@]}"; do
        say "bench $name"
        run_bench "$name" --json | tee -a "$results" >&2
    done
    say "measured in $(((SECONDS + 30) / 60)) minutes"
    if [[ " $* " == *" --check "* ]]; then
        python3 bench/report.py check "$results"
    else
        python3 bench/report.py write "$results"
    fi
}

run_bench() {
    local name=$1
    shift
    if [[ -f bench/bench_$name.bash ]]; then
        bash "bench/bench_$name.bash" "$@"
    else
        configure release
        [[ -n $(targets release "bench_$name") ]] || die "there is no benchmark called $name"
        build release "bench_$name"
        "$(program release "bench_$name")" "$@"
    fi
}
