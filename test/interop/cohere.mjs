// Cohere's official client against coax sim: node cohere.mjs BASE_URL
import assert from "node:assert/strict";
import { CohereClientV2, CohereError } from "cohere-ai";
import { check, schema } from "./question.mjs";

const client = new CohereClientV2({ environment: process.argv[2], token: "simulated-key", maxRetries: 0 });
const ask = { model: "command-a-03-2025", messages: [{ role: "user", content: "Analyse the iPhone 16 Pro." }] };
const structured = { responseFormat: { type: "json_object", jsonSchema: schema } };
const forced = {
  tools: [{ type: "function", function: { name: "product_analysis", parameters: schema } }],
  toolChoice: "REQUIRED",
};

// Structured output, whole and streamed.
const whole = await client.chat({ ...ask, ...structured });
assert.equal(whole.finishReason, "COMPLETE");
assert.ok(whole.usage.tokens.outputTokens > 0);
check(JSON.parse(whole.message.content[0].text));

let pieces = 0;
let text = "";
let end;
for await (const event of await client.chatStream({ ...ask, ...structured })) {
  if (event.type === "content-delta") {
    ++pieces;
    text += event.delta.message.content.text;
  }
  if (event.type === "message-end") end = event.delta;
}
assert.ok(pieces > 5);
assert.equal(text, whole.message.content[0].text);
assert.equal(end.finishReason, "COMPLETE");
assert.equal(end.usage.tokens.outputTokens, pieces);

// A forced tool, whole and streamed.
const called = await client.chat({ ...ask, ...forced });
assert.equal(called.finishReason, "TOOL_CALL");
check(JSON.parse(called.message.toolCalls[0].function.arguments));

let name;
let grown = "";
for await (const event of await client.chatStream({ ...ask, ...forced })) {
  if (event.type === "tool-call-start") name = event.delta.message.toolCalls.function.name;
  if (event.type === "tool-call-delta") grown += event.delta.message.toolCalls.function.arguments;
}
assert.equal(name, "product_analysis");
check(JSON.parse(grown));

// What the simulator refuses is an error that the client knows.
await assert.rejects(
  client.chat({ ...ask, messages: [] }, { maxRetries: 0 }),
  (error) => error instanceof CohereError && error.statusCode === 400,
);

console.log("cohere: structured and tool calls, whole and streamed: ok");
