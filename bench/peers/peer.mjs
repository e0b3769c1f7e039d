// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
//
// peer.mjs NAME URL BYTES TIMES: takes one answer by one library's documented way to partial objects. Prints a line of
// JSON: CPU of the whole process (its collector's and its native threads' included), median of TIMES runs after one.
const [name, url, bytes, times] = process.argv.slice(2);
process.env.OPENAI_API_KEY = process.env.ANTHROPIC_API_KEY = 'key';
process.env.BENCH_URL = `${url}/v1`;
const model = `report-${bytes}-4`;
process.env.BENCH_MODEL = model;

const report = (z) => z.object({
    summary: z.string(),
    findings: z.array(z.object({
        title: z.string(),
        severity: z.enum(['low', 'medium', 'high']),
        score: z.number(),
        detail: z.string(),
    })),
});
const tool = {
    name: 'json',
    description: 'The report',
    input_schema: { type: 'object', properties: { summary: { type: 'string' }, findings: { type: 'array' } } },
};

// Each makes a function that takes one answer and returns [how many partials it showed, the whole object].
const peers = {
    // No partials: what reading the stream and parsing once comes to.
    fetch: async () => async () => {
        const response = await fetch(`${url}/v1/chat/completions`, { method: 'POST', body: JSON.stringify({ model }) });
        let rest = '', text = '';
        for await (const piece of response.body.pipeThrough(new TextDecoderStream())) {
            const lines = (rest + piece).split('\n');
            rest = lines.pop();
            for (const line of lines)
                if (line.startsWith('data: {')) text += JSON.parse(line.slice(6)).choices[0].delta.content ?? '';
        }
        return [0, JSON.parse(text)];
    },
    'ai + @ai-sdk/openai': async () => {
        const { streamText, Output } = await import('ai');
        const { createOpenAI } = await import('@ai-sdk/openai');
        const { z } = await import('zod');
        const openai = createOpenAI({ baseURL: `${url}/v1` });
        return () => aiSdk(streamText, Output, openai.chat(model), report(z));
    },
    'ai + @ai-sdk/anthropic': async () => {
        const { streamText, Output } = await import('ai');
        const { createAnthropic } = await import('@ai-sdk/anthropic');
        const { z } = await import('zod');
        const anthropic = createAnthropic({ baseURL: `${url}/v1` });
        return () => aiSdk(streamText, Output, anthropic(model), report(z));
    },
    '@instructor-ai/instructor': async () => {
        const { default: OpenAI } = await import('openai-4');
        const { default: Instructor } = await import('@instructor-ai/instructor');
        const { z } = await import('zod-3');
        const client = Instructor({ client: new OpenAI({ baseURL: `${url}/v1` }), mode: 'JSON_SCHEMA' });
        return async () => {
            let partials = 0, last;
            const stream = await client.chat.completions.create({
                model,
                messages: [{ role: 'user', content: 'Report' }],
                response_model: { schema: report(z), name: 'report' },
                stream: true,
            });
            for await (last of stream) ++partials;
            return [partials, last];
        };
    },
    '@boundaryml/baml': async () => {
        const { b } = await import('./baml_client/index.js');
        return async () => {
            let partials = 0;
            const stream = b.stream.MakeReport('Report');
            for await (const _ of stream) ++partials;
            return [partials, await stream.getFinalResponse()];
        };
    },
    openai: async () => {
        const { default: OpenAI } = await import('openai');
        const { zodResponseFormat } = await import('openai/helpers/zod');
        const { z } = await import('zod');
        const client = new OpenAI({ baseURL: `${url}/v1` });
        return async () => {
            let partials = 0;
            const stream = client.chat.completions.stream({
                model,
                messages: [{ role: 'user', content: 'Report' }],
                response_format: zodResponseFormat(report(z), 'report'),
            });
            stream.on('content.delta', ({ parsed }) => { if (parsed) ++partials; });
            const done = await stream.finalChatCompletion();
            return [partials, done.choices[0].message.parsed];
        };
    },
    '@anthropic-ai/sdk': async () => {
        const { default: Anthropic } = await import('@anthropic-ai/sdk');
        const client = new Anthropic({ baseURL: url });
        return async () => {
            let partials = 0;
            const stream = client.messages.stream({
                model,
                max_tokens: 100000,
                messages: [{ role: 'user', content: 'Report' }],
                tools: [tool],
                tool_choice: { type: 'tool', name: 'json' },
            });
            stream.on('inputJson', () => { ++partials; });
            const done = await stream.finalMessage();
            return [partials, done.content[0].input];
        };
    },
};

async function aiSdk(streamText, Output, languageModel, schema) {
    let partials = 0;
    const result = streamText({ model: languageModel, prompt: 'Report', output: Output.object({ schema }) });
    for await (const _ of result.partialOutputStream) ++partials;
    return [partials, await result.output];
}

const run = await peers[name]();
const measured = [];
let partials, whole;
for (let n = 0; n < (times > 1 ? Number(times) + 1 : 1); ++n) {
    const before = process.cpuUsage();
    [partials, whole] = await run();
    const spent = process.cpuUsage(before);
    measured.push((spent.user + spent.system) / 1000);
}
if (measured.length > 1) measured.shift();
measured.sort((a, b) => a - b);
if (!(whole?.findings?.length > 1)) throw new Error(`${name} did not give the whole object`);
console.log(JSON.stringify({
    bench: 'peers', peer: name, sent: url.endsWith('/whole') ? 'whole' : 'singly', bytes: Number(bytes), cut: 4,
    cpu_ms: measured[measured.length >> 1], partials, runs: measured.length,
}));
process.exit(0);
