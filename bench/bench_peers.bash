#!/usr/bin/env bash
# Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
# bench_peers.bash [--json]: the answers of `bench stream`, taken by other libraries over plain http from a server in
# another process, each by its documented way to partial objects. A peer that spent over 3 s on one size is not given
# the next; none is given more than 150 s. Needs node and npm; the packages are installed under build/.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source script/say.bash
source script/build.bash
if ! have node || ! have npm; then
    say "SKIPPED: the peers need node and npm, which are not at hand"
    exit 0
fi
build release bench_answers
room=build/peers
mkdir -p "$room/answers"
cp -r bench/peers/. "$room"
if ! cmp -s bench/peers/package-lock.json "$room/installed"; then
    (cd "$room" && npm install --no-audit --no-fund --ignore-scripts --legacy-peer-deps >npm.log 2>&1) || {
        say "SKIPPED: npm cannot install the peers; see $room/npm.log"
        exit 0
    }
    cp bench/peers/package-lock.json "$room/installed"
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

json=no
[[ " $* " == *" --json "* ]] && json=yes
[[ $json == yes ]] || printf '%-28s %9s %12s %9s\n' peer bytes "CPU ms" partials
for peer in fetch openai @anthropic-ai/sdk @boundaryml/baml "ai + @ai-sdk/openai" "ai + @ai-sdk/anthropic" \
    @instructor-ai/instructor; do
    times=7
    for bytes in 1000 10000 100000 1000000; do
        status=0
        line=$(timeout 150 node peer.mjs "$peer" "$url" "$bytes" "$times" 2>peer.log) || status=$?
        if ((status == 124)); then
            line="{\"bench\":\"peers\",\"peer\":\"$peer\",\"bytes\":$bytes,\"cut\":4,\"capped_s\":150}"
        elif ((status != 0)); then
            say "$peer failed at $bytes bytes:"
            tail -n 5 peer.log >&2
            break
        fi
        if [[ $json == yes ]]; then
            echo "$line"
        else
            node -e 'const m = JSON.parse(process.argv[1]);
                console.log(m.peer.padEnd(28), String(m.bytes).padStart(9),
                    (m.capped_s ? `over ${m.capped_s} s` : m.cpu_ms.toFixed(1)).padStart(12),
                    String(m.partials ?? "-").padStart(9));' "$line"
        fi
        # The next size costs ten times as much at the least, and a hundred times where it is parsed again and again.
        spent=$(sed -nE 's/.*"cpu_ms":([0-9]+).*/\1/p' <<<"$line")
        ((${spent:-3001} <= 3000)) || break
        times=$((spent > 200 ? 1 : 5))
    done
done
