# Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.

# bench [NAME] [ARGS]: one of bench/bench_NAME.bash or the program bench_NAME; without a name, all of them. --json prints
# lines of JSON, --full takes minutes more, --check prints a line for each target and fails where one is missed.
verb_bench() {
    need_build
    need valgrind:valgrind
    local name names=() missed=0 status
    if (($#)) && [[ $1 != -* ]]; then
        names=("$1")
        shift
    else
        mapfile -t names < <({ targets release 'bench_.*' && ls bench; } | sed -nE 's/^bench_([a-z_]+)(\.bash)?$/\1/p' | sort -u)
    fi
    ((${#names[@]})) || die "there is no benchmark in this tree yet"
    for name in "${names[@]}"; do
        say "bench $name"
        status=0
        if [[ -f bench/bench_$name.bash ]]; then
            bash "bench/bench_$name.bash" "$@" || status=$?
        else
            [[ -n $(targets release "bench_$name") ]] || die "there is no benchmark called $name"
            build release "bench_$name"
            "$(program release "bench_$name")" "$@" || status=$?
        fi
        ((status == 0)) || missed=1
    done
    return "$missed"
}
