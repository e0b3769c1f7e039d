#!/usr/bin/env bash
# Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
# bench_peers.bash [--json]: the answers of `bench stream`, taken by other libraries over plain http from a server in
# another process, each by its documented way to partial objects. A peer that spent over 3 s on one size is not given
# the next; none is given more than 45 s of CPU. Needs node and npm, and python3 for Python's; the packages are installed
# under build/.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source script/say.bash
source script/build.bash
cap=45
json=no
[[ " $* " == *" --json "* ]] && json=yes

# once LOCK FOLDER COMMAND ...: runs the command in the folder, unless it was run there for the same lock.
once() {
    local lock=$1 folder=$2
    shift 2
    cmp -s "$lock" "$folder/installed" && return
    (cd "$folder" && "$@" >install.log 2>&1) && cp "$lock" "$folder/installed"
}

# measure PEER COMMAND ...: the command is given the peer's name, the server's URL, the size and how often. The first, of
# 10 kB, is sent in one piece.
measure() {
    local peer=$1 times=5 bytes sent=whole status line about spent
    shift
    for bytes in 10000 1000 10000 100000 1000000; do
        status=0
        line=$(ulimit -t "$cap" &&
            "$@" "$peer" "$url$([[ $sent == singly ]] || echo /whole)" "$bytes" "$times" 2>peer.log) || status=$?
        about="\"bench\":\"peers\",\"peer\":\"$peer\",\"sent\":\"$sent\",\"bytes\":$bytes,\"cut\":4"
        if ((status > 128)); then
            line="{$about,\"capped_s\":$cap}"
        elif ((status != 0)); then
            line="{$about,\"failed\":true}"
            say "$peer failed at $bytes bytes: $(grep -m 1 -i error peer.log)"
        fi
        if [[ $json == yes ]]; then
            echo "$line"
        else
            node -e 'const m = JSON.parse(process.argv[1]);
                const cost = m.failed ? "failed" : m.capped_s ? `over ${m.capped_s} s` : m.cpu_ms.toFixed(1);
                console.log(m.peer.padEnd(28), m.sent, String(m.bytes).padStart(9), cost.padStart(12),
                    String(m.partials ?? "-").padStart(9));' "$line"
        fi
        # The next size costs ten times as much at the least, and a hundred times where it is parsed again and again.
        spent=$(sed -nE 's/.*"cpu_ms":([0-9]+).*/\1/p' <<<"$line")
        [[ $sent == whole ]] || ((${spent:-3001} <= 3000)) || break
        times=$((${spent:-0} > 200 && bytes > 1000 ? 1 : 5))
        [[ $sent == singly ]] || times=5
        sent=singly
    done
}

if ! have node || ! have npm; then
    say "SKIPPED: the peers need node and npm, which are not at hand"
    exit 0
fi
build release bench_answers
room=build/peers
mkdir -p "$room/answers" "$room/python"
cp -r bench/peers/. "$room"
if ! once bench/peers/package-lock.json "$room" npm ci --no-audit --no-fund --ignore-scripts --legacy-peer-deps; then
    say "SKIPPED: npm cannot install the peers; see $room/install.log"
    exit 0
fi
python=no
if have python3 && once bench/peers/requirements.txt "$room/python" \
    bash -c 'python3 -m venv env && env/bin/pip install -q -r ../requirements.txt'; then
    python=yes
fi
"$(program release bench_answers)" "$room/answers"
cd "$room"
export BAML_LOG=off AI_SDK_LOG_WARNINGS=false NODE_NO_WARNINGS=1
{
    node_modules/.bin/baml-cli generate
    node_modules/.bin/tsc baml_client/*.ts --module es2022 --target es2022 --moduleResolution bundler --noCheck \
        --outDir baml_client
} >baml.log 2>&1 || say "BAML's client was not made; see $room/baml.log"

rm -f port
node server.mjs answers >port &
server=$!
trap 'kill "$server" 2>/dev/null || true' EXIT
until [[ -s port ]]; do
    kill -0 "$server" || die "the peers' server did not start"
    sleep 0.1
done
url=http://127.0.0.1:$(cat port)

[[ $json == yes ]] || printf '%-28s %6s %9s %12s %9s\n' peer sent bytes "CPU ms" partials
for peer in fetch openai @anthropic-ai/sdk @boundaryml/baml "ai + @ai-sdk/openai" "ai + @ai-sdk/anthropic" \
    @instructor-ai/instructor; do
    measure "$peer" node peer.mjs
done
if [[ $python == no ]]; then
    say "SKIPPED: Python's peers cannot be installed; see $room/python/install.log"
    exit 0
fi
for peer in "openai (Python)" "anthropic (Python)" "instructor (Python)" "pydantic-ai (Python)"; do
    measure "$peer" python/env/bin/python peer.py
done
