# Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.

# The formatter's version decides what is well formed, so one version is asked for.
format_version=14
tidy_limit=${COAX_TIDY_SECONDS:-1500}

verb_check() {
    local scope=changed
    [[ ${1:-} == --fast ]] && scope=none
    [[ ${1:-} == --all ]] && scope=all
    local format=clang-format
    have clang-format-$format_version && format=clang-format-$format_version
    need "$format:clang-format-$format_version" git:git

    say "format"
    git ls-files -z -- '*.hpp' '*.cpp' | xargs -0 -r "$format" --dry-run -Werror || die "format them with $format -i"

    say "includes and lengths"
    need python3:python3
    python3 script/check_rooms.py || die "move what is too high, or split the file"
    if [[ $scope == none ]]; then return; fi

    need clang-tidy:clang-tidy
    need_build
    configure asan # clang-tidy reads its compile_commands.json
    local sources
    if [[ $scope == all ]]; then
        mapfile -t sources < <(git ls-files -- 'src/*.cpp')
    else
        local before # the commit before the last; nothing at all where there is none
        before=$(git rev-parse --quiet --verify HEAD~1 || git hash-object -t tree /dev/null)
        mapfile -t sources < <(git diff --name-only --diff-filter=d "$before" -- 'src/*.cpp')
    fi
    say "clang-tidy over ${#sources[@]} sources, at most $tidy_limit s"
    ((${#sources[@]})) || return 0
    local status=0
    printf '%s\0' "${sources[@]}" |
        timeout "$tidy_limit" xargs -0 -P "$jobs" -n 1 clang-tidy -p build/asan --quiet \
            "${clang_coroutines[@]/#/--extra-arg=}" --extra-arg=-Wno-unknown-warning-option ||
        status=$?
    ((status != 124)) || die "clang-tidy took longer than $tidy_limit s; COAX_TIDY_SECONDS raises the limit"
    ((status == 0)) || die "clang-tidy has found something"
}
