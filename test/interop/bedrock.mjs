// AWS's official client against coax sim: node bedrock.mjs BASE_URL
import assert from "node:assert/strict";
import {
  BedrockRuntimeClient,
  ConverseCommand,
  ConverseStreamCommand,
  InvokeModelWithResponseStreamCommand,
  ValidationException,
} from "@aws-sdk/client-bedrock-runtime";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { check, schema } from "./question.mjs";

const client = new BedrockRuntimeClient({
  endpoint: process.argv[2],
  region: "us-east-1",
  credentials: { accessKeyId: "simulated", secretAccessKey: "simulated" },
  maxAttempts: 1,
  requestHandler: new NodeHttpHandler(), // the simulator speaks HTTP/1.1
});
const ask = {
  modelId: "us.amazon.nova-micro-v1:0",
  messages: [{ role: "user", content: [{ text: "Analyse the iPhone 16 Pro." }] }],
};
const structured = {
  outputConfig: {
    textFormat: {
      type: "json_schema",
      structure: { jsonSchema: { name: "product_analysis", schema: JSON.stringify(schema) } },
    },
  },
};
const forced = {
  toolConfig: {
    tools: [{ toolSpec: { name: "product_analysis", inputSchema: { json: schema } } }],
    toolChoice: { tool: { name: "product_analysis" } },
  },
};

// Structured output, whole and streamed: the client checks lengths and checksums of the frames.
const whole = await client.send(new ConverseCommand({ ...ask, ...structured }));
assert.equal(whole.stopReason, "end_turn");
assert.ok(whole.usage.totalTokens > 0);
check(JSON.parse(whole.output.message.content[0].text));

let pieces = 0;
let text = "";
let stop;
let usage;
for await (const event of (await client.send(new ConverseStreamCommand({ ...ask, ...structured }))).stream) {
  if (event.contentBlockDelta) {
    ++pieces;
    text += event.contentBlockDelta.delta.text;
  }
  stop = event.messageStop?.stopReason ?? stop;
  usage = event.metadata?.usage ?? usage;
}
assert.ok(pieces > 5);
assert.equal(text, whole.output.message.content[0].text);
assert.equal(stop, "end_turn");
assert.equal(usage.outputTokens, pieces);

// A forced tool, whole and streamed.
const called = await client.send(new ConverseCommand({ ...ask, ...forced }));
assert.equal(called.stopReason, "tool_use");
check(called.output.message.content[0].toolUse.input);

let name;
let grown = "";
for await (const event of (await client.send(new ConverseStreamCommand({ ...ask, ...forced }))).stream) {
  name = event.contentBlockStart?.start.toolUse.name ?? name;
  grown += event.contentBlockDelta?.delta.toolUse.input ?? "";
}
assert.equal(name, "product_analysis");
check(JSON.parse(grown));

// Anthropic's events in frames.
const invoked = await client.send(
  new InvokeModelWithResponseStreamCommand({
    modelId: "us.anthropic.claude-haiku-4-5-20251001-v1:0",
    contentType: "application/json",
    body: JSON.stringify({
      anthropic_version: "bedrock-2023-05-31",
      max_tokens: 1024,
      messages: [{ role: "user", content: "Analyse the iPhone 16 Pro." }],
      tools: [{ name: "product_analysis", input_schema: schema }],
      tool_choice: { type: "tool", name: "product_analysis" },
    }),
  }),
);
let input = "";
const types = new Set();
for await (const event of invoked.body) {
  const inner = JSON.parse(new TextDecoder().decode(event.chunk.bytes));
  types.add(inner.type);
  input += inner.delta?.partial_json ?? "";
}
assert.ok(types.has("message_start") && types.has("message_stop"));
check(JSON.parse(input));

// What the simulator refuses is an error that the client knows.
await assert.rejects(
  client.send(new ConverseCommand({ ...ask, messages: [] })),
  (error) => error instanceof ValidationException && error.$metadata.httpStatusCode === 400,
);

console.log("bedrock: structured and tool calls, whole and streamed: ok");
