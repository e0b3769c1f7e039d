#!/usr/bin/env python3
"""Runs a file of cases: run.py --ask PATH_OF_ASK (answers|wire) FILE.jsonl [--only ID ...] [--skip ID ...] [--show]"""
import argparse, json, math, os, socket, subprocess, sys, threading, time

PIECES = (1, 3, 7, 0)  # characters in a delta, or bytes in a send; 0 is everything at once
OF_THE_MODEL = {"invalid_answer", "no_answer", "truncated", "refused", "filtered"}


def same(a, b):
    """Equal as JSON: 1 is 1.0, but never true."""
    if isinstance(a, bool) or isinstance(b, bool) or a is None or b is None:
        return a is b
    if isinstance(a, (int, float)) and isinstance(b, (int, float)):
        return a == b or math.isclose(a, b, rel_tol=1e-12)
    if type(a) is not type(b):
        return False
    if isinstance(a, list):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(same(a[k], b[k]) for k in a)
    return a == b


def holds(tree, part):
    """`part` is `tree` or stands somewhere in it."""
    if same(tree, part):
        return True
    inner = tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ()
    return any(holds(one, part) for one in inner)


def at(body, pointer):
    for step in pointer.split("/")[1:]:
        step = step.replace("~1", "/").replace("~0", "~")
        if isinstance(body, list) and step.isdigit() and int(step) < len(body):
            body = body[int(step)]
        elif isinstance(body, dict) and step in body:
            body = body[step]
        else:
            return False, None
    return True, body


class Server:
    """Answers POST /<number>/... with what the job of that number says, and keeps what it was asked."""

    def __init__(self, jobs):
        self.jobs = jobs
        self.asked = [[] for _ in jobs]
        self.socket = socket.socket()
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(("127.0.0.1", 0))
        self.socket.listen(128)
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            connection, _ = self.socket.accept()
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection):
        try:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            got = b""
            while b"\r\n\r\n" not in got:
                more = connection.recv(65536)
                if not more:
                    return
                got += more
            head, body = got.split(b"\r\n\r\n", 1)
            size = 0
            for line in head.split(b"\r\n")[1:]:
                name, _, value = line.partition(b":")
                if name.strip().lower() == b"content-length":
                    size = int(value)
            while len(body) < size:
                body += connection.recv(65536)
            number = int(head.split(b" ")[1].split(b"/")[1])
            job = self.jobs[number]
            try:
                asked = json.loads(body)
            except ValueError:
                asked = None
            self.asked[number].append(asked)
            reply, piece = job(asked)
            for start in range(0, len(reply), piece or len(reply)):
                connection.sendall(reply[start:start + piece] if piece else reply)
                if piece:
                    time.sleep(0.0001)
            connection.shutdown(socket.SHUT_WR)
            connection.settimeout(1)
            while connection.recv(65536):
                pass
        except OSError:
            pass
        finally:
            connection.close()


def http(body, kind):
    body = body.encode("utf-8")
    return (b"HTTP/1.1 200 OK\r\nContent-Type: " + kind + b"\r\nContent-Length: %d\r\n\r\n" % len(body)) + body


