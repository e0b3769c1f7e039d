// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
//
// server.mjs FOLDER: serves the answers that bench_answers wrote, over plain http, each in one piece as fast as it is
// taken. Prints its port.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const folder = process.argv[2];
const answers = new Map();

const server = createServer(async (request, response) => {
    let body = '';
    for await (const piece of request) body += piece;
    const kind = request.url.includes('/messages') ? 'messages' : 'chat';
    const name = `${JSON.parse(body).model}.${kind}`;
    if (!answers.has(name)) answers.set(name, readFileSync(`${folder}/${name}`));
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end(answers.get(name));
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
