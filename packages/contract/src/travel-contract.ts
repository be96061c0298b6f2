import { z } from 'zod';
import { caseDetail, caseParams } from './case-contract.ts';
import { id, instant, locale, teamRef } from './basic-schema.ts';
import { contactLanguage } from './contact-language.ts';
import { operation } from './operation.ts';

const tag = 'cases';

/** Where a line of a hand-over comes from; nothing stands in it without a source. */
export const handOverSource = z.object({
  kind: z.enum(['case', 'contact', 'message', 'note', 'task', 'promise']),
  id,
});

export const handOverLine = z.object({
  part: z.enum(['who', 'what', 'tried', 'promised', 'open']),
  text: z.string(),
  source: handOverSource,
});
export type HandOverLine = z.infer<typeof handOverLine>;

export const handOver = z.object({
  language: locale,
  lines: z.array(handOverLine),
  text: z.string().describe('The lines below their headings, to be edited before it is given.'),
});
export type HandOver = z.infer<typeof handOver>;

export const contactTold = z
  .enum([
    'told',
    'switched_off',
    'left_out',
    'automatic',
    'held',
    'no_address',
    'told_today',
    'no_team',
  ])
  .describe(
    'told, or why the contact is not told: the account does not, the member left it out, a machine wrote, a message is held, there is no address, they were told of a transfer within 24 hours, or no team has it.',
  );
export type ContactTold = z.infer<typeof contactTold>;

export const getHandOver = operation({
  id: 'getHandOver',
  method: 'GET',
  path: '/api/v1/cases/{caseId}/hand-over',
  tag,
  summary:
    'What whoever takes the case over should know, from its rows only, each line with its source.',
  access: 'member_or_key',
  scope: 'cases:read',
  params: caseParams,
  query: z.object({ language: locale.default('en') }),
  response: handOver,
});

export const getTransferPreview = operation({
  id: 'getTransferPreview',
  method: 'GET',
  path: '/api/v1/cases/{caseId}/transfer-preview',
  tag,
  summary: 'What a transfer to this team would do: who is told what, and whether it is refused.',
  access: 'member_or_key',
  scope: 'cases:read',
  params: caseParams,
  query: z.object({
    to_team_id: id,
    member_id: id.optional().describe('Who shall be responsible there, as in the transfer.'),
  }),
  response: z.object({
    contact_told: contactTold,
    language: contactLanguage.describe('Of the words to the contact.'),
    to: z.array(z.string()),
    text: z.string().describe('What the contact would read; may be edited.'),
    refusal: z
      .object({ code: z.string(), detail: z.string(), supervisor_may: z.boolean() })
      .nullable()
      .describe('Set where the case would be sent back to where it came from.'),
  }),
});

export const deleteCaseTransfer = operation({
  id: 'deleteCaseTransfer',
  method: 'DELETE',
  path: '/api/v1/cases/{caseId}/transfers/{transferId}',
  tag,
  summary:
    'Takes the newest transfer back: team, responsible member, and the words to the contact if they have not left.',
  access: 'member_or_key',
  scope: 'cases:write',
  params: caseParams.extend({ transferId: id }),
  response: caseDetail,
});

export const caseTransfer = z.object({
  id,
  from_team: teamRef.nullable(),
  to_team: teamRef.nullable(),
  made_at: instant,
  contact_told: contactTold,
  message_id: id.nullable(),
  note_id: id.nullable(),
});

const travelSettings = z.object({
  tell_contact: z.boolean().describe('Contacts are told who has their case after a transfer.'),
});

export const getTravelSettings = operation({
  id: 'getTravelSettings',
  method: 'GET',
  path: '/api/v1/travel-settings',
  tag,
  summary: 'Whether contacts are told of transfers.',
  access: 'member',
  response: travelSettings,
});

export const updateTravelSettings = operation({
  id: 'updateTravelSettings',
  method: 'PATCH',
  path: '/api/v1/travel-settings',
  tag,
  summary: 'Changes whether contacts are told of transfers; supervisors and administrators.',
  access: 'member',
  body: travelSettings.partial(),
  response: travelSettings,
});
