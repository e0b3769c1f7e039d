// Google's official client against coax sim: node google.mjs BASE_URL
import assert from "node:assert/strict";
import { ApiError, FunctionCallingConfigMode, GoogleGenAI } from "@google/genai";
import { check, schema } from "./question.mjs";

const base = process.argv[2].replace(/\/v1beta$/, "");
const client = new GoogleGenAI({ apiKey: "simulated-key", httpOptions: { baseUrl: base } });
const ask = { model: "gemini-2.5-flash", contents: "Analyse the iPhone 16 Pro." };
const structured = { config: { responseMimeType: "application/json", responseJsonSchema: schema } };
const forced = {
  config: {
    tools: [{ functionDeclarations: [{ name: "product_analysis", parametersJsonSchema: schema }] }],
    toolConfig: { functionCallingConfig: { mode: FunctionCallingConfigMode.ANY } },
  },
};

// Structured output, whole and streamed.
const whole = await client.models.generateContent({ ...ask, ...structured });
assert.equal(whole.candidates[0].finishReason, "STOP");
assert.equal(whole.modelVersion, "gemini-2.5-flash");
assert.ok(whole.usageMetadata.totalTokenCount > 0);
check(JSON.parse(whole.text));

let pieces = 0;
let text = "";
let last;
for await (const chunk of await client.models.generateContentStream({ ...ask, ...structured })) {
  if (chunk.text) ++pieces;
  text += chunk.text ?? "";
  last = chunk;
}
assert.ok(pieces > 5);
assert.equal(text, whole.text);
assert.equal(last.candidates[0].finishReason, "STOP");
assert.equal(last.usageMetadata.candidatesTokenCount, pieces);

// A forced function, whole and streamed: its arguments come in one piece.
const called = await client.models.generateContent({ ...ask, ...forced });
assert.equal(called.functionCalls[0].name, "product_analysis");
check(called.functionCalls[0].args);

const calls = [];
for await (const chunk of await client.models.generateContentStream({ ...ask, ...forced }))
  calls.push(...(chunk.functionCalls ?? []));
assert.equal(calls.length, 1);
check(calls[0].args);

// What the simulator refuses is an error that the client knows.
await assert.rejects(
  client.models.generateContent({ ...ask, contents: [] }),
  (error) => (error instanceof ApiError && error.status === 400) || /contents/.test(error.message),
);

console.log("google: structured and function calls, whole and streamed: ok");
