import { z } from 'zod';
import { addressPattern } from './address-pattern.ts';
import { isVisible } from './visible-text.ts';

export const id = z.uuid().describe('UUID, version 7 where the server made it.');
export const instant = z.iso.datetime({ offset: true }).describe('RFC 3339 instant in UTC.');
export const emailAddress = z
  .string()
  .min(3)
  .max(320)
  .regex(addressPattern, 'Write an e-mail address, such as name@example.org.')
  .describe('One e-mail address without a display name.');
export const locale = z.enum(['de', 'en']).describe('Language of texts for a person.');

/** Words for a person, in which they see something: at most so many characters. */
export function visibleText(most: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(most)
    .refine((text) => text === '' || isVisible(text), 'Write something here.');
}

export const shortText = visibleText(200);
/** What a case or a mail is about: one line, so that it can stand in a header. */
export const subjectLine = visibleText(500)
  // oxlint-disable-next-line no-control-regex -- they are what must not be in it
  .regex(/^[^\u0000-\u001f\u007f]*$/, 'Write it on one line, without control characters.');
export const cursor = z.string().min(1).max(400).describe('Opaque; from next_cursor of a page.');
export const limit = z.coerce
  .number()
  .int()
  .min(1)
  .max(200)
  .default(50)
  .describe('Rows on a page, at most 200.');

export const requestKey = id
  .optional()
  .describe('Chosen by the caller, so that sending again after a lost answer changes nothing.');

/** One page of a list ordered by a key; `next_cursor` is null on the last page. */
export function page<S extends z.ZodType>(item: S) {
  return z.object({ items: z.array(item), next_cursor: z.string().nullable() });
}

export const listQuery = z.object({ limit, cursor: cursor.optional() });

/** A person of the organisation as others see them. */
export const memberRef = z.object({ id, name: z.string() });
export const teamRef = z.object({ id, name: z.string() });
export const contactRef = z.object({ id, name: z.string() });

export const mailbox = z.object({
  name: z.string().nullable(),
  address: z.string(),
});

export const password = z
  .string()
  .min(10)
  .max(200)
  .describe(
    'At least 10 characters; any characters. Length matters more than kinds of characters.',
  );

/** RFC 9457 problem details as every error answers. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string().describe('Stable word for programs, such as case_taken.'),
  detail: z.string().describe('What happened, what is safe, what to do.'),
  fields: z
    .array(z.object({ path: z.string(), message: z.string() }))
    .optional()
    .describe('Where the input is wrong.'),
  facts: z.record(z.string(), z.unknown()).optional().describe('What a program needs to go on.'),
});
export type Problem = z.infer<typeof problem>;
