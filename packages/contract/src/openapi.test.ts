import { describe, expect, test } from 'vitest';
import type { JsonSchema } from './schema-book.ts';
import { makeOpenApi, type OpenApiOperation } from './openapi.ts';
import { operations } from './operations.ts';

const document = makeOpenApi({ version: '1.2.3', serverUrl: 'https://desk.example.org' });
const described = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

test('every group of operations says what it is about', () => {
  const silent = document.tags.filter(({ name, description }) => description === name);
  expect(silent.map(({ name }) => name)).toEqual([]);
});

/** Keywords of JSON Schema draft 2020-12 that the contract makes use of. */
const keywords = new Set([
  '$ref',
  'type',
  'format',
  'pattern',
  'contentEncoding',
  'description',
  'enum',
  'const',
  'default',
  'properties',
  'required',
  'additionalProperties',
  'propertyNames',
  'items',
  'anyOf',
  'oneOf',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'minimum',
  'maximum',
  'exclusiveMinimum',
]);

function resolve(pointer: string): unknown {
  return pointer
    .slice(2)
    .split('/')
    .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], document);
}

/** What is wrong with a schema and those inside it, one line each. */
function findFaults(schema: JsonSchema, place: string): string[] {
  const names = Object.keys(schema.properties ?? {});
  const inner = Object.entries(schema.properties ?? {}).map(
    ([name, one]) => [one, `${place}.${name}`] as const,
  );
  const choices = [
    ...(schema.anyOf ?? []),
    ...(schema.oneOf ?? []),
    ...[schema.items ?? []].flat(),
  ];
  return [
    ...Object.keys(schema)
      .filter((keyword) => !keywords.has(keyword))
      .map((keyword) => `${place}: unknown keyword ${keyword}`),
    ...(schema.required ?? [])
      .filter((name) => !names.includes(name))
      .map((name) => `${place}: requires ${name}, which it does not describe`),
    ...inner.flatMap(([one, at]) => findFaults(one, at)),
    ...choices.flatMap((one) => findFaults(one, place)),
  ];
}

describe('the OpenAPI document', () => {
  test('holds every operation of the contract once, under its own id', () => {
    const ids = described.map(({ operation }) => operation.operationId);
    expect(ids.toSorted()).toEqual(operations.map(({ id }) => id).toSorted());
  });

  test('refers only to what is in it', () => {
    const refs = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)];
    expect(refs.filter(([, pointer]) => resolve(pointer!) === undefined)).toEqual([]);
    expect(JSON.stringify(document)).not.toMatch(/"\$id"|"\$schema"|"\$defs"/);
  });

  test('uses the keywords of JSON Schema as they are defined', () => {
    const bodies = described.map(({ operation }) => [
      operation.operationId,
      operation.requestBody?.content['application/json']?.schema ?? {},
    ]);
    const schemas = [...Object.entries(document.components.schemas), ...bodies];
    const faults = schemas.flatMap(([name, schema]) =>
      findFaults(schema as JsonSchema, name as string),
    );
    expect(faults).toEqual([]);
  });

  test('declares each placeholder of a path as a parameter that is required', () => {
    const declared = described.map(({ path, operation }) => {
      const parameters = (operation.parameters ?? []).filter((one) => one.in === 'path');
      return [path, parameters.filter((one) => one.required).map((one) => one.name)];
    });
    const placeholders = described.map(({ path }) => [
      path,
      [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]),
    ]);
    expect(declared).toEqual(placeholders);
  });

  test('tells for each operation who may call it and what can go wrong', () => {
    const silent = described.filter(({ operation }) => {
      const statuses = Object.keys(operation.responses).map(Number);
      const needsSignIn = operation.security.length > 0;
      const saysWho = /^(?:Open to|For (?:signed-in|visitors|whoever))/.test(operation.description);
      const saysWhat = statuses.includes(500) && statuses.includes(401) === needsSignIn;
      return !saysWho || !saysWhat || !statuses.some((status) => status < 300);
    });
    expect(silent).toEqual([]);
  });

  test('names the schemas that people talk about', () => {
    const names = Object.keys(document.components.schemas);
    expect(names).toEqual(expect.arrayContaining(['CaseDetail', 'Message', 'Problem', 'Contact']));
    expect(find('getCase').responses['200']).toMatchObject({
      content: { 'application/json': { schema: { $ref: '#/components/schemas/CaseDetail' } } },
    });
  });

  test('lets an answer grow and refuses what a request misspells', () => {
    expect(document.components.schemas['CaseDetail']).not.toHaveProperty('additionalProperties');
    const body = find('createCase').requestBody?.content['application/json']?.schema;
    expect(body?.additionalProperties).toBe(false);
    expect(body?.required).toEqual(['subject', 'contact_id', 'channel_id']);
  });

  test('says what a visitor and a program that signs bring along, and what they send', () => {
    expect(find('createWebMessage').security).toEqual([{ visitor: [] }]);
    expect(find('createWebSession').security).toEqual([]);
    const arrival = find('createInboundArrival');
    expect(arrival.security).toEqual([{ signature: [] }]);
    const headers = arrival.parameters!.filter((one) => one.in === 'header');
    expect(headers.map(({ name }) => name)).toEqual(['webhook-id', 'webhook-timestamp']);
    expect(arrival.requestBody).toEqual(find('createChannelMessage').requestBody);
    expect(arrival.requestBody!.required).toBe(true);
    expect(find('updateChannel').requestBody!.required).toBe(false);
    const named = Object.keys(document.components.schemas);
    expect(named).toEqual(expect.arrayContaining(['WebLiveRequestInput', 'WebLiveMessage']));
  });

  test('describes bytes as bytes', () => {
    expect(Object.keys(find('createUpload').requestBody!.content)).toEqual([
      'application/octet-stream',
    ]);
    expect(find('getMessageFrame').responses['200']).toMatchObject({
      content: { 'text/html': { schema: {} } },
    });
  });
});

function find(operationId: string): OpenApiOperation {
  return described.find(({ operation }) => operation.operationId === operationId)!.operation;
}
