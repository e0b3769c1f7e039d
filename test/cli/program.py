#!/usr/bin/env python3
# Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
"""The program coax as people run it: through pipes, in a terminal, interrupted. usage: program.py PROGRAM [TEST]"""
import json
import os
import pty
import signal
import subprocess
import sys
import tempfile
import time
import unittest

PROGRAM = sys.argv.pop(1)
CITY = '{"type":"object","properties":{"name":{"type":"string"},"sights":{"type":"array","items":{"type":"string"}}},' \
       '"required":["name","sights"],"additionalProperties":false}'


def environment(folder, **more):
    keep = {name: value for name, value in os.environ.items() if not name.endswith("_API_KEY") and name != "COAX_MODEL"}
    return keep | {"HOME": folder, "XDG_CONFIG_HOME": folder + "/config"} | more


class ProgramTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="coax-cli-")
        self.schema = self.file("city.json", CITY)

    def file(self, name, text):
        path = os.path.join(self.folder, name)
        with open(path, "wb") as out:
            out.write(text if isinstance(text, bytes) else text.encode())
        return path

    def content(self, path):
        with open(path, "rb") as file:
            return file.read()

    def coax(self, *arguments, given="", **variables):
        text = given if isinstance(given, bytes) else given.encode()
        done = subprocess.run([PROGRAM, *arguments], input=text, capture_output=True, timeout=120,
                              env=environment(self.folder, **variables))
        self.error = done.stderr.decode()
        self.output = done.stdout.decode(errors="replace")
        return done.returncode

    def one_error(self, words):
        lines = self.error.strip().splitlines()
        self.assertEqual(len(lines), 1, self.error)
        self.assertTrue(lines[0].startswith("coax: "), self.error)
        self.assertIn(words, lines[0])


class Extract(ProgramTest):
    def test_value_on_stdout_nothing_else(self):
        self.assertEqual(self.coax("extract", "--sim", "-s", self.schema, "Vienna"), 0, self.error)
        self.assertEqual(set(json.loads(self.output)), {"name", "sights"})
        self.assertEqual(self.output.count("\n"), 1)
        self.assertEqual(self.error, "")

    def test_fields_in_place_of_a_schema(self):
        self.assertEqual(self.coax("extract", "--sim", "-f", "name:string", "-f", "mood:good|bad", "Vienna"), 0, self.error)
        self.assertIn(json.loads(self.output)["mood"], ("good", "bad"))

    def test_question_from_stdin(self):
        self.assertEqual(self.coax("extract", "--sim", "-f", "a:integer", given="How many?"), 0, self.error)
        self.assertEqual(self.coax("extract", "--sim", "-f", "a:integer"), 2)
        self.one_error("there is no question")

    def test_each_is_json_lines(self):
        self.assertEqual(self.coax("extract", "--sim", "--each", "-s", self.schema, "Cities"), 0, self.error)
        for line in self.output.splitlines():
            self.assertIn("name", json.loads(line))

    def test_explain_goes_to_stderr(self):
        self.assertEqual(self.coax("extract", "--sim", "--explain", "-s", self.schema, "Vienna"), 0)
        for words in ("model: openai/simulated", "mode: json_schema", "attempt 1", "tokens in"):
            self.assertIn(words, self.error)
        json.loads(self.output)

    def test_explain_shows_the_attempts_of_a_call_that_failed(self):
        for more in ([], ["--each"]):
            self.assertEqual(self.coax("extract", "-m", "openai/m", "--retries", "0", "--base-url", "http://127.0.0.1:1/v1",
                                       "--explain", *more, "-s", self.schema, "x", OPENAI_API_KEY="k"), 3)
            self.assertIn("attempt 1, openai/m", self.error)
            self.assertIn("failed: ", self.error)

    def test_other_protocols(self):
        for model in ("anthropic/m", "google/m", "bedrock/m", "cohere/m", "ollama-native/m"):
            self.assertEqual(self.coax("extract", "--sim", "-m", model, "-s", self.schema, "Vienna"), 0, model + self.error)

    def test_closed_pipe_is_no_error(self):
        run = subprocess.Popen([PROGRAM, "extract", "--sim", "--each", "-s", self.schema, "Cities"], stdin=subprocess.DEVNULL,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(self.folder))
        run.stdout.close()
        self.assertEqual(run.stderr.read(), b"")
        self.assertEqual(run.wait(60), 0)

    def test_full_disk(self):
        with open("/dev/full", "w") as full:
            run = subprocess.run([PROGRAM, "extract", "--sim", "-s", self.schema, "Vienna"], stdin=subprocess.DEVNULL,
                                 stdout=full, stderr=subprocess.PIPE, env=environment(self.folder), timeout=60)
        self.assertEqual(run.returncode, 1)
        self.assertIn(b"cannot write to the standard output: No space left", run.stderr)

    def test_recorded_and_replayed_without_a_key(self):
        folder = os.path.join(self.folder, "kept")
        self.assertEqual(self.coax("extract", "--sim", "--record", folder, "-m", "openai/m", "-s", self.schema, "Vienna"), 0)
        first = self.output
        self.assertEqual(len(os.listdir(folder)), 1)
        self.assertEqual(self.coax("replay", folder), 0, self.output + self.error)


