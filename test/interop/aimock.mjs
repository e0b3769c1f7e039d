// A provider that this project did not write, for coax to extract from: node aimock.mjs [CHUNK_SIZE]
// Prints a base URL for each provider, as coax sim does, and serves until it is told to stop.
import { LLMock } from "@copilotkit/aimock";
import { fileURLToPath } from "node:url";

export const value = {
  product_name: "iPhone 16 Pro",
  strengths: ["fast chip", "good camera \u{1F4F7}", 'a "pro" display'],
  verdict: "buy",
  score: 8.5,
};

export async function start(chunkSize = 7) {
  const mock = new LLMock({ port: 0, host: "127.0.0.1", chunkSize });
  const json = JSON.stringify(value);
  // A forced tool gets a call of that tool, every other request the same value as text.
  mock.on({ predicate: (request) => request.tools?.length > 0 }, (request) => ({
    toolCalls: [{ name: request.tools[0].function.name, arguments: json }],
  }));
  mock.on({ predicate: (request) => !request.tools?.length }, { content: json });
  await mock.start();
  return mock;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const mock = await start(Number(process.argv[2] ?? 7));
  console.log(`anthropic ${mock.url}`);
  console.log(`openai ${mock.url}/v1`);
  console.log(`google ${mock.url}`);
  const stop = async () => {
    await mock.stop();
    process.exit(0);
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
}
