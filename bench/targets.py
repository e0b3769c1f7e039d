# Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
"""The target of each figure, and whether the measurements meet it."""


class Results:
    """The JSON lines of one run."""

    def __init__(self, lines):
        self.lines = lines

    def all(self, bench, **wanted):
        return [line for line in self.lines
                if line["bench"] == bench and all(line.get(key) == value for key, value in wanted.items())]

    def one(self, bench, **wanted):
        found = self.all(bench, **wanted)
        return found[0] if found else None


def peer_cost(results, peer, size, sent):
    """CPU in ms; the cap where the run was capped, so that a ratio made of it is a lower bound."""
    line = results.one("peers", peer=peer, bytes=size, sent=sent)
    if line is None or "failed" in line:
        return None
    return line["cpu_ms"] if "cpu_ms" in line else line["capped_s"] * 1000


AI_SDK = "ai + @ai-sdk/openai"
INSTRUCTOR = "@instructor-ai/instructor"
BAML = "@boundaryml/baml"


def rows(results):
    """Tuples of (name, measured, "at most" or "at least", target, unit); measured is None where it was not measured."""
    def ratio(a, b):
        return a / b if a is not None and b else None

    out = []

    def at_most(name, measured, target, unit):
        out.append((name, measured, "at most", target, unit))

    def at_least(name, measured, target, unit):
        out.append((name, measured, "at least", target, unit))

    ten = results.one("stream", bytes=10_000, cut=4) or {}
    hundred = results.one("stream", bytes=100_000, cut=4) or {}
    million = results.one("stream", bytes=1_000_000, cut=4) or {}
    at_most("stream, 10 kB by 4, each delta shown, over TLS, against the floor",
            ratio(ten.get("each_delta_us"), ten.get("floor_us")), 3.2, "x")
    at_most("the same, shown by reads", ratio(ten.get("reads_us"), ten.get("floor_us")), 3, "x")
    steps = results.all("instructions")
    at_most("instructions for a delta at 10 kB, from its event to the struct",
            steps[1]["a_delta"] if len(steps) > 1 else None, 2200, "")
    growth = [line["a_delta"] / steps[0]["a_delta"] - 1 for line in steps[1:]]
    at_most("growth of the cost of a delta from 1 kB to 10 MB, instructions",
            max(0, *growth) * 100 if len(growth) > 1 else None, 3, "%")
    allocations = million.get("allocations_a_delta")
    at_most("heap allocations for a delta in steady state, OpenSSL's own apart",
            round(allocations, 3) if allocations is not None else None, 0, "")
    at_most("value builder against basic_parser with an empty handler, 10 kB by 4",
            ratio(ten.get("binder_us"), ten.get("lexer_us")), 1.6, "x")
    at_most("one whole answer of 10 kB against parse + value_to",
            ratio(ten.get("binder_at_once_us"), ten.get("parse_once_us")), 0.7, "x")
    to_the_letter = {line["tolerance"]: line["a_delta"] for line in results.all("tolerant_instructions", wording="strict")}
    at_most("an answer to the letter, tolerance report against strict, instructions",
            ratio(to_the_letter.get("report"), to_the_letter.get("strict")), 1.02, "x")
    many = results.one("concurrency", streams=1024) or {}
    at_most("1024 paced streams: CPU for a delta against its floor",
            ratio(many.get("cpu_us_a_delta"), many.get("floor_cpu_us_a_delta")), 1.15, "x")
    most = results.one("concurrency", streams=10_000) or {}
    memory = most.get("heap_bytes_a_stream")
    at_most("memory for a stream in flight at 10,000, asked of the heap", memory / 1000 if memory else None, 56, "kB")
    at_most("1024 paced streams: added latency of a delta, p50, against its floor",
            ratio(many.get("p50_us"), many.get("floor_p50_us")), 1.3, "x")
    failures = [line["failures"] for line in results.all("concurrency")]
    at_most("paced streams that failed, of all", sum(failures) if failures else None, 0, "")
    child = results.one("gather", how="gather", child="at once", on="context", in_flight=64) or {}
    at_most("a gather child that completes at once", ratio(child.get("cpu_ns"), 1000), 1, "us")
    at_most("the same, memory at peak for each in flight (64)", child.get("peak_bytes_in_flight"), 400, "bytes")
    compiled = results.one("compile") or {}
    at_most("user's file with one extraction against the empty program",
            ratio(compiled.get("user_ms"), compiled.get("empty_ms")), 1.6, "x")

    # Like beside like: 10 kB in one piece, as in the rows above; 100 kB each event by itself.
    ours = ratio(ten.get("each_delta_us"), 1000)
    with_partials = [line["cpu_ms"] for line in results.all("peers", bytes=10_000, sent="whole") if line.get("partials") and "cpu_ms" in line]
    at_least("peers, 10 kB by 4, sent in one piece: less CPU than the best that shows any partials",
             ratio(min(with_partials, default=None), ours), 15, "x")
    at_least("the same: less than the AI SDK", ratio(peer_cost(results, AI_SDK, 10_000, "whole"), ours), 200, "x")
    at_least("the same: less than bare fetch, which shows none",
             ratio(peer_cost(results, "fetch", 10_000, "whole"), ours), 1, "x")
    ours = ratio(hundred.get("single_events_us"), 1000)
    for name, peer in (("the AI SDK", AI_SDK), ("instructor-js", INSTRUCTOR), ("BAML", BAML)):
        at_least(f"peers, 100 kB by 4, each sent by itself: less CPU than {name}", ratio(peer_cost(results, peer, 100_000, "singly"), ours), 1000, "x")
    return out


def verdict(row):
    _, measured, bound, target, _ = row
    if measured is None:
        return "not measured"
    return "ok" if (measured <= target if bound == "at most" else measured >= target) else "missed"
