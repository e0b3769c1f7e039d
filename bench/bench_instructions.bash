#!/usr/bin/env bash
# Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
# bench_instructions.bash [--json|--check]: instructions for each delta from its bytes to the user's struct, for answers
# of 1 kB to 10 MB in deltas of 4. Between two sizes, so that what a call costs once is not counted as the delta's.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source script/say.bash
source script/build.bash
have valgrind || die "counting instructions needs valgrind"
build release decode_cost
cost=$(program release decode_cost)

# count BYTES: prints deltas and instructions.
count() {
    local log deltas
    log=$(mktemp)
    deltas=$(valgrind --tool=callgrind --callgrind-out-file=/dev/null --collect-atstart=no --toggle-collect='*feed_all*' \
        "$cost" "$1" 4 2>"$log")
    echo "$deltas $(sed -nE 's/.*Collected : ([0-9]+).*/\1/p' "$log")"
    rm -f "$log"
}

sizes=(1000 10000 100000 1000000)
[[ " $* " == *" --full "* || " $* " == *" --check "* ]] && sizes+=(10000000)
before=(0 0) first='' last=''
for size in "${sizes[@]}"; do
    read -r deltas instructions < <(count "$size")
    each=$(((instructions - before[1]) / (deltas - before[0])))
    [[ " $* " == *" --json "* ]] &&
        echo "{\"bench\":\"instructions\",\"bytes\":$size,\"deltas\":$deltas,\"instructions\":$instructions,\"a_delta\":$each}"
    [[ " $* " == *" --"[jc]* ]] || printf '%9d bytes: %8d deltas, %6d instructions for each more\n' "$size" "$deltas" "$each"
    [[ -n $first ]] || first=$each
    last=$each
    before=("$deltas" "$instructions")
done
if [[ " $* " == *" --check "* ]]; then
    growth=$(((last - first) * 1000 / first))
    verdict=ok
    ((growth <= 30)) || verdict=missed
    printf '%-72s %9d.%d %%, at most 3: %s\n' "growth of the cost of a delta from 1 kB to 10 MB, instructions" \
        $((growth / 10)) $((growth < 0 ? -growth % 10 : growth % 10)) "$verdict"
    [[ $verdict == ok ]]
fi
