#!/usr/bin/env bash
# Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
# embed_in_service.sh PROGRAM stream|browser: what a client of the service sees, read from its socket or in Chromium.
# COAX_PICTURES=FOLDER: the browser leaves screenshots there.
set -euo pipefail
program=$1 work=$(mktemp -d)
export COAX_MODEL='' COAX_DEMO_FAST=1

"$program" 0 >"$work/said" &
service=$!
trap 'kill $service 2>/dev/null || true; rm -rf "$work"' EXIT
until [[ -s $work/said ]]; do
    kill -0 $service
    sleep 0.05
done
read -r url <"$work/said"
port=${url##*:}
port=${port%/}

fail() {
    printf '%s\n' "$@" >&2
    exit 1
}

# get TARGET: head and body, to the end of the connection.
get() {
    exec 3<>"/dev/tcp/127.0.0.1/$port"
    printf 'GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n' "$1" >&3
    cat <&3
    exec 3<&-
}

stream() {
    local answer
    [[ $(get /) == *'200 OK'*'<h1>Product analysis</h1>'* ]] || fail "no page"
    [[ $(get /analyse) == *'400 Bad Request'* ]] || fail "nothing is analysed"
    [[ $(get /nothing) == *'404 Not Found'* ]] || fail "a page that is not there is found"
    answer=$(get '/analyse?product=iPhone%2016%20Pro')
    [[ $answer == *'content-type: text/event-stream'* || $answer == *'Content-Type: text/event-stream'* ]] ||
        fail "no event stream" "$answer"
    [[ $answer == *'"field":"strengths"'*'"field":"verdict","state":"complete"'* ]] ||
        fail "the verdict does not come later" "$answer"
    [[ $answer == *'"field":"score","state":"complete"'*'event: done'*'"model":"anthropic/claude-haiku-4-5","simulated":true'* ]] ||
        fail "no end" "$answer"
    # What was sent is not sent again: the first item stands there once, and the whole is about as long as the answer.
    [[ $(grep -o 'A18' <<<"$answer" | wc -l) -eq 1 && ${#answer} -lt 8000 ]] || fail "${#answer} bytes were sent" "$answer"
    [[ $(get '/analyse?product=Nokia%203310') == *'"field":"product_name"'*'"append":"Noki'* ]] || fail "another question's answer"
    [[ $(get /) == *'The answers are simulated'* ]] || fail "the page does not say that it is simulated"
    # One that goes away in the middle costs nobody else anything.
    exec 4<>"/dev/tcp/127.0.0.1/$port"
    printf 'GET /analyse?product=x HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n' >&4
    exec 4<&-
    [[ $(get '/analyse?product=x') == *'event: done'* ]] || fail "the service did not outlive a client"
}

browser() {
    local chromium
    chromium=$(command -v chromium || command -v chromium-browser) || skip "chromium, which is not installed"
    command -v node >/dev/null || skip "node, which is not installed"
    COAX_DEMO_FAST='' timeout 150 node "$(dirname "$0")/browser.mjs" "$chromium" "$program" "$work" ${COAX_PICTURES:+"$COAX_PICTURES"}
}

skip() {
    echo "SKIPPED: the page in a real browser needs $1"
    exit 77
}

"$2"
