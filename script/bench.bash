# Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.

# bench NAME ARGS: one of bench/bench_NAME.cpp or bench/bench_NAME.bash; without a name, all of them.
verb_bench() {
    need_build
    need valgrind:valgrind python3:python3
    local name names=()
    if (($#)) && [[ $1 != -* ]]; then
        names=("$1")
        shift
    else
        mapfile -t names < <({ targets release 'bench_.*' && ls bench; } | sed -nE 's/^bench_([a-z_]+)(\.bash)?$/\1/p' | sort -u)
    fi
    ((${#names[@]})) || die "there is no benchmark in this tree yet"
    for name in "${names[@]}"; do
        say "bench $name"
        if [[ -f bench/bench_$name.bash ]]; then
            bash "bench/bench_$name.bash" "$@"
        else
            [[ -n $(targets release "bench_$name") ]] || die "there is no benchmark called $name"
            build release "bench_$name"
            "$(program release "bench_$name")" "$@"
        fi
    done
}
