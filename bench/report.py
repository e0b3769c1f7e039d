# Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
"""report.py check|write RESULTS: tells of each target whether it is met; `write` makes doc/benchmarks.md and its plots from
bench/benchmarks.md.in, `check` fails where a target is missed."""
import json
import os
import re
import subprocess
import sys

from plot import log_log
from targets import Results, rows, verdict

HERE = os.path.dirname(os.path.abspath(__file__))
DOC = os.path.join(HERE, "..", "doc")


def figure(value):
    if value is None:
        return "-"
    if value == 0:
        return "0"
    if value >= 1000:
        return f"{value:,.0f}"
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def table(head, body):
    lines = ["| " + " | ".join(head) + " |", "| --- |" + " ---: |" * (len(head) - 1)]
    return "\n".join(lines + ["| " + " | ".join(str(cell) for cell in row) + " |" for row in body])


def size(count):
    return f"{count // 1_000_000} MB" if count >= 1_000_000 else f"{count // 1000} kB"


def first_line(*command):
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[0]
    except (OSError, subprocess.CalledProcessError, IndexError):
        return ""


def machine():
    with open("/proc/cpuinfo") as file:
        model = re.search(r"model name\s*: (.*)", file.read())
    with open("/proc/meminfo") as file:
        memory = round(int(re.search(r"MemTotal:\s*(\d+)", file.read()).group(1)) / 1e6)
    system = ""
    with open("/etc/os-release") as file:
        system = re.search(r'PRETTY_NAME="?([^"\n]*)', file.read()).group(1)
    compiler = first_line(os.environ.get("CXX", "g++"), "--version")
    libraries = subprocess.run(
        [os.environ.get("CXX", "g++"), "-E", "-P", "-x", "c++", "-"], capture_output=True, text=True,
        input="#include <boost/version.hpp>\n#include <openssl/opensslv.h>\nBOOST_LIB_VERSION OPENSSL_VERSION_STR\n").stdout
    boost, openssl = re.findall(r'"([\d._]+)"', libraries)[-2:]
    node = first_line("node", "--version")
    return (f"{model.group(1) if model else 'processor unknown'}, {os.cpu_count()} virtual cores, {memory} GB; {system}; "
            f"{compiler}, -O3; Boost {boost.replace('_', '.')}, OpenSSL {openssl}" + (f"; Node {node}" if node else ""))


def pace(m):
    return f"{m['pace']:g}" + (f" ({m['served']:.1f})" if m["served"] < 0.95 * m["pace"] else "")