class BadInput(ProgramTest):
    def test_schemas(self):
        for name, text, words in (("none.json", "{", "none.json: "), ("list.json", "[]", "list.json: "),
                                  ("word.json", '{"type":"object","if":{}}', "if"),
                                  ("ring.json", '{"$ref":"#"}', "ring.json: ")):
            self.assertEqual(self.coax("extract", "--sim", "-s", self.file(name, text), "x"), 2, name)
            self.one_error(words)
        self.assertEqual(self.coax("extract", "--sim", "-s", self.folder + "/missing", "x"), 2)
        self.one_error("cannot read")
        self.assertEqual(self.coax("extract", "--sim", "x"), 2)
        self.one_error("--schema FILE, or --field")
        self.assertEqual(self.coax("extract", "--sim", "-f", "a:text", "x"), 2)
        self.one_error('"text" is no type')

    def test_no_key(self):
        self.assertEqual(self.coax("extract", "-m", "anthropic/m", "-s", self.schema, "x"), 3)
        self.one_error("ANTHROPIC_API_KEY")
        self.assertEqual(self.coax("extract", "-s", self.schema, "x"), 2)
        self.one_error("no model is named")
        self.assertEqual(self.coax("extract", "-m", "nobody/m", "-s", self.schema, "x"), 2)
        self.one_error("nobody")

    def test_nobody_listens(self):
        self.assertEqual(self.coax("extract", "-m", "openai/m", "--retries", "0", "--base-url", "http://127.0.0.1:1/v1", "-s",
                                   self.schema, "x", OPENAI_API_KEY="secret-key-1234"), 3)
        self.one_error("127.0.0.1")
        self.assertNotIn("secret-key", self.error)

    def test_wrong_options(self):
        self.assertEqual(self.coax("extract", "--nonsense"), 2)
        self.assertEqual(self.coax(), 2)
        self.assertEqual(self.coax("--help"), 0)
        for verb in ("extract", "batch", "classify", "schema", "services", "models", "sim", "replay", "doctor", "completion"):
            self.assertIn(verb, self.output)

    def test_settings(self):
        os.makedirs(self.folder + "/config/coax")
        self.file("config/coax/config.json", '{"profiles":{"work":{"model":"openai/m","base_url":"http://127.0.0.1:1/v1",'
                                             '"api_key_variable":"WORK_KEY"}}}')
        self.assertEqual(self.coax("extract", "--profile", "work", "-s", self.schema, "x"), 2)
        self.one_error("WORK_KEY")
        self.assertEqual(self.coax("extract", "--profile", "work", "--retries", "0", "-s", self.schema, "x", WORK_KEY="k"), 3)
        self.assertEqual(self.coax("extract", "--profile", "play", "-s", self.schema, "x"), 2)
        self.one_error("it has work")
        self.assertEqual(self.coax("extract", "-s", self.schema, "x", COAX_CONFIG=self.file("bad.json", '{"profile":3}')), 2)
        self.one_error("/profile must be")


