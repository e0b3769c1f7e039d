#!/bin/sh
# Runs the cases of a file: run.sh PATH_OF_ASK (answers|wire) [OPTION_OF_RUN_PY ...]
# Exit status 77 means skipped.
set -eu

ask=${1:?usage: run.sh PATH_OF_ASK (answers|wire) [OPTION ...]}
kind=${2:?usage: run.sh PATH_OF_ASK (answers|wire) [OPTION ...]}
shift 2
here=$(CDPATH='' cd -- "${0%/*}" && pwd)

if ! command -v python3 >/dev/null 2>&1; then
    echo "SKIPPED cases: python3 is not installed"
    exit 77
fi
exec python3 "$here/runner/run.py" --ask "$ask" "$kind" "$here/$kind.jsonl" "$@"
