// The official Anthropic client against coax sim: node anthropic.mjs BASE_URL
import assert from "node:assert/strict";
import Anthropic from "@anthropic-ai/sdk";
import { jsonSchemaOutputFormat } from "@anthropic-ai/sdk/helpers/json-schema";
import { check, schema } from "./question.mjs";

const client = new Anthropic({ baseURL: process.argv[2], apiKey: "simulated-key", maxRetries: 0 });
const ask = {
  model: "claude-haiku-4-5",
  max_tokens: 1024,
  messages: [{ role: "user", content: "Analyse the iPhone 16 Pro." }],
};
const tool = {
  tools: [{ name: "product_analysis", input_schema: schema }],
  tool_choice: { type: "tool", name: "product_analysis" },
};
const format = { output_config: { format: jsonSchemaOutputFormat(schema, { transform: false }) } };

// Structured output, whole: the client parses it.
const whole = await client.messages.parse({ ...ask, ...format });
assert.equal(whole.stop_reason, "end_turn");
assert.ok(whole.usage.input_tokens > 0 && whole.usage.output_tokens > 0);
check(whole.parsed_output);

// Structured output, streamed.
let pieces = 0;
const stream = client.messages.stream({ ...ask, ...format }).on("text", () => ++pieces);
const streamed = await stream.finalMessage();
assert.ok(pieces > 5);
assert.equal(streamed.usage.output_tokens, pieces);
check(JSON.parse(streamed.content[0].text));
assert.deepEqual(JSON.parse(streamed.content[0].text), whole.parsed_output);

// A forced tool, whole and streamed: the client shows the arguments as they grow.
const called = await client.messages.create({ ...ask, ...tool });
assert.equal(called.stop_reason, "tool_use");
assert.equal(called.content[0].name, "product_analysis");
check(called.content[0].input);

let grown = 0;
const calling = client.messages.stream({ ...ask, ...tool }).on("inputJson", (piece, snapshot) => {
  if (piece !== "") assert.equal(typeof snapshot, "object");
  ++grown;
});
const result = await calling.finalMessage();
assert.ok(grown > 5);
assert.equal(result.stop_reason, "tool_use");
check(result.content[0].input);

// What the simulator refuses is an error that the client knows.
await assert.rejects(
  client.messages.create({ ...ask, messages: [] }),
  (error) => error instanceof Anthropic.BadRequestError && error.error.error.type === "invalid_request_error",
);

console.log("anthropic: structured and tool calls, whole and streamed: ok");
