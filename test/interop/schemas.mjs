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

const judge_of = (schema) => {
    const ajv = new Ajv({ strict: true, strictRequired: false, allowUnionTypes: true });
    formats(ajv);
    return ajv.compile(schema);
};

// Gemini's older dialect is no JSON Schema: the same in its words.
const as_json_schema = (schema) => {
    const { nullable, propertyOrdering, ...out } = schema;
    if (out.type)
        out.type = out.type.toLowerCase();
    if (out.items)
        out.items = as_json_schema(out.items);
    if (out.anyOf)
        out.anyOf = out.anyOf.map(as_json_schema);
    for (const [name, one] of Object.entries(out.properties ?? {}))
        out.properties[name] = as_json_schema(one);
    return nullable ? { anyOf: [out, { type: "null" }] } : out;
};

const is_object = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

// A value in the form that a dialect's schema gives it: maps as lists of pairs, what is missing as null or left out.
const said = (value, schema, root) => {
    if (schema.$ref)
        return said(value, root.$defs[schema.$ref.replace("#/$defs/", "")], root);
    if (schema.anyOf) {
        const forms = schema.anyOf.map((one) => [said(value, one, root), one]);
        return forms.find(([form, one]) => judge_of({ ...one, $defs: root.$defs ?? {} })(form))?.[0] ?? value;
    }
    if (Array.isArray(value))
        return schema.items ? value.map((one) => said(one, schema.items, root)) : value;
    if (!is_object(value))
        return value;
    if (schema.type === "array")
        return Object.entries(value).map(
            ([key, one]) => ({ key, value: said(one, schema.items.properties.value, root) }));
    const out = { ...value };
    for (const [name, one] of Object.entries(schema.properties ?? {})) {
        const required = schema.required?.includes(name);
        if (name in value && (value[name] !== null || required))
            out[name] = said(value[name], one, root);
        else if (required)
            out[name] = null;
        else
            delete out[name];
    }
    return out;
};

const judges = {}; // by file and dialect
for (const file of readdirSync(join(folder, "golden"))) {
    judges[file] = {};
    for (const [dialect, emitted] of Object.entries(read("golden", file))) {
        const schema = dialect === "gemini_schema" ? as_json_schema(emitted) : emitted;
        if (JSON.stringify(schema).includes("$ref") && !schema.$defs)
            continue; // recurses where that cannot be said: it is never sent
        try {
            judges[file][dialect] = { schema, judge: judge_of(schema) };
        } catch (error) {
            say(`${file} ${dialect}: ${error.message}`);
        }
        ++checked;
    }
}

const expect = (fits, judge, value, where) => {
    if (judge(value) !== fits)
        say(`${where} ${JSON.stringify(value)}: ${judge.errors?.map((e) => e.instancePath + " " + e.message) ?? "fits"}`);
    ++checked;
};

for (const file of readdirSync(join(folder, "values"))) {
    for (const [kind, list] of Object.entries(read("values", file))) {
        // "openai_accepts": in the form that dialect gives the type, where it is another.
        const dialect = kind.match(/^(.*)_(accepts|refuses)$/)?.[1];
        const { judge } = judges[file][dialect] ?? judges[file].plain;
        const fits = kind.endsWith("accepts") || kind === "only_binder_refuses";
        for (const value of list)
            expect(fits, judge, value, `${file} (${kind})`);
        if (kind !== "accepts")
            continue;
        for (const [name, { schema, judge }] of Object.entries(judges[file]))
            for (const value of list)
                expect(true, judge, said(value, schema, schema), `${file} (${kind}, said for ${name})`);
    }
}

console.log(`schemas: ${checked} checked, ${wrong} wrong`);
process.exit(wrong === 0 ? 0 : 1);
