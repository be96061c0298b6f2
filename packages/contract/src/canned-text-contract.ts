import { z } from 'zod';
import { id, instant, locale, shortText, teamRef } from './basic-schema.ts';
import { caseParams } from './case-contract.ts';
import { operation } from './operation.ts';
import { checkOverrides } from './reply-check-rule.ts';
import { findings } from './reply-finding.ts';

const tag = 'canned-texts';

/** What is filled in when a canned text is used; what is not known stays for the reply check. */
export const cannedFields = ['contact', 'case', 'member', 'promise'] as const;

const shortcut = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9äöüß-]{1,30}$/, 'Letters, digits and hyphens, at most 30.')
  .describe('Typed after a slash in an answer.');
const words = z.string().trim().max(5_000);

export const cannedText = z.object({
  id,
  shortcut: z.string(),
  name: z.string(),
  team: teamRef.nullable().describe('Whose it is; null: everybody’s.'),
  texts: z.object({ de: z.string(), en: z.string() }).describe('Empty where there is none.'),
  changed_at: instant,
  mine: z.boolean().describe('The caller may change it.'),
});
export type CannedText = z.infer<typeof cannedText>;

export const listCannedTexts = operation({
  id: 'listCannedTexts',
  method: 'GET',
  path: '/api/v1/canned-texts',
  tag,
  summary: 'Words that come back: those of everybody and of the caller’s teams, by shortcut.',
  access: 'member_or_key',
  scope: 'account:read',
  response: z.object({ items: z.array(cannedText) }),
});

const body = z.object({
  shortcut,
  name: shortText,
  team_id: id.nullable().default(null),
  texts: z
    .object({ de: words.default(''), en: words.default('') })
    .refine(({ de, en }) => de !== '' || en !== '', {
      message: 'Write the words in one language at least.',
      path: ['de'],
    })
    .describe(`Placeholders: ${cannedFields.map((field) => `{${field}}`).join(', ')}.`),
  check_overrides: checkOverrides,
});

export const createCannedText = operation({
  id: 'createCannedText',
  method: 'POST',
  path: '/api/v1/canned-texts',
  tag,
  summary: 'Keeps words that come back; agents for their teams, those who lead for everybody.',
  access: 'member_or_key',
  scope: 'account:write',
  status: 201,
  body,
  response: cannedText.extend({ findings }),
});

const params = z.object({ cannedTextId: id });

export const updateCannedText = operation({
  id: 'updateCannedText',
  method: 'PUT',
  path: '/api/v1/canned-texts/{cannedTextId}',
  tag,
  summary: 'Changes such words.',
  access: 'member_or_key',
  scope: 'account:write',
  params,
  body,
  response: cannedText.extend({ findings }),
});

export const deleteCannedText = operation({
  id: 'deleteCannedText',
  method: 'DELETE',
  path: '/api/v1/canned-texts/{cannedTextId}',
  tag,
  summary: 'Removes such words; they can be brought back.',
  access: 'member_or_key',
  scope: 'account:write',
  params,
});

export const createCannedTextRestoration = operation({
  id: 'createCannedTextRestoration',
  method: 'POST',
  path: '/api/v1/canned-texts/{cannedTextId}/restorations',
  tag,
  summary: 'Brings removed words back.',
  access: 'member_or_key',
  scope: 'account:write',
  params,
  response: cannedText,
});

export const filledText = z.object({
  id,
  shortcut: z.string(),
  name: z.string(),
  language: locale,
  text: z.string().describe('Filled in for this case and the caller.'),
});
export type FilledText = z.infer<typeof filledText>;

export const listCaseCannedTexts = operation({
  id: 'listCaseCannedTexts',
  method: 'GET',
  path: '/api/v1/cases/{caseId}/canned-texts',
  tag,
  summary: 'Canned texts filled in for a case, in the language of its contact where they have it.',
  access: 'member',
  params: caseParams,
  response: z.object({ items: z.array(filledText) }),
});
