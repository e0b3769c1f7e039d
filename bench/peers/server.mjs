// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
//
// server.mjs FOLDER: serves the answers that bench_answers wrote, over plain http, each event written by itself, as fast
// as they are taken; below /whole in one piece. Prints its port.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const folder = process.argv[2];
const answers = new Map();

const server = createServer(async (request, response) => {
    let body = '';
    for await (const piece of request) body += piece;
    const kind = request.url.includes('/messages') ? 'messages' : 'chat';
    const name = `${JSON.parse(body).model}.${kind}`;
    if (!answers.has(name)) answers.set(name, readFileSync(`${folder}/${name}`, 'utf8').split(/(?<=\n\n)/));
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.socket.setNoDelay(true);
    if (request.url.startsWith('/whole')) return response.end(answers.get(name).join(''));
    for (const event of answers.get(name)) {
        if (!response.write(event)) await new Promise((go) => response.once('drain', go));
        await new Promise(setImmediate);
    }
    response.end();
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
