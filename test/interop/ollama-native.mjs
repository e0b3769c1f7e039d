// Ollama's official client against coax sim: node ollama-native.mjs BASE_URL
import assert from "node:assert/strict";
import { Ollama } from "ollama";
import { check, schema } from "./question.mjs";

const client = new Ollama({ host: process.argv[2] });
const ask = { model: "qwen3:4b", messages: [{ role: "user", content: "Analyse the iPhone 16 Pro." }] };
const tools = [{ type: "function", function: { name: "product_analysis", description: "", parameters: schema } }];

// Structured output, whole and streamed.
const whole = await client.chat({ ...ask, format: schema });
assert.ok(whole.done);
assert.equal(whole.done_reason, "stop");
check(JSON.parse(whole.message.content));

let pieces = 0;
let text = "";
let last;
for await (const line of await client.chat({ ...ask, format: schema, stream: true })) {
  if (line.message.content) ++pieces;
  text += line.message.content;
  last = line;
}
assert.ok(pieces > 5);
assert.equal(text, whole.message.content);
assert.ok(last.done);
assert.equal(last.eval_count, pieces);

// A tool, whole and streamed: its arguments come in one piece.
const called = await client.chat({ ...ask, tools });
assert.equal(called.message.tool_calls[0].function.name, "product_analysis");
check(called.message.tool_calls[0].function.arguments);

const calls = [];
for await (const line of await client.chat({ ...ask, tools, stream: true })) calls.push(...(line.message.tool_calls ?? []));
assert.equal(calls.length, 1);
check(calls[0].function.arguments);

// What the simulator refuses is an error that the client knows.
await assert.rejects(
  client.chat({ ...ask, model: "" }),
  (error) => error.name === "ResponseError" && error.status_code === 400 && error.message === "model is required",
);

console.log("ollama: structured and tool calls, whole and streamed: ok");
