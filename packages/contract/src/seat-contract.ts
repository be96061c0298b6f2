import { z } from 'zod';
import { emailAddress, id, instant, visibleText } from './basic-schema.ts';
import { contactLanguage } from './contact-language.ts';
import { caseParams } from './case-contract.ts';
import { operation } from './operation.ts';

const tag = 'seats';
const seatParams = caseParams.extend({ seatId: id });
const expiry = instant.describe('Until when the link works; at most 90 days from now.');

/** Somebody drawn into one case by mail address: no login, and nothing else of Earshot. */
export const seat = z.object({
  id,
  name: z.string(),
  address: z.string(),
  question: z.string().describe('What they are asked.'),
  summary: z.string(),
  shows_notes: z.boolean().describe('They read internal notes too; the conversation always.'),
  state: z.enum(['invited', 'opened', 'answered', 'expired', 'revoked']),
  invited_by: z.string(),
  invited_at: instant,
  expires_at: instant,
  opened_at: instant.nullable().describe('First opening of their page.'),
  last_opened_at: instant.nullable(),
  openings: z.number().int().describe('Readings of the page; each is an access record.'),
  answered_at: instant.nullable().describe('Last answer, on the page or by mail.'),
  revoked_at: instant.nullable(),
});
export type Seat = z.infer<typeof seat>;

export const listCaseSeats = operation({
  id: 'listCaseSeats',
  method: 'GET',
  path: '/api/v1/cases/{caseId}/seats',
  tag,
  summary: 'Who was drawn into the case by mail address, the newest first.',
  access: 'member_or_key',
  scope: 'cases:read',
  params: caseParams,
  response: z.object({ items: z.array(seat) }),
});

export const createCaseSeat = operation({
  id: 'createCaseSeat',
  method: 'POST',
  path: '/api/v1/cases/{caseId}/seats',
  tag,
  summary:
    'Draws somebody in by mail address: they get the question and a link to this one case. Refused with seat_for_member where the address belongs to a member: draw the member in instead.',
  access: 'member_or_key',
  scope: 'cases:write',
  status: 201,
  params: caseParams,
  body: z.object({
    address: emailAddress,
    name: z.string().trim().max(200).default(''),
    question: visibleText(5_000),
    summary: z.string().trim().max(20_000).default('').describe('getHandOver offers one.'),
    shows_notes: z.boolean().default(false),
    expires_at: expiry.optional().describe('Default: 14 days from now.'),
    locale: contactLanguage
      .optional()
      .describe('Language of the invitation; default: of the channel.'),
  }),
  response: seat,
});

export const createSeatExtension = operation({
  id: 'createSeatExtension',
  method: 'POST',
  path: '/api/v1/cases/{caseId}/seats/{seatId}/extensions',
  tag,
  summary: 'Lets a seat work longer; also brings back one that was revoked or has run out.',
  access: 'member_or_key',
  scope: 'cases:write',
  params: seatParams,
  body: z.object({ expires_at: expiry.optional().describe('Default: 14 days from now.') }),
  response: seat,
});

export const deleteCaseSeat = operation({
  id: 'deleteCaseSeat',
  method: 'DELETE',
  path: '/api/v1/cases/{caseId}/seats/{seatId}',
  tag,
  summary: 'Revokes a seat: its link stops working at once; what was said stays.',
  access: 'member_or_key',
  scope: 'cases:write',
  params: seatParams,
  response: seat,
});

const pageLink = z.object({
  id,
  address: z.string(),
  made_at: instant,
  last_opened_at: instant.nullable(),
  openings: z.number().int(),
});
export type PageLink = z.infer<typeof pageLink>;

export const listCasePageLinks = operation({
  id: 'listCasePageLinks',
  method: 'GET',
  path: '/api/v1/cases/{caseId}/page-links',
  tag,
  summary: 'Contacts that have a link to the page of their case, and how often it was opened.',
  access: 'member_or_key',
  scope: 'cases:read',
  params: caseParams,
  response: z.object({ items: z.array(pageLink) }),
});

export const createCasePageLink = operation({
  id: 'createCasePageLink',
  method: 'POST',
  path: '/api/v1/cases/{caseId}/page-links',
  tag,
  summary:
    'The link of a contact to the page of their case: the one that stands below every message to them.',
  access: 'member_or_key',
  scope: 'cases:write',
  params: caseParams,
  body: z.object({
    address: emailAddress.optional().describe('Default: whom an answer would go to.'),
  }),
  response: z.object({ id, address: z.string(), url: z.string() }),
});

export const deleteCasePageLink = operation({
  id: 'deleteCasePageLink',
  method: 'DELETE',
  path: '/api/v1/cases/{caseId}/page-links/{linkId}',
  tag,
  summary: 'Revokes the link of a contact; the next message to them carries a new one.',
  access: 'member_or_key',
  scope: 'cases:write',
  params: caseParams.extend({ linkId: id }),
});
