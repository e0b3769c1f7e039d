#!/usr/bin/env python3
# Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
"""The inputs of one fuzz target in one file, or in the folder that libFuzzer reads.

corpus.py unpack FILE FOLDER    writes each input as a file: those chosen by hand by their names, the others into found/
corpus.py pack FOLDER FILE      the other way
corpus.py count FILE

FILE has one JSON object a line: "bytes", a string of which each character stands for the byte of its number, and "name"
of an input that was chosen by hand.
"""
import hashlib
import json
import pathlib
import sys


def inputs(file):
    with open(file, encoding="ascii") as lines:
        for line in lines:
            entry = json.loads(line)
            yield entry.get("name"), entry["bytes"].encode("latin-1")


def unpack(file, folder):
    folder = pathlib.Path(folder)
    (folder / "found").mkdir(parents=True, exist_ok=True)
    if not pathlib.Path(file).exists():
        return
    for name, data in inputs(file):
        path = folder / name if name else folder / "found" / hashlib.sha1(data).hexdigest()
        path.write_bytes(data)


def pack(folder, file):
    folder = pathlib.Path(folder)
    by_hand = sorted(path for path in folder.iterdir() if path.is_file())
    found = sorted(path for path in folder.rglob("*") if path.is_file() and path.parent != folder)
    with open(file, "w", encoding="ascii") as out:
        for path in by_hand + found:
            entry = {"name": path.name} if path.parent == folder else {}
            print(json.dumps(entry | {"bytes": path.read_bytes().decode("latin-1")}), file=out)


def count(file):
    names = [name for name, _ in inputs(file)]
    print(f"{sum(name is not None for name in names)} by hand, {names.count(None)} found")


if __name__ == "__main__":
    {"unpack": unpack, "pack": pack, "count": count}[sys.argv[1]](*sys.argv[2:])
