# Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
# The verbs that only build a program and run it.

run_program() {
    local name=$1
    shift
    need_build
    build release "$name"
    exec "$(program release "$name")" "$@"
}

verb_wire() {
    (($# >= 1)) || die "wire needs a folder of recorded traffic"
    need_build
    build release coax_cli_program
    exec "$(program release coax)" replay "$@"
}

verb_soak() { run_program coax-soak "$@"; }
