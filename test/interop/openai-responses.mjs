// The official OpenAI client against coax sim's Responses: node openai-responses.mjs BASE_URL
import assert from "node:assert/strict";
import OpenAI from "openai";
import { check, schema } from "./question.mjs";

const client = new OpenAI({ baseURL: process.argv[2], apiKey: "simulated-key", maxRetries: 0 });
const ask = { model: "gpt-5-mini", input: "Analyse the iPhone 16 Pro." };
const text = { format: { type: "json_schema", name: "product_analysis", strict: true, schema } };
const tool = {
  tools: [{ type: "function", name: "product_analysis", parameters: schema, strict: true }],
  tool_choice: { type: "function", name: "product_analysis" },
};

// Structured output, whole: the client parses it.
const whole = await client.responses.parse({ ...ask, text });
assert.equal(whole.status, "completed");
assert.equal(whole.model, "gpt-5-mini");
assert.ok(whole.usage.total_tokens > 0);
check(JSON.parse(whole.output_text));

// Structured output, streamed: the client accumulates the response from the events.
let pieces = 0;
let written = "";
const stream = client.responses.stream({ ...ask, text }).on("response.output_text.delta", ({ delta, snapshot }) => {
  ++pieces;
  written += delta;
  assert.equal(snapshot, written);
});
const streamed = await stream.finalResponse();
assert.ok(pieces > 5);
assert.equal(streamed.output_text, written);
assert.equal(streamed.usage.output_tokens, pieces);
assert.equal(written, whole.output_text);

// A forced tool, whole and streamed.
const called = await client.responses.create({ ...ask, ...tool });
assert.equal(called.output[0].type, "function_call");
check(JSON.parse(called.output[0].arguments));

let grown = 0;
const calling = client.responses.stream({ ...ask, ...tool }).on("response.function_call_arguments.delta", () => ++grown);
const result = await calling.finalResponse();
assert.ok(grown > 5);
check(JSON.parse(result.output[0].arguments));

// What the simulator refuses is an error that the client knows.
await assert.rejects(
  client.responses.create({ ...ask, model: "" }),
  (error) => error instanceof OpenAI.BadRequestError && error.type === "invalid_request_error",
);

console.log("openai-responses: structured and tool calls, whole and streamed: ok");
