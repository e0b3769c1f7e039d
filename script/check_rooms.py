#!/usr/bin/env python3
# Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
"""Fails where a file under src includes a room that is not lower in the order of rooms.txt, or a source has over 400 lines."""
import pathlib
import re
import sys

most_lines = 400
root = pathlib.Path(__file__).resolve().parent.parent
lines = (root / "script/rooms.txt").read_text().splitlines()
rooms = [line for line in lines if line and not line.startswith("#")]
height = {room: n for n, room in enumerate(rooms)}
faults = []

for path in sorted(path for top in ("src", "include") for path in (root / top).rglob("*.[ch]pp")):
    name = path.relative_to(root)
    text = path.read_text()
    if text.count("\n") > most_lines:
        faults.append(f"{name}: has {text.count(chr(10))} lines, at most {most_lines} are allowed")
    if name.parts[0] != "src":
        continue
    room = name.parts[1]
    if room not in height:
        faults.append(f"{name}: the room {room} is not in script/rooms.txt")
        continue
    for number, line in enumerate(text.splitlines(), 1):
        included = re.match(r'#include "([^/"]+)/', line)
        if included and height.get(included[1], len(rooms)) > height[room]:
            faults.append(f"{name}:{number}: {room} must not include {included[1]}, which is above it")

print(*faults, sep="\n", file=sys.stderr if faults else sys.stdout)
sys.exit(bool(faults))