class Batch(ProgramTest):
    def lines(self, count):
        return "".join(json.dumps({"id": f"d{n}", "text": f"document {n}"}) + "\n" for n in range(count))

    def results(self):
        return [json.loads(line) for line in self.output.splitlines()]

    def test_order_and_ids(self):
        self.assertEqual(self.coax("batch", "--sim", "-s", self.schema, "-q", given=self.lines(200)), 0, self.error)
        found = self.results()
        self.assertEqual([one["id"] for one in found], [f"d{n}" for n in range(200)])
        self.assertEqual([one["line"] for one in found], list(range(1, 201)))
        self.assertTrue(all("name" in one["value"] for one in found))
        self.assertEqual(self.error, "")

    def test_unordered_has_each_once(self):
        self.assertEqual(self.coax("batch", "--sim", "-s", self.schema, "--unordered", "-q", given=self.lines(100)), 0)
        self.assertEqual(sorted(one["line"] for one in self.results()), list(range(1, 101)))

    def test_bad_lines_are_reported_and_not_fatal(self):
        given = b'{"id":1,"text":"a"}\n{"id":2\n"plain"\n{"id":4}\n\xff\n{"id":6,"text":"b"}\n'
        self.assertEqual(self.coax("batch", "--sim", "-s", self.schema, given=given), 4)
        found = self.results()
        self.assertEqual([one["line"] for one in found], [1, 2, 3, 4, 5, 6])
        self.assertEqual(["value" in one for one in found], [True, False, True, False, False, True])
        self.assertIn("line 2 is not JSON", found[1]["error"]["message"])
        self.assertIn("has no such member", found[3]["error"]["message"])
        self.assertIn("not UTF-8", found[4]["error"]["message"])
        self.assertEqual(found[3]["id"], 4)
        self.assertIn("3 inputs that cannot be used", self.error)

    def test_csv_and_lines(self):
        csv = self.file("in.csv", 'id,text\n1,"a\nb"\n2,c\n')
        self.assertEqual(self.coax("batch", "--sim", "-s", self.schema, "-q", "-i", csv), 0, self.error)
        self.assertEqual([(one["line"], one["id"]) for one in self.results()], [(2, "1"), (4, "2")])
        self.assertEqual(self.coax("batch", "--sim", "-s", self.schema, "-q", "--format", "lines", given="a\nb\n"), 0)
        self.assertEqual(len(self.results()), 2)

    def test_a_line_of_100_mb(self):
        given = b'{"text":"' + b"x" * 100_000_000 + b'"}\n{"text":"short"}\n'
        self.assertEqual(self.coax("batch", "--sim", "-s", self.schema, "-q", given=given), 4)
        found = self.results()
        self.assertIn("the limit is 16777216", found[0]["error"]["message"])
        self.assertIn("value", found[1])

    def test_shards_have_each_line_once(self):
        seen = []
        for index in range(3):
            self.assertEqual(self.coax("batch", "--sim", "-s", self.schema, "-q", "--shard", f"{index}/3", given=self.lines(20)), 0)
            seen += [one["line"] for one in self.results()]
        self.assertEqual(sorted(seen), list(range(1, 21)))
        self.assertEqual(self.coax("batch", "--sim", "-s", self.schema, "--shard", "3/3"), 2)
        self.one_error("--shard 3/3")

    def start(self, journal, pace, count):
        return subprocess.Popen([PROGRAM, "batch", "--sim", "--sim-pace", str(pace), "-s", self.schema, "-i",
                                 self.file("in.jsonl", self.lines(count)), "--journal", journal, "--in-flight", "4"],
                                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                env=environment(self.folder))

    def wait_for_journal(self, run, journal, lines):
        for _ in range(600):
            if os.path.exists(journal) and self.content(journal).count(b"\n") > lines:
                return
            self.assertIsNone(run.poll(), run.stderr.read() if run.poll() is not None else "")
            time.sleep(0.05)
        self.fail("the journal does not grow")

    def test_killed_and_resumed(self):
        for sent in (signal.SIGKILL, signal.SIGINT, signal.SIGTERM):
            journal = os.path.join(self.folder, f"journal{sent}")
            run = self.start(journal, 200, 60)
            self.wait_for_journal(run, journal, 8)
            run.send_signal(sent)
            out, error = run.communicate(timeout=60)
            if sent != signal.SIGKILL:
                self.assertEqual(run.returncode, 130, error)
                self.assertIn(b"the same command goes on from here", error)
                for line in out.splitlines():
                    json.loads(line)
            settled = self.content(journal).count(b"\n") - 1
            self.assertLess(settled, 60)
            again = self.start(journal, 0, 60)
            out, error = again.communicate(timeout=60)
            self.assertEqual(again.returncode, 0, error)
            self.assertEqual([json.loads(line)["line"] for line in out.splitlines()], list(range(1, 61)))

    def test_interrupted_twice_ends_at_once(self):
        run = self.start(os.path.join(self.folder, "j"), 1, 60)
        time.sleep(1)
        run.send_signal(signal.SIGINT)
        time.sleep(0.3)
        run.send_signal(signal.SIGINT)
        run.communicate(timeout=20)
        self.assertEqual(run.returncode, 130)

    def test_wrong_journal(self):
        other = self.file("other", "not a journal\n")
        self.assertEqual(self.coax("batch", "--sim", "-s", self.schema, "-q", "--journal", other, given=self.lines(2)), 1)
        self.one_error("journal")
        self.assertEqual(self.content(other), b"not a journal\n")


