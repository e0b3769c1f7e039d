#!/usr/bin/env bash
# Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
# run.sh PROGRAM COAX PAGE: starts the simulator as the page says (the line with `coax sim`), runs the program, and
# compares what it prints with the page's last block of ```text. The service is asked as the page's line with curl says.
set -euo pipefail
program=$1 coax=$2 page=$3
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
pids=()
trap 'kill "${pids[@]}" 2>/dev/null || true; rm -rf "$work"' EXIT

fail() {
    printf '%s\n' "$@" >&2
    exit 1
}

# start LOG COMMAND ...: in the background, until its log has a line.
start() {
    local log=$1
    shift
    "$@" >"$log" 2>&1 &
    pids+=($!)
}

options=$(sed -nE 's/^ *coax sim //p' "$page" | tail -n 1)
answer=$(sed -nE 's/.*--answer ([^ ]*).*/\1/p' <<<"$options")
read -ra extra < <(sed -E 's/--(port|ca-out|answer) [^ ]*//g; s/&.*//' <<<"$options")
start "$work/urls" "$coax" sim --ca-out "$work/ca.pem" ${answer:+--answer "$here/$answer"} ${extra[@]+"${extra[@]}"}
until grep -q '^openai ' "$work/urls"; do
    kill -0 "${pids[0]}" 2>/dev/null || fail "coax sim did not start" "$(<"$work/urls")"
    sleep 0.05
done
OPENAI_BASE_URL=$(sed -n 's/^openai //p' "$work/urls")
export OPENAI_BASE_URL OPENAI_API_KEY=any SSL_CERT_FILE=$work/ca.pem

expected=$(awk '/^```text$/ { text = ""; on = 1; next } /^```$/ { on = 0 } on { text = text $0 "\n" } END { printf "%s", text }' "$page")
if grep -q '^ *curl ' "$page"; then
    port=$((20000 + RANDOM % 20000))
    start "$work/log" "$program" "$port"
    letter=$(sed -nE "s/^ *curl .*-d '([^']*)'.*/\1/p" "$page" | head -n 1)
    until (: <>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do
        kill -0 "${pids[1]}" 2>/dev/null || fail "the service did not start" "$(<"$work/log")"
        sleep 0.05
    done
    exec 3<>"/dev/tcp/127.0.0.1/$port"
    printf 'POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s' "${#letter}" "$letter" >&3
    printed=$(tail -n 1 <&3)
else
    printed=$("$program" 2>&1) || fail "$program failed" "$printed"
fi
[[ $printed == "$expected" ]] || fail "it printed" "$printed" "and the page says" "$expected"
