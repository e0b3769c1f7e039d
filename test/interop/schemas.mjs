// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// The schemas coax emits, judged by an independent validator: schemas.mjs FOLDER_OF_TEST_DATA
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv/dist/2020.js";
import formats from "ajv-formats";

const folder = process.argv[2];
const read = (...path) => JSON.parse(readFileSync(join(folder, ...path), "utf8"));
let wrong = 0;
let checked = 0;
const say = (words) => { ++wrong; console.error(words); };

for (const file of readdirSync(join(folder, "golden"))) {
    // Every dialect but Gemini's upper-case one is JSON Schema, and must be well formed as such.
    for (const [dialect, schema] of Object.entries(read("golden", file))) {
        if (dialect === "gemini_schema")
            continue;
        const ajv = new Ajv({ strict: true, strictRequired: false, allowUnionTypes: true });
        formats(ajv);
        try {
            ajv.compile(schema);
        } catch (error) {
            say(`${file} ${dialect}: ${error.message}`);
        }
        ++checked;
    }
}

for (const file of readdirSync(join(folder, "values"))) {
    const ajv = new Ajv({ strict: true, strictRequired: false, allowUnionTypes: true });
    formats(ajv);
    const validate = ajv.compile(read("golden", file).plain);
    const golden = read("golden", file);
    for (const [kind, list] of Object.entries(read("values", file))) {
        // "openai_accepts": in the form that dialect gives the type, where it is another.
        const dialect = kind.match(/^(.*)_(accepts|refuses)$/)?.[1];
        const judge = dialect in golden ? ajv.compile(golden[dialect]) : validate;
        const fits = kind.endsWith("accepts") || kind === "only_binder_refuses";
        for (const value of list) {
            if (judge(value) !== fits)
                say(`${file} (${kind}) ${JSON.stringify(value)}: ${ajv.errorsText(judge.errors)}`);
            ++checked;
        }
    }
}

console.log(`schemas: ${checked} checked, ${wrong} wrong`);
process.exit(wrong === 0 ? 0 : 1);
