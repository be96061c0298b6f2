import type { z } from 'zod';
import { type FieldProblem, Invalid } from '../errors.ts';
import type { Locale } from '../i18n/texts.ts';
import { describeIssue } from './field-words.ts';

interface ZodObjectLike {
  strict(): z.ZodType;
}

function isObjectSchema(schema: z.ZodType): boolean {
  return (schema as unknown as { def: { type: string } }).def.type === 'object';
}

/** The schema that also refuses fields it does not know, so that a misspelt one is not ignored. */
export function strictly(schema: z.ZodType): z.ZodType {
  return isObjectSchema(schema) ? (schema as unknown as ZodObjectLike).strict() : schema;
}

/**
 * Parses one part of a request; throws `Invalid` naming every wrong field. Words that a schema of
 * ours has stay English here; `findFieldTextDe` has their German.
 */
export function checkInput(
  schema: z.ZodType,
  value: unknown,
  part: string,
  locale: Locale = 'en',
): unknown {
  const result = schema.safeParse(value, { error: (issue) => describeIssue(issue, locale) });
  if (result.success) return result.data;
  const fields: FieldProblem[] = result.error.issues.flatMap((issue) => {
    const path = [part, ...issue.path].join('.');
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        path: `${path}.${key}`,
        message: locale === 'de' ? 'Dieses Feld gibt es nicht.' : 'There is no such field.',
      }));
    }
    return [{ path, message: issue.message }];
  });
  throw new Invalid(fields);
}

/** PostgreSQL’s text cannot hold NUL: refuse it once, here, with a clear word. */
export function refuseNul(value: unknown, path: string): void {
  if (typeof value === 'string') {
    if (value.includes('\u0000')) {
      throw new Invalid([{ path, message: 'Contains a NUL character; remove it.' }]);
    }
  } else if (Array.isArray(value)) {
    value.forEach((item, index) => refuseNul(item, `${path}.${index}`));
  } else if (value && typeof value === 'object' && !Buffer.isBuffer(value)) {
    for (const [key, item] of Object.entries(value)) refuseNul(item, `${path}.${key}`);
  }
}