class Others(ProgramTest):
    def test_classify(self):
        self.assertEqual(self.coax("classify", "--sim", "-l", "good", "-l", "bad", "Fine"), 0, self.error)
        self.assertIn(self.output.strip(), ("good", "bad"))
        self.assertEqual(self.coax("classify", "--sim", "-l", "good", "Fine"), 2)
        self.one_error("two different labels")

    def test_schema(self):
        self.assertEqual(self.coax("schema", "-s", self.schema), 0)
        self.assertEqual(json.loads(self.output)["type"], "object")
        self.assertEqual(self.coax("schema", "-s", self.schema, "--service", "openai"), 0)
        json.loads(self.output)
        self.assertEqual(self.coax("schema", "-s", self.schema, "--check"), 0, self.output)
        self.assertIn("anthropic", self.output)
        self.assertEqual(self.coax("schema", "-s", self.schema, "--service", "nobody"), 2)
        self.one_error("nobody")

    def test_services(self):
        self.assertEqual(self.coax("services", "--json", OPENAI_API_KEY="secret-key-1234"), 0)
        self.assertTrue(next(one for one in json.loads(self.output) if one["name"] == "openai")["has_key"])
        self.assertNotIn("secret", self.output)
        self.assertEqual(self.coax("services"), 0)
        self.assertIn("ANTHROPIC_API_KEY", self.output)

    def test_doctor_never_shows_a_key(self):
        self.assertEqual(self.coax("doctor", "--offline", OPENAI_API_KEY="secret-key-1234",
                                   HTTPS_PROXY="http://user:pass-word@proxy:8080"), 0, self.error)
        self.assertIn("openai", self.output)
        self.assertNotIn("secret-key", self.output + self.error)
        self.assertNotIn("pass-word", self.output)
        self.assertEqual(self.coax("doctor", "openai", "--base-url", "http://127.0.0.1:1/v1", OPENAI_API_KEY="secret-key-1234"), 3)
        self.assertIn("FAILED", self.output)
        self.assertNotIn("secret-key", self.output + self.error)

    def test_completion(self):
        for shell in ("bash", "zsh", "fish", "man"):
            self.assertEqual(self.coax("completion", shell), 0)
            self.assertIn("extract", self.output)
        script = self.file("completion.bash", subprocess.run([PROGRAM, "completion", "bash"], capture_output=True).stdout)
        done = subprocess.run(["bash", "-c", f"source {script}; COMP_WORDS=(coax extract --sche); COMP_CWORD=2; _coax; "
                                             "echo ${COMPREPLY[@]}"], capture_output=True)
        self.assertEqual(done.stdout.strip(), b"--schema", done.stderr)

    def test_sim_stops_on_a_signal(self):
        run = subprocess.Popen([PROGRAM, "sim", "--plain"], stdout=subprocess.PIPE, env=environment(self.folder))
        line = run.stdout.readline().decode()
        self.assertTrue(line.startswith("anthropic http://127.0.0.1:"))
        run.terminate()
        self.assertEqual(run.wait(20), 0)


class Terminal(ProgramTest):
    """In a pseudo terminal."""

    def run_in_terminal(self, *arguments):
        child, end = pty.fork()
        if child == 0:
            os.environ.update(environment(self.folder))
            os.execv(PROGRAM, [PROGRAM, *arguments])
        shown = b""
        while True:
            try:
                piece = os.read(end, 65536)
            except OSError:
                break
            if not piece:
                break
            shown += piece
        status = os.waitpid(child, 0)[1]
        return os.waitstatus_to_exitcode(status), shown.decode()

    def test_a_table_fills_in(self):
        code, shown = self.run_in_terminal("extract", "--sim", "--sim-pace", "100", "-s", self.schema, "Vienna")
        self.assertEqual(code, 0, shown)
        self.assertIn("name  ", shown)
        self.assertRegex(shown, r"\x1b\[\d+A")  # it was redrawn
        self.assertIn('{\r\n  "name": ', shown.replace("\x1b[J", ""))

    def test_batch_shows_progress(self):
        path = self.file("in.jsonl", "".join(f'{{"text":"{n}"}}\n' for n in range(40)))
        code, shown = self.run_in_terminal("batch", "--sim", "--sim-pace", "200", "-s", self.schema, "-i", path, "--in-flight", "4")
        self.assertEqual(code, 0, shown)
        self.assertIn("in flight", shown)
        self.assertIn("40 of 40", shown)


if __name__ == "__main__":
    unittest.main(verbosity=1)
