#!/usr/bin/env python3
# Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
"""The recipes and the page about them: each block of code in doc/howto/install.md stands in a file that `./dev package` uses,
and the recipes name the project's version."""
import json
import pathlib
import re
import sys

root = pathlib.Path(__file__).resolve().parent.parent
version = re.search(r"project\(coax VERSION ([0-9.]+)", (root / "CMakeLists.txt").read_text()).group(1)
faults = []

sources = {path: path.read_text() for path in sorted((root / "package").rglob("*")) if path.is_file() and path.suffix != ".pyc"}
sources[root / "script/package.bash"] = (root / "script/package.bash").read_text()


def words(text):
    """Without indentation, so that a line may stand in a function."""
    return "\n".join(line.strip() for line in text.strip().splitlines())


page = (root / "doc/howto/install.md").read_text()
blocks = re.findall(r"^```(?!{)(\S*)\n(.*?)^```", page, flags=re.M | re.S)
if len(blocks) < 7:
    faults.append(f"doc/howto/install.md has only {len(blocks)} blocks of code")
for kind, block in blocks:
    parts = block.splitlines() if kind == "sh" else [block]
    for part in parts:
        if not any(words(part) in words(text) for text in sources.values()):
            faults.append(f"doc/howto/install.md: no file of package/ and no line of script/package.bash has this:\n{part}")

port = json.loads(sources[root / "package/vcpkg/ports/coax/vcpkg.json"])
baseline = json.loads(sources[root / "package/vcpkg/versions/baseline.json"])["default"][port["name"]]
versions = json.loads(sources[root / "package/vcpkg/versions/c-/coax.json"])["versions"]
if {port["version"], baseline["baseline"], versions[0]["version"]} != {version}:
    faults.append(f"package/vcpkg does not name the version {version} alone")
used = {match for top in ("src", "include") for path in (root / top).rglob("*.[ch]pp") for match in re.findall(r"#include <boost/([a-z_]+)[/.]", path.read_text())}
named = {entry[6:] for entry in port["dependencies"] if isinstance(entry, str) and entry.startswith("boost-")}
for library in sorted(used - named - {"config", "version"}):
    faults.append(f"package/vcpkg/ports/coax/vcpkg.json: boost-{library} is used and not named")
for path, text in sources.items():
    for other in re.findall(r"coax(?:\.git GIT_TAG v|@)([0-9]+\.[0-9]+\.[0-9]+)|revision = v([0-9.]+)", text):
        if version not in other:
            faults.append(f"{path.relative_to(root)} names another version than {version}")

print(*faults, sep="\n", file=sys.stderr if faults else sys.stdout)
sys.exit(bool(faults))
