#!/usr/bin/env bash
# Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
# instructions.sh DECODE_COST KEPT: what a delta costs must not depend on how much came before (10 kB against 1 MB
# within 3 %), and must not rise above the figure kept in the file KEPT (2 %).
set -euo pipefail
program=$1 kept_file=$2
source "$(dirname "${BASH_SOURCE[0]}")/../../bench/count_instructions.bash"
if ! command -v valgrind >/dev/null; then
    echo "SKIPPED: counting instructions needs valgrind, which is not at hand"
    exit 77
fi

# per_delta BYTES: instructions for one delta, times 100.
per_delta() {
    local deltas total
    read -r deltas total < <(count_instructions "$program" "$1" 4)
    echo $((total * 100 / deltas))
}

small=$(per_delta 10000)
large=$(per_delta 1000000)
kept=$(cat "$kept_file")
echo "instructions a delta: 10 kB $((small / 100)), 1 MB $((large / 100)), kept figure $kept"
drift=$((large > small ? large - small : small - large))
if ((drift * 100 > small * 3)); then
    echo "FAILED: the cost of a delta grows with what came before"
    exit 1
fi
if ((large > kept * 102)); then
    echo "FAILED: slower than the kept figure by more than 2 %; make it fast again, or keep the new figure with a reason"
    exit 1
fi
