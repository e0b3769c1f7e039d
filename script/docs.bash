# Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
# The documentation as a site of plain files under build/docs/html: prose from doc/, the reference from the headers.

verb_docs() {
    need doxygen:doxygen python3:python3
    local home=build/docs
    make_docs_venv "$home/venv"
    if [[ ${1:-} == --record ]]; then
        record_demo "$home/venv/bin/python"
    elif (($#)); then
        die "docs takes --record or nothing, not $1"
    fi

    say "reading the headers"
    rm -rf "$home/xml" "$home/html"
    # Doxygen reports specialisations of other people's templates by this; the site shows none.
    doxygen doc/site/Doxyfile 2> >(sed '/Internal inconsistency: scope for class/d' >&2) || die "doxygen failed"

    say "writing the pages; a warning is an error"
    "$home/venv/bin/sphinx-build" -q -W --keep-going -b html -d "$home/trees" -c doc/site doc "$home/html" ||
        die "the pages have faults"

    say "following every link"
    "$home/venv/bin/python" doc/site/check_links.py "$home/html" ./*.md doc/*.md doc/*/*.md || die "there are broken links"
    printf 'open %s/%s/html/index.html\n' "$PWD" "$home"
}

make_docs_venv() {
    local venv=$1
    if cmp -s doc/site/requirements.txt "$venv/installed.txt"; then return; fi
    # venv comes with ensurepip in one package on Debian, and that package has no command of its own.
    python3 -c 'import ensurepip, venv' 2>/dev/null || need "python3-venv:python3-venv"
    say "installing Sphinx and its parts under $venv"
    [[ -x $venv/bin/python ]] || python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet -r doc/site/requirements.txt >&2 || die "pip could not install doc/site/requirements.txt"
    cp doc/site/requirements.txt "$venv/installed.txt"
}

# The animated picture of README.md: two examples in a real terminal, against the simulator.
record_demo() {
    need_build
    build release example_01_partial_streaming example_02_classification
    COAX_MODEL='' COAX_DEMO_FAST='' "$1" script/screencast.py doc/images/demo.svg "coax, asking a simulated provider over TLS" \
        build/release/example ./example_01_partial_streaming ./example_02_classification
}