def parts(results):
    """The value of each name in the template."""
    streams = results.all("stream")
    yield "machine", machine()
    yield "targets", table(
        ["what", "measured", "target", ""],
        [(name, f"{figure(measured)} {unit}".strip(), f"{bound} {target:g} {unit}".strip(), verdict((name, measured, bound, target, unit)))
         for name, measured, bound, target, unit in rows(results)])
    yield "stream", table(
        ["answer, deltas of", "deltas", "floor", "by reads", "each field", "each delta", "ns a delta", "x floor", "sent singly", "floor"],
        [(f"{size(m['bytes'])}, {m['cut']}", f"{m['deltas']:,}", figure(m["floor_us"]), figure(m["reads_us"]),
          figure(m["each_field_us"]), figure(m["each_delta_us"]), figure(m["each_delta_us"] * 1000 / m["deltas"]),
          figure(m["each_delta_us"] / m["floor_us"]), figure(m["single_events_us"] or None), figure(m["single_events_floor_us"] or None)) for m in streams])
    yield "binder", table(
        ["document, cuts of", "binder", "empty handler", "x", "whole: binder", "empty handler", "parse + value_to", "x"],
        [(f"{size(m['bytes'])}, {m['cut']}", figure(m["binder_us"]), figure(m["lexer_us"]),
          figure(m["binder_us"] / m["lexer_us"]), figure(m["binder_at_once_us"]), figure(m["lexer_at_once_us"]),
          figure(m["parse_once_us"]), figure(m["binder_at_once_us"] / m["parse_once_us"])) for m in streams])
    yield "instructions", table(
        ["answer", "deltas", "instructions for each more"],
        [(size(m["bytes"]), f"{m['deltas']:,}", f"{m['a_delta']:,}") for m in results.all("instructions")])
    yield "concurrency", table(
        ["streams, deltas a second", "CPU us a delta", "floor", "p50 us", "floor", "p99 us", "floor", "kB a stream", "floor",
         "kB of heap", "floor"],
        [(f"{m['streams']:,}, {pace(m)}", figure(m["cpu_us_a_delta"]), figure(m["floor_cpu_us_a_delta"]),
          figure(m["p50_us"]), figure(m["floor_p50_us"]), figure(m["p99_us"]), figure(m["floor_p99_us"]),
          figure(m["resident_bytes_a_stream"] / 1000), figure(m["floor_resident_bytes_a_stream"] / 1000),
          figure(m["heap_bytes_a_stream"] / 1000), figure(m["floor_heap_bytes_a_stream"] / 1000))
         for m in results.all("concurrency")])
    yield "gather", table(
        ["how, child, executor", "in flight", "CPU ns a child", "peak bytes", "bytes for each in flight"],
        [(f"{m['how']}, {m['child']}, {m['on']}", f"{m['in_flight']:,}", figure(m["cpu_ns"]), f"{m['peak_bytes']:,}",
          figure(m["peak_bytes_in_flight"])) for m in results.all("gather", count=1_000_000)])
    yield "schema", table(["dialect", "CPU us", "bytes"],
                          [(m["dialect"], figure(m["cpu_us"]), m["bytes"]) for m in results.all("schema")])
    yield "tolerant", tolerant(results)
    yield "early_abort", table(
        ["rule broken at", "tokens written, stopped", "waited for", "saved", "s to the good value, stopped", "waited for"],
        [(f"{m['broken_at_percent']} %", m["tokens_stopped"], m["tokens_whole"], f"{m['saved_percent']} %",
          f"{m['seconds_stopped']:.2f}", f"{m['seconds_whole']:.2f}") for m in results.all("early_abort")])
    m = results.one("compile")
    yield "compile", table(
        ["what", "figure"],
        [("to compile an empty coroutine and `co_spawn`", f"{m['empty_ms'] / 1000:.2f} s of CPU"),
         ("to compile a file with one extraction", f"{m['user_ms'] / 1000:.2f} s of CPU"),
         ("libcoax.a", f"{m['library_bytes'] / 1e6:.1f} MB"),
         ("the program, linked statically with coax and stripped", f"{m['program_bytes'] / 1e6:.1f} MB"),
         ("that program from start to end, a client made and no call", f"{m['start_us'] / 1000:.1f} ms of CPU"),
         ("the empty program from start to end", f"{m['start_empty_us'] / 1000:.1f} ms of CPU")])
    yield "peers", peers(results)


WORDINGS = {"strict": "to the letter", "prose_after": "a sentence after it", "fence": "a fence and prose around it",
            "commas": "trailing commas and comments", "quotes": "bare keys, single quotes"}


def tolerant(results):
    measured = results.all("tolerant")
    body = []
    for m in measured:
        counted = results.one("tolerant_instructions", wording=m["wording"], tolerance=m["tolerance"]) or {}
        body.append((f"{WORDINGS[m['wording']]}, `{m['tolerance']}`", figure(m["by_4_us"]),
                     figure(m["by_4_us"] * 1000 / m["deltas"]), figure(m["by_4_us"] / measured[0]["by_4_us"]),
                     figure(m["whole_us"]), figure(m["whole_us"] / measured[0]["whole_us"]),
                     figure(counted.get("a_delta")), figure(counted.get("a_late_delta"))))
    return table(["answer, `tolerance`", "by 4, us", "ns a delta", "x", "in one piece, us", "x", "instructions a delta",
                  "from 10 kB to 1 MB"], body)


