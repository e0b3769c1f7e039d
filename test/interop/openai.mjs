// The official OpenAI client against coax sim: node openai.mjs BASE_URL
import assert from "node:assert/strict";
import OpenAI from "openai";
import { check, schema } from "./question.mjs";

const client = new OpenAI({ baseURL: process.argv[2], apiKey: "simulated-key", maxRetries: 0 });
const messages = [{ role: "user", content: "Analyse the iPhone 16 Pro." }];
const response_format = { type: "json_schema", json_schema: { name: "product_analysis", strict: true, schema } };
const tools = [{ type: "function", function: { name: "product_analysis", parameters: schema, strict: true } }];
const tool_choice = { type: "function", function: { name: "product_analysis" } };

// Structured output, whole.
const whole = await client.chat.completions.parse({ model: "gpt-5-mini", messages, response_format });
assert.equal(whole.model, "gpt-5-mini");
assert.equal(whole.choices[0].finish_reason, "stop");
assert.equal(whole.choices[0].message.refusal, null);
assert.ok(whole.usage.total_tokens > 0);
check(JSON.parse(whole.choices[0].message.content));

// Structured output, streamed: the client's own helper puts the pieces together.
const stream = client.chat.completions.stream({
  model: "gpt-5-mini",
  messages,
  response_format,
  stream_options: { include_usage: true },
});
let pieces = 0;
let text = "";
stream.on("content.delta", ({ delta }) => {
  ++pieces;
  text += delta;
});
const streamed = await stream.finalChatCompletion();
assert.ok(pieces > 5);
assert.equal(streamed.choices[0].message.content, text);
assert.equal(streamed.usage.completion_tokens, pieces);
check(JSON.parse(text));
assert.equal(text, whole.choices[0].message.content);

// A forced tool, whole and streamed.
const called = await client.chat.completions.create({ model: "gpt-5-mini", messages, tools, tool_choice });
check(JSON.parse(called.choices[0].message.tool_calls[0].function.arguments));

const calling = client.chat.completions.stream({ model: "gpt-5-mini", messages, tools, tool_choice });
let grown = 0;
calling.on("tool_calls.function.arguments.delta", ({ name, index }) => {
  assert.equal(name, "product_analysis");
  assert.equal(index, 0);
  ++grown;
});
const result = await calling.finalChatCompletion();
assert.ok(grown > 5);
check(JSON.parse(result.choices[0].message.tool_calls[0].function.arguments));

// What the simulator refuses is an error that the client knows.
await assert.rejects(
  client.chat.completions.create({ model: "", messages }),
  (error) => error instanceof OpenAI.BadRequestError && error.type === "invalid_request_error",
);

console.log("openai: structured and tool calls, whole and streamed: ok");
