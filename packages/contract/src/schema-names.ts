import { z } from 'zod';
import * as common from './basic-schema.ts';
import * as live from './live-contract.ts';
import { nouns } from './operations.ts';
import * as webLive from './web-live-contract.ts';

/** Kinds that deserve a name of their own; a bare string or number is clearer in place. */
const namedKinds = new Set(['object', 'enum', 'union']);
/** Inputs that are taken apart into single parameters. */
const notNamed = /(?:Params|Query)$/;

function isSchema(value: unknown): value is z.ZodType {
  return value instanceof z.ZodType;
}

function kindOf(schema: z.ZodType): string {
  return (schema as unknown as { def: { type: string } }).def.type;
}

/**
 * Schemas of the contract that carry a name in the OpenAPI document: exported `caseRow` is CaseRow.
 */
export function listNamedSchemas(): Map<string, z.ZodType> {
  const named = new Map<string, z.ZodType>();
  for (const noun of [common, ...nouns, live, webLive]) {
    for (const [key, value] of Object.entries(noun as Record<string, unknown>)) {
      if (!isSchema(value) || notNamed.test(key) || !namedKinds.has(kindOf(value))) continue;
      const name = key.charAt(0).toUpperCase() + key.slice(1);
      const taken = named.get(name);
      if (taken && taken !== value)
        throw new Error(`Two schemas of the contract are called ${key}.`);
      named.set(name, value);
    }
  }
  return named;
}
