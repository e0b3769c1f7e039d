#!/bin/sh
# The simulator judged by the providers' own clients: run.sh PATH_OF_COAX_SIM [BUILD_FOLDER]
# The packages are installed in the build folder (default: a temporary one), never in the source tree.
# Exit status 77 means skipped.
set -eu

sim=${1:?usage: run.sh PATH_OF_COAX_SIM [BUILD_FOLDER]}
here=$(CDPATH='' cd -- "${0%/*}" && pwd)

skip() {
    echo "SKIPPED interop: $1"
    exit 77
}

command -v node >/dev/null 2>&1 || skip "node is not installed"
command -v npm >/dev/null 2>&1 || skip "npm is not installed"
[ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ] || skip "node 20 or later is needed, this is $(node --version)"

if [ $# -ge 2 ]; then
    mkdir -p "$2"
    work=$(CDPATH='' cd -- "$2" && pwd)
    scratch=
else
    work=$(mktemp -d)
    scratch=$work
fi

sim_pid=
cleanup() {
    [ -z "$sim_pid" ] || kill "$sim_pid" 2>/dev/null || true
    [ -z "$scratch" ] || rm -rf "$scratch"
}
trap cleanup EXIT
trap 'exit 1' INT TERM

cp "$here"/*.mjs "$here"/package.json "$here"/package-lock.json "$work"
cd "$work"
if ! cmp -s package-lock.json node_modules/.installed 2>/dev/null; then
    npm ci --no-audit --no-fund --ignore-scripts >npm.log 2>&1 || {
        cat npm.log
        skip "npm cannot install the packages (is the registry reachable?)"
    }
    cp package-lock.json node_modules/.installed
fi

: >urls
"$sim" --ca-out ca.pem >urls 2>sim.log &
sim_pid=$!
tries=0
until grep -q '^openai ' urls; do
    tries=$((tries + 1))
    if [ "$tries" -gt 100 ] || ! kill -0 "$sim_pid" 2>/dev/null; then
        cat sim.log
        echo "FAILED interop: $sim did not start"
        exit 1
    fi
    sleep 0.1
done

export NODE_EXTRA_CA_CERTS="$work/ca.pem"
for provider in openai anthropic; do
    node "$provider.mjs" "$(sed -n "s/^$provider //p" urls)" || {
        cat sim.log
        echo "FAILED interop: $provider"
        exit 1
    }
done
node schemas.mjs "$here/../data/schema" || {
    echo "FAILED interop: schemas"
    exit 1
}
echo "interop: ok"
