#!/usr/bin/env bash
# Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
# hidden_names.sh LIBRARY ... -- OBJECT ...: fails where a program's object needs a name that the libraries hide. Static ones
# are enough to tell, for they are compiled with the same visibility as shared ones.
set -euo pipefail
libraries=()
while [[ $1 != -- ]]; do
    libraries+=("$1")
    shift
done
shift
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
symbols() { readelf --symbols --wide "$@" | awk '$5 != "LOCAL" && $8 ~ /4coax/ { print $6, $7 == "UND" ? "needed" : "defined", $8 }' | sort -u; }
symbols "$@" | sed -n 's/^[A-Z]* needed //p' | sort -u >"$scratch/needed"
symbols "${libraries[@]}" >"$scratch/library"
sed -n 's/^DEFAULT defined //p' "$scratch/library" | sort -u >"$scratch/shown"
sed -n 's/^HIDDEN defined //p' "$scratch/library" | sort -u | comm -23 - "$scratch/shown" >"$scratch/hidden"

found=$(comm -12 "$scratch/needed" "$scratch/shown" | wc -l)
((found > 50)) || {
    echo "the objects need only $found names of the libraries: what is compared here is not what was meant"
    exit 1
}
missing=$(comm -12 "$scratch/needed" "$scratch/hidden" | c++filt)
[[ -z $missing ]] || {
    printf 'a program needs these, and they have no COAX_DECL:\n%s\n' "$missing"
    exit 1
}
echo "$found names, each visible"
