#!/usr/bin/env bash
# Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
# bench_instructions.bash [--json]: instructions for each delta from its bytes to the user's struct, for answers
# of 1 kB to 10 MB in deltas of 4. Between two sizes, so that what a call costs once is not counted as the delta's.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source script/say.bash
source script/build.bash
source bench/count_instructions.bash
have valgrind || die "counting instructions needs valgrind"
build release decode_cost
cost=$(program release decode_cost)

before=(0 0)
for size in 1000 10000 100000 1000000 10000000; do
    read -r deltas instructions < <(count_instructions "$cost" "$size" 4)
    each=$(((instructions - before[1]) / (deltas - before[0])))
    if [[ " $* " == *" --json "* ]]; then
        echo "{\"bench\":\"instructions\",\"bytes\":$size,\"deltas\":$deltas,\"instructions\":$instructions,\"a_delta\":$each}"
    else
        printf '%9d bytes: %8d deltas, %6d instructions for each more\n' "$size" "$deltas" "$each"
    fi
    before=("$deltas" "$instructions")
done
