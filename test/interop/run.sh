#!/bin/sh
# The simulator judged by the providers' own clients, and coax by a provider that this project did not write:
# run.sh PATH_OF_COAX_SIM PATH_OF_EXTRACT_FROM [BUILD_FOLDER]
# The packages are installed in the build folder (default: a temporary one), never in the source tree.
# Exit status 77 means skipped.
set -eu

sim=${1:?usage: run.sh PATH_OF_COAX_SIM PATH_OF_EXTRACT_FROM [BUILD_FOLDER]}
extract_from=${2:?usage: run.sh PATH_OF_COAX_SIM PATH_OF_EXTRACT_FROM [BUILD_FOLDER]}
here=$(CDPATH='' cd -- "${0%/*}" && pwd)

skip() {
    echo "SKIPPED interop: $1"
    exit 77
}

command -v node >/dev/null 2>&1 || skip "node is not installed"
command -v npm >/dev/null 2>&1 || skip "npm is not installed"
[ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ] || skip "node 20 or later is needed, this is $(node --version)"

if [ $# -ge 3 ]; then
    mkdir -p "$3"
    work=$(CDPATH='' cd -- "$3" && pwd)
    scratch=
else
    work=$(mktemp -d)
    scratch=$work
fi

server_pid=
cleanup() {
    [ -z "$server_pid" ] || kill "$server_pid" 2>/dev/null || true
    [ -z "$scratch" ] || rm -rf "$scratch"
}
trap cleanup EXIT
trap 'exit 1' INT TERM

cp "$here"/*.mjs "$here"/package.json "$here"/package-lock.json "$work"
cd "$work"
export NODE_NO_WARNINGS=1 # the clients announce which versions of node they will need
if ! cmp -s package-lock.json node_modules/.installed 2>/dev/null; then
    npm ci --no-audit --no-fund --ignore-scripts >npm.log 2>&1 || {
        cat npm.log
        skip "npm cannot install the packages (is the registry reachable?)"
    }
    cp package-lock.json node_modules/.installed
fi

# serve WORDS COMMAND ...: starts a server that prints its URLs into the file urls, the one of openai among them.
serve() {
    name=$1
    shift
    [ -z "$server_pid" ] || kill "$server_pid" 2>/dev/null || true
    : >urls
    "$@" >urls 2>server.log &
    server_pid=$!
    tries=0
    until grep -q '^openai ' urls; do
        tries=$((tries + 1))
        [ "$tries" -le 100 ] && kill -0 "$server_pid" 2>/dev/null || fail "$name did not start"
        sleep 0.1
    done
}
fail() {
    cat server.log
    echo "FAILED interop: $1"
    exit 1
}
url() { sed -n "s/^$1 //p" urls; }

serve "coax sim" "$sim" sim --ca-out ca.pem
export NODE_EXTRA_CA_CERTS="$work/ca.pem"
for provider in openai openai-responses anthropic google cohere ollama-native bedrock; do
    node "$provider.mjs" "$(url "$provider")" || fail "$provider"
done

for chunk_size in 1 7; do
    serve aimock node aimock.mjs "$chunk_size"
    "$extract_from" openai "$(url openai)" openai-responses "$(url openai)" anthropic "$(url anthropic)" \
        google "$(url google)/v1beta" || fail "aimock, $chunk_size characters a chunk"
done

node schemas.mjs "$here/../data/schema" || fail "schemas"
echo "interop: ok"