def peers(results):
    sizes = sorted({m["bytes"] for m in results.all("peers")})
    if not sizes:
        return "Not measured: node and npm were not at hand."

    def cell(name, count, sent):
        m = results.one("peers", peer=name, bytes=count, sent=sent)
        if m is None:
            return "not tried"
        if "failed" in m:
            return "fails"
        cost = f"over {m['capped_s'] * 1000:,}" if "capped_s" in m else figure(m["cpu_ms"])
        return f"{cost} ({m['partials']:,})" if m.get("partials") else cost

    columns = [(10_000, "whole")] + [(count, "singly") for count in sizes]

    def ours(count, sent):
        m = results.one("stream", bytes=count, cut=4)
        return f"**{figure(m['single_events_us' if sent == 'singly' else 'each_delta_us'] / 1000)} ({m['deltas']:,})**"

    body = [["**coax, each delta shown, over TLS**"] + [ours(*column) for column in columns]]
    for name in dict.fromkeys(m["peer"] for m in results.all("peers")):
        shown = "fetch + SSE + one parse, no partials" if name == "fetch" else f"`{name}`"
        body.append([shown] + [cell(name, *column) for column in columns])
    return table(["CPU ms (partials shown)"]
                 + [size(count) + (", in one piece" if sent == "whole" else "") for count, sent in columns], body)


# Those of the peers that a plot has room for.
DRAWN = {"fetch": "fetch, no partials", "openai": "openai", "@anthropic-ai/sdk": "@anthropic-ai/sdk",
         "@boundaryml/baml": "BAML", "ai + @ai-sdk/openai": "AI SDK", "@instructor-ai/instructor": "instructor-js",
         "pydantic-ai (Python)": "pydantic-ai"}


def plots(results):
    streams = sorted(results.all("stream", cut=4), key=lambda m: m["bytes"])
    series = [("coax, over TLS", [(m["bytes"], m["single_events_us"] / 1000) for m in streams if m["single_events_us"]],
               {"bold": True}),
              ("coax, sent in one piece", [(m["bytes"], m["each_delta_us"] / 1000) for m in streams], {}),
              ("floor: TLS bytes dropped", [(m["bytes"], m["floor_us"] / 1000) for m in streams], {"dashed": True})]
    for name, label in DRAWN.items():
        # One that was stopped is drawn where it was: at the least it would have cost.
        points = [(m["bytes"], m.get("cpu_ms") or m["capped_s"] * 1000)
                  for m in results.all("peers", peer=name, sent="singly") if "failed" not in m]
        if len(points) > 1:
            series.append((label + (", stopped" if points[-1][1] == 45_000 else ""), points, {}))
    yield "cost.svg", log_log("CPU for one streamed answer in deltas of 4 characters", "size of the answer", "CPU, ms", series,
                              {m["bytes"]: size(m["bytes"]) for m in streams})
    paced = sorted(results.all("concurrency"), key=lambda m: m["streams"])
    yield "memory.svg", log_log(
        "Memory of all streams in flight", "streams in flight", "resident, MB",
        [("coax", [(m["streams"], m["resident_bytes_a_stream"] * m["streams"] / 1e6) for m in paced], {"bold": True}),
         ("asio::ssl::stream, 16 kB", [(m["streams"], m["floor_resident_bytes_a_stream"] * m["streams"] / 1e6) for m in paced],
          {"dashed": True})],
        {m["streams"]: f"{m['streams']:,}" for m in paced})


def main():
    action, path = sys.argv[1:]
    with open(path) as file:
        results = Results([json.loads(line) for line in file if line.startswith("{")])
    if action == "write":
        with open(os.path.join(HERE, "benchmarks.md.in")) as file:
            text = file.read()
        for name, value in parts(results):
            text = text.replace("{{" + name + "}}", value)
        with open(os.path.join(DOC, "benchmarks.md"), "w") as file:
            file.write(text)
        os.makedirs(os.path.join(DOC, "benchmarks"), exist_ok=True)
        for name, drawing in plots(results):
            with open(os.path.join(DOC, "benchmarks", name), "w") as file:
                file.write(drawing)
        print("written: doc/benchmarks.md, doc/benchmarks/*.svg")
    missed = False
    for row in rows(results):
        name, measured, bound, target, unit = row
        missed = missed or verdict(row) == "missed"
        print(f"{name:<74} {figure(measured):>9} {unit:<6} {bound} {target:g}: {verdict(row)}")
    return 1 if missed and action == "check" else 0


if __name__ == "__main__":
    sys.exit(main())
