// What the scripts of all clients ask for.
import assert from "node:assert/strict";

export const schema = {
  type: "object",
  properties: {
    product_name: { type: "string" },
    strengths: { type: "array", items: { type: "string" }, minItems: 2 },
    verdict: { type: "string", enum: ["buy", "wait", "avoid"] },
    score: { type: "number", minimum: 0, maximum: 10 },
  },
  required: ["product_name", "strengths", "verdict", "score"],
  additionalProperties: false,
};

/** Fails unless `value` fits the schema above. */
export function check(value) {
  assert.deepEqual(Object.keys(value), schema.required);
  assert.equal(typeof value.product_name, "string");
  assert.ok(value.strengths.length >= 2 && value.strengths.every((one) => typeof one === "string"));
  assert.ok(schema.properties.verdict.enum.includes(value.verdict));
  assert.ok(value.score >= 0 && value.score <= 10);
}
