#!/usr/bin/env bash
# Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
# bench_tolerant.bash [--json]: what tolerant reading costs: CPU of the program bench_tolerant, and instructions for each
# delta, up to 10 kB and from there to 1 MB: what comes late must not cost more than what comes early.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source script/say.bash
source script/build.bash
source bench/count_instructions.bash
have valgrind || die "counting instructions needs valgrind"
build release bench_tolerant decode_cost
"$(program release bench_tolerant)" "$@"
cost=$(program release decode_cost)

# count WORDING TOLERANCE
count() {
    local size deltas=() instructions=() early late
    for size in 1000 10000 1000000; do
        read -r "deltas[${#deltas[@]}]" "instructions[${#instructions[@]}]" \
            < <(count_instructions "$cost" "$size" 4 "$1" "$2")
    done
    early=$(((instructions[1] - instructions[0]) / (deltas[1] - deltas[0])))
    late=$(((instructions[2] - instructions[1]) / (deltas[2] - deltas[1])))
    if [[ $json == yes ]]; then
        echo "{\"bench\":\"tolerant_instructions\",\"wording\":\"$1\",\"tolerance\":\"$2\",\"a_delta\":$early,\"a_late_delta\":$late}"
    else
        printf '%-12s %-10s %16d %16d\n' "$1" "$2" "$early" "$late"
    fi
}
json=no
[[ " $* " == *" --json "* ]] && json=yes
[[ $json == yes ]] ||
    printf '\n%-12s %-10s %16s %16s\n' wording tolerance "instr. a delta" "10 kB to 1 MB"
for how in strict report lenient; do
    count strict "$how"
done
for wording in prose_after fence commas quotes; do
    count "$wording" report
done