def say(answer, finish, piece):
    """A chat completion whose text, or tool arguments where a tool is asked for, is `answer`."""
    def job(asked):
        tools = asked.get("tools") or []
        name = tools[0]["function"]["name"] if tools else None
        stop = "tool_calls" if name and finish == "stop" else finish
        usage = {"prompt_tokens": 3, "completion_tokens": 5, "total_tokens": 8}
        if not asked.get("stream"):
            message = {"role": "assistant", "content": None if name else answer}
            if name:
                message["tool_calls"] = [{"id": "c1", "type": "function", "function": {"name": name, "arguments": answer}}]
            return http(json.dumps({"id": "x", "object": "chat.completion", "model": "m", "usage": usage, "choices": [
                {"index": 0, "message": message, "finish_reason": stop}]}), b"application/json"), 0
        deltas = [{"role": "assistant", "content": ""}]
        if name:
            deltas[0]["tool_calls"] = [{"index": 0, "id": "c1", "type": "function", "function": {"name": name, "arguments": ""}}]
        for start in range(0, len(answer), piece or max(1, len(answer))):
            text = answer[start:start + piece] if piece else answer
            deltas.append({"tool_calls": [{"index": 0, "function": {"arguments": text}}]} if name else {"content": text})
        chunks = [{"index": 0, "delta": d, "finish_reason": None} for d in deltas]
        chunks.append({"index": 0, "delta": {}, "finish_reason": stop})
        events = [{"id": "x", "object": "chat.completion.chunk", "model": "m", "choices": [c]} for c in chunks]
        events.append({"id": "x", "object": "chat.completion.chunk", "model": "m", "choices": [], "usage": usage})
        return http("".join("data: %s\n\n" % json.dumps(e) for e in events) + "data: [DONE]\n\n", b"text/event-stream"), 0
    return job


def short(value):
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) < 240 else text[:200] + "..." + text[-30:]


def outcome(got):
    if "value" in got:
        return "value " + short(got["value"])
    if got.get("ended"):
        return "elements " + short(got["items"])
    if "error" not in got:
        return "nothing"
    before = "elements %s, then " % short(got["items"]) if got.get("items") else ""
    return before + "%s (%s)" % (got["error"], (got.get("message") or got.get("words", ""))[:200])


def value_in(got):
    """(there is one, which)"""
    if "value" in got:
        return True, got["value"]
    return bool(got.get("ended")), got.get("items")


def judge_answer(case, got):
    right = case["right"]
    wanted = next((right[k] for k in ("value", "either") if k in right), None)
    found, value = value_in(got)
    if found:
        if not ("value" in right or "either" in right):
            return "must be an error"
        if not same(value, wanted):
            return "wrong value"
        if case["call"] == "stream" and not (got.get("partials") and same(got["partials"][-1], value)):
            return "the last partial is not the value"
    else:
        if got.get("error") not in OF_THE_MODEL:
            return "not an error of the answer"
        if "value" in right:
            return "must be a value"
        if "errc" in right and got["error"] not in ([right["errc"]] if isinstance(right["errc"], str) else right["errc"]):
            return "another error"
        if "either" in right and got.get("items") and not same(got["items"], wanted[:len(got["items"])]):
            return "wrong elements before the error"
    for never in case.get("partials_never", ()):
        for partial in got.get("partials", ()):
            if holds(partial, never):
                return "a partial shows %s: %s" % (short(never), short(partial))
    return None


def judge_wire(case, got, asked):
    right = case["right"]
    found, value = value_in(got)
    if not asked:
        return "no request came"
    if found:
        wanted = next((right[k] for k in ("value", "either") if k in right), got)
        if wanted is got:
            return "must be an error"
        if not same(value, wanted):
            return "wrong value"
    else:
        named = right.get("errc")
        named = [named] if isinstance(named, str) else named
        if got.get("error") in (None, "not_coax", "unknown", "unexpected", "timed_out", "connect_failed"):
            return "not an error of the answer"
        if "either" not in right:
            if named is None:
                return "must be a value"
            if got["error"] not in named:
                return "another error than " + " or ".join(named)
        words = got.get("words", "").lower()
        for one in right.get("message_has", ()):
            if one.lower() not in words:
                return "its words lack '%s'" % one
        for one in right.get("message_has_not", ()):
            if one.lower() in words:
                return "its words have '%s'" % one
    times = right.get("requests")
    if times is None and found:
        times = 1
    if times is not None and len(asked) != times:
        return "%d requests, not %d" % (len(asked), times)
    for body in asked:
        for one in case.get("request_must_have", ()):
            pointer, equals, value = one.partition("=")
            there, is_now = at(body, pointer)
            if not there or (equals and not same(is_now, json.loads(value))):
                return "the request lacks " + one
        for pointer in case.get("request_must_not_have", ()):
            if at(body, pointer)[0]:
                return "the request has " + pointer
    return None


