# Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.

source script/docs.bash

passed=0
failed=0
skipped=0

# suite PRESET [ctest arguments]: runs and counts, goes on when something fails.
suite() {
    local preset=$1 log=build/$1/ctest.log status=0
    shift
    # TSan of older compilers cannot live with as many random address bits as newer kernels use.
    setarch -R true 2>/dev/null && set -- setarch -R ctest --preset "$preset" "$@" || set -- ctest --preset "$preset" "$@"
    "$@" -j "$jobs" --no-tests=ignore 2>&1 | tee "$log" || status=$?
    local summary skips
    skips=$(grep -c '\*\*\*Skipped' "$log" || true)
    skipped=$((skipped + skips))
    summary=$(sed -nE 's/^[0-9]+% tests passed, ([0-9]+) tests? failed out of ([0-9]+)$/\1 \2/p' "$log" | tail -n 1)
    if [[ -n $summary ]]; then
        failed=$((failed + ${summary% *}))
        passed=$((passed + ${summary#* } - ${summary% *} - skips))
    elif ((status != 0)); then
        failed=$((failed + 1))
    fi
}

# stage NAME COMMAND ...: runs it and remembers how long it took.
times=()
stage() {
    local name=$1 begun=$SECONDS
    shift
    "$@"
    times+=("$(printf '%5d s  %s' $((SECONDS - begun)) "$name")")
}

verb_test() {
    need_build
    need curl-config:libcurl4-openssl-dev # for one example
    say "everything, with ASan and UBSan"
    stage "build asan" build asan
    stage "run asan" suite asan

    say "what uses threads, with TSan"
    stage "build tsan" build tsan thread_tests
    stage "run tsan" suite tsan -L threads

    say "counts of instructions and allocations, in Release"
    need valgrind:valgrind
    stage "build release" build release release_tests
    stage "run release" suite release -L release

    say "the documentation: every page, every link"
    if ! (make_docs_venv build/docs/venv); then
        say "SKIPPED: the documentation needs packages of Python that cannot be installed here"
        skipped=$((skipped + 1))
    elif (verb_docs); then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
    fi

    have npm || say "SKIPPED: talking with the official clients of other languages (test/interop) needs npm, which is not at hand"
    printf '\n'
    printf '%s\n' "${times[@]}"
    printf '\n%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
    ((failed == 0)) || exit 1
}
