# Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.

verb_demo() {
    need_build
    local own_model=no
    case ${1:-} in
        '') ;;
        --local-model) own_model=yes ;;
        *) die "demo takes --local-model or nothing, not $1" ;;
    esac
    local names
    configure_quietly demo
    local shown='0[1-6]' # 07 writes a file; the later ones show what a simulated provider does wrong
    [[ $own_model == yes || -n ${COAX_MODEL:-} ]] || shown='(0[1-6]|08|09|10)'
    mapfile -t names < <(targets demo "example_${shown}_.*")
    ((${#names[@]})) || die "there is no example to show"
    [[ -n $(program demo "${names[0]}") ]] ||
        say "the first build: some $(((200 + jobs - 1) / jobs)) s with $jobs idle cores; later ones take none"
    build_with_progress demo "${names[@]}"
    if [[ $own_model == yes ]]; then
        source script/local_model.bash
        start_local_model
    fi
    if [[ -n ${COAX_MODEL:-} ]]; then say "asking $COAX_MODEL"; else say "asking the simulator, over TLS on loopback"; fi
    local name failed=0
    for name in "${names[@]}"; do
        say "${name#example_} (read example/${name#example_}.cpp)"
        "$(program demo "$name")" || {
            printf '%s ended with %d\n' "$name" $? >&2
            failed=$((failed + 1))
            [[ $own_model == no ]] || local_model_runs
        }
        [[ ! -t 1 || -n ${COAX_DEMO_FAST:-} ]] || sleep 1.5 # time to read
    done
    ((failed == 0)) || die "$failed of ${#names[@]} examples failed"
}