def main():
    args = argparse.ArgumentParser()
    args.add_argument("--ask", required=True)
    args.add_argument("kind", choices=("answers", "wire"))
    args.add_argument("file")
    args.add_argument("--only", nargs="*")
    args.add_argument("--skip", nargs="*", default=[])
    args.add_argument("--show", action="store_true", help="print what came of every case")
    args = args.parse_args()

    with open(args.file, encoding="utf-8") as f:
        cases = [json.loads(line) for line in f if line.strip()]
    if len({c["id"] for c in cases}) != len(cases):
        sys.exit("an id is used twice")
    unknown = set(args.skip) - {c["id"] for c in cases}
    if unknown:
        sys.exit("no such case to skip: " + " ".join(sorted(unknown)))
    cases = [c for c in cases if c["id"] not in args.skip]
    if args.only:
        cases = [c for c in cases if c["id"] in args.only]
    folder = os.path.join(os.path.dirname(os.path.abspath(args.file)), "wire")

    runs, jobs = [], []
    for case in cases:
        case.setdefault("call", "extract")
        ask = {k: case[k] for k in ("type", "call", "mode", "tolerance", "settings") if k in case}
        if args.kind == "wire":
            with open(os.path.join(folder, case["id"] + ".http"), "rb") as f:
                reply = f.read()
            ask["model"] = case["service"]
            ask["streamed"] = case.get("streamed", True)
            ask.setdefault("type", "errand" if case["call"] == "tools" else "city")
        for piece in PIECES:
            runs.append((case, "in pieces of %d" % piece if piece else "whole", dict(ask)))
            jobs.append((lambda reply, piece: lambda asked: (reply, piece))(reply, piece) if args.kind == "wire"
                        else say(case["answer"], case.get("finish", "stop"), piece))
        if args.kind == "answers" and case["call"] == "extract":
            runs.append((case, "not streamed", dict(ask, streamed=False)))
            jobs.append(say(case["answer"], case.get("finish", "stop"), 0))

    server = Server(jobs)
    for n, (case, _, ask) in enumerate(runs):
        ask["n"] = n
        ask.setdefault("model", "openai-compatible/m")
        ask["url"] = "http://127.0.0.1:%d/%d%s" % (server.port, n, case.get("base_url_suffix", "/v1"))
    environment = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")}
    done = subprocess.run([args.ask], input="".join(json.dumps(ask) + "\n" for _, _, ask in runs).encode("utf-8"),
                          stdout=subprocess.PIPE, env=environment)
    got = {}
    for line in done.stdout.decode("utf-8", "replace").split("\n"):
        if not line:
            continue
        try:
            one = json.loads(line)
            got[one["n"]] = one
        except (ValueError, KeyError):
            print("not understood:", line[:300])

    failed = []
    for case in cases:
        found = {}
        for n, (of, piece, _) in enumerate(runs):
            if of is case:
                one = got.get(n, {})
                why = judge_wire(case, one, server.asked[n]) if args.kind == "wire" else judge_answer(case, one)
                found.setdefault((why, outcome(one)), []).append(piece)
        bad = [(why, result, pieces) for (why, result), pieces in found.items() if why]
        if bad:
            failed.append(case["id"])
            why, result, pieces = bad[0]
            more = "" if len(found) == 1 else "; " + ", ".join(pieces) + " only" if len(bad) == 1 else "; differs by piece"
            print("FAIL %s: %s: got %s; right is %s%s (%s)" % (
                case["id"], why, result.replace("\n", "\\n"), short(case["right"]), more, case["why"]))
        elif args.show:
            print("pass %s: %s" % (case["id"], " / ".join(result.replace("\n", "\\n") for _, result in found)))
    print("%d passed, %d failed, %d skipped" % (len(cases) - len(failed), len(failed), len(args.skip)))
    sys.exit(1 if failed or done.returncode else 0)


main()
