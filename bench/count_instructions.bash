# Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.

# count_instructions DECODE_COST ARGS ...: prints how many events the answer had and how many instructions they took.
count_instructions() {
    local log events
    log=$(mktemp)
    events=$(valgrind --tool=callgrind --callgrind-out-file=/dev/null --collect-atstart=no --toggle-collect='*feed_all*' \
        "$@" 2>"$log")
    echo "$events $(sed -nE 's/.*Collected : ([0-9]+).*/\1/p' "$log")"
    rm -f "$log"
}
