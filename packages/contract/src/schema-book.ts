import { z } from 'zod';
import type { OperationShape } from './operation.ts';
import { listNamedSchemas } from './schema-names.ts';

/** A JSON Schema (draft 2020-12), as far as the contract uses it. */
export interface JsonSchema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  description?: string;
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean | JsonSchema;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  [keyword: string]: unknown;
}

export type SchemaPart = 'params' | 'query' | 'body' | 'response';

export interface SchemaBook {
  /** Named schemas that some operation uses, by name. */
  components: Record<string, JsonSchema>;
  find(operationId: string, part: SchemaPart): JsonSchema | undefined;
}

const refPrefix = '#/components/schemas/';
const parts: readonly SchemaPart[] = ['params', 'query', 'body', 'response'];

/** Schemas that no operation uses but programs need: the messages of the live connections. */
const alwaysNamed = [
  'Problem',
  'LiveRequest',
  'LiveMessage',
  'WebLiveRequest',
  'WebLiveRequestInput',
  'WebLiveMessage',
];

/**
 * All schemas of the contract as JSON Schema. A named schema that reads differently as input (a
 * default makes a field optional) appears twice: `EmailSettings` and `EmailSettingsInput`.
 */
export function convertSchemas(operations: readonly OperationShape[]): SchemaBook {
  const named = listNamedSchemas();
  const outputs = convertAll(named, operations, 'output');
  const inputs = convertAll(named, operations, 'input');
  const differing = findDiffering([...named.keys()], outputs, inputs);
  const renamed = new Map([...differing].map((name) => [name, inputNameOf(name)]));
  const all: Record<string, JsonSchema> = { ...outputs };
  for (const [name, inputName] of renamed) all[inputName] = renameRefs(inputs[name]!, renamed);
  const found = new Map<string, JsonSchema>();
  for (const operation of operations) {
    for (const part of parts) {
      if (!operation[part]) continue;
      const key = `${operation.id}.${part}`;
      found.set(key, part === 'response' ? outputs[key]! : renameRefs(inputs[key]!, renamed));
      delete all[key];
    }
  }
  const used = collectUsed([...found.values()], all);
  const components = Object.entries(all).filter(([name]) => used.has(name));
  return {
    components: Object.fromEntries(components.toSorted(([a], [b]) => (a < b ? -1 : 1))),
    find: (operationId, part) => found.get(`${operationId}.${part}`),
  };
}

function inputNameOf(name: string): string {
  return name.endsWith('Input') ? name : `${name}Input`;
}

function convertAll(
  named: ReadonlyMap<string, z.ZodType>,
  operations: readonly OperationShape[],
  io: 'input' | 'output',
): Record<string, JsonSchema> {
  const registry = z.registry<{ id: string }>();
  const aliases = new Map<string, string>();
  for (const [name, schema] of named) registry.add(schema, { id: name });
  for (const operation of operations) {
    for (const part of parts) {
      const schema = operation[part];
      if (!schema) continue;
      const id = `${operation.id}.${part}`;
      const already = registry.get(schema)?.id;
      if (already) aliases.set(id, already);
      else registry.add(schema, { id });
    }
  }
  const { schemas } = z.toJSONSchema(registry, {
    io,
    unrepresentable: 'any',
    uri: (id) => refPrefix + id,
    override: ({ zodSchema, jsonSchema }) => {
      const description = z.globalRegistry.get(zodSchema)?.description;
      if (description) jsonSchema.description = description;
      tidySchema(jsonSchema as JsonSchema, io);
    },
  });
  const all = schemas as unknown as Record<string, JsonSchema>;
  for (const [id, name] of aliases) {
    // What has no name of its own stands in place, also where two operations share it.
    const inPlace = /\.(?:params|query)$/.test(id) || name.includes('.');
    all[id] = inPlace ? all[name]! : { $ref: refPrefix + name };
  }
  for (const schema of Object.values(all)) {
    delete schema['$schema'];
    delete schema['$id'];
  }
  for (const operation of operations) {
    // The server refuses unknown fields at the top of a body.
    const body = all[`${operation.id}.body`];
    if (io === 'input' && body?.properties) body.additionalProperties = false;
  }
  return all;
}

/** Leaves out what only repeats the format or the limits of a JavaScript number. */
function tidySchema(schema: JsonSchema, io: 'input' | 'output'): void {
  if (schema.format) delete schema['pattern'];
  if (schema['minimum'] === Number.MIN_SAFE_INTEGER) delete schema['minimum'];
  if (schema['maximum'] === Number.MAX_SAFE_INTEGER) delete schema['maximum'];
  if (io === 'output' && schema.additionalProperties === false) delete schema.additionalProperties;
}

function findDiffering(
  names: readonly string[],
  outputs: Record<string, JsonSchema>,
  inputs: Record<string, JsonSchema>,
): Set<string> {
  const differing = new Set(
    names.filter((name) => JSON.stringify(outputs[name]) !== JSON.stringify(inputs[name])),
  );
  // What refers to a differing schema differs too.
  for (let grown = true; grown;) {
    grown = false;
    for (const name of names) {
      if (differing.has(name) || !refsOf(inputs[name]!).some((ref) => differing.has(ref))) continue;
      differing.add(name);
      grown = true;
    }
  }
  return differing;
}

function refsOf(schema: JsonSchema): string[] {
  const found = JSON.stringify(schema).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g);
  return [...found].map((match) => match[1]!);
}

function renameRefs(schema: JsonSchema, renamed: ReadonlyMap<string, string>): JsonSchema {
  const text = JSON.stringify(schema).replaceAll(
    /"\$ref":"#\/components\/schemas\/([^"]+)"/g,
    (_whole, name: string) => `"$ref":"${refPrefix}${renamed.get(name) ?? name}"`,
  );
  return JSON.parse(text) as JsonSchema;
}

function collectUsed(roots: readonly JsonSchema[], all: Record<string, JsonSchema>): Set<string> {
  const used = new Set(alwaysNamed);
  const waiting = [...roots, ...alwaysNamed.map((name) => all[name]!)];
  for (let schema = waiting.pop(); schema; schema = waiting.pop()) {
    for (const name of refsOf(schema)) {
      if (used.has(name)) continue;
      used.add(name);
      waiting.push(all[name]!);
    }
  }
  return used;
}
