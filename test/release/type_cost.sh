#!/usr/bin/env bash
# Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
# type_cost.sh TYPE_COST: to read a value of a type that is made at run time takes at most twice the instructions that the
# struct takes of which it is made, in small pieces and in large ones.
set -euo pipefail
program=$1
source "$(dirname "${BASH_SOURCE[0]}")/../../bench/count_instructions.bash"
if ! command -v valgrind >/dev/null; then
    echo "SKIPPED: counting instructions needs valgrind, which is not at hand"
    exit 77
fi

for cut in 4 4096; do
    read -r pieces by_struct < <(count_instructions "$program" struct 100000 "$cut")
    read -r pieces by_type < <(count_instructions "$program" type 100000 "$cut")
    echo "in $pieces pieces: struct $by_struct, type $by_type, $((by_type * 100 / by_struct)) %"
    if ((by_type > by_struct * 2)); then
        echo "FAILED: a type costs more than twice what its struct does"
        exit 1
    fi
done
