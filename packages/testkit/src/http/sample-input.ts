import type { OperationShape } from '@earshot/contract/operation.ts';
import { z } from 'zod';
import type { LooseInput } from './call-operation.ts';

interface Schema {
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  minItems?: number;
  minimum?: number;
  minLength?: number;
  format?: string;
  pattern?: string;
}

/** Value for a field where the schema alone does not say what is plausible; undefined: any. */
export type Suggest = (name: string) => unknown;

/** The smallest input that the contract accepts: required fields only. */
export function sampleInput(operation: OperationShape, suggest: Suggest): LooseInput {
  return {
    params: sampleOf(schemaOf(operation.params), suggest, '') as Record<string, unknown>,
    query: sampleOf(schemaOf(operation.query), suggest, '') as Record<string, unknown>,
    body: operation.consumes
      ? Buffer.from('From: rosa@kitchen-notes.example\r\n\r\nHello\r\n')
      : sampleOf(schemaOf(operation.body), suggest, ''),
  };
}

/** JSON Schema of what may be sent; null where the operation takes nothing there. */
export function schemaOf(schema: unknown): Schema | null {
  if (!schema) return null;
  const options = { io: 'input', target: 'draft-7', unrepresentable: 'any' } as const;
  return z.toJSONSchema(schema as z.ZodType, options) as Schema;
}

/** Names of all fields on the first level. */
export function fieldsOf(schema: unknown): string[] {
  const shape = schemaOf(schema);
  const parts = [shape, ...(shape?.anyOf ?? []), ...(shape?.oneOf ?? [])];
  return [...new Set(parts.flatMap((part) => Object.keys(part?.properties ?? {})))];
}

function sampleOf(schema: Schema | null, suggest: Suggest, name: string): unknown {
  if (!schema) return undefined;
  const suggested = name === '' ? undefined : suggest(name);
  const isWhole = !schema.properties || typeof suggested === 'object';
  if (suggested !== undefined && isWhole) {
    return schema.type === 'array' ? [suggested] : suggested;
  }
  if ('const' in schema) return schema.const;
  if (schema.enum) return schema.enum[0];
  const choice = schema.anyOf?.[0] ?? schema.oneOf?.[0];
  if (choice) return sampleOf(choice, suggest, name);
  if (schema.type === 'object') return sampleObject(schema, suggest);
  if (schema.type === 'array') {
    const item = sampleOf(schema.items ?? {}, suggest, name);
    return schema.minItems ? [item] : [];
  }
  if (schema.type === 'string') return sampleText(schema);
  if (schema.type === 'integer' || schema.type === 'number')
    return Math.max(schema.minimum ?? 1, 1);
  return schema.type === 'boolean' ? false : null;
}

function sampleObject(schema: Schema, suggest: Suggest): Record<string, unknown> {
  const names = schema.required ?? [];
  return Object.fromEntries(
    names.map((name) => [name, sampleOf(schema.properties?.[name] ?? {}, suggest, name)]),
  );
}

function sampleText(schema: Schema): string {
  if (schema.format === 'uuid') return '01890000-0000-7000-8000-000000000000';
  if (schema.format === 'date-time') return '2030-01-01T00:00:00Z';
  if (schema.format === 'uri') return 'https://falk.example/';
  if (schema.pattern?.includes('@')) return 'rosa@kitchen-notes.example';
  return 'sample text '.repeat(Math.ceil((schema.minLength ?? 1) / 12)).trim();
}
