import { z } from 'zod';
import { emailAddress, id, instant, locale, password, shortText } from './basic-schema.ts';
import { contactLanguage } from './contact-language.ts';
import { operation } from './operation.ts';

const tag = 'accounts';

export const timeZone = z.string().min(1).max(64).describe('IANA name such as Europe/Berlin.');

export const account = z.object({
  id,
  name: z.string(),
  locale,
  contact_language: contactLanguage.describe('Of contacts whose own language is not known.'),
  time_zone: timeZone,
  created_at: instant,
});
export type Account = z.infer<typeof account>;

export const getSetup = operation({
  id: 'getSetup',
  method: 'GET',
  path: '/api/v1/setup',
  tag,
  summary: 'Tells whether this installation still waits for its first administrator.',
  access: 'public',
  response: z.object({
    state: z.enum(['open', 'claimed']),
    smtp_in_port: z.number().int().nullable().describe('Where mail can be handed in; null: off.'),
    relay: z.boolean().describe('Whether an outgoing mail relay is set.'),
  }),
});

export const createSetup = operation({
  id: 'createSetup',
  method: 'POST',
  path: '/api/v1/setups',
  tag,
  summary:
    'Claims a new installation with the one-time link: account, first administrator, first channel.',
  access: 'public',
  status: 201,
  body: z.object({
    token: z.string().min(20).max(200).describe('From the set-up link the server printed.'),
    account_name: shortText,
    name: shortText,
    email: emailAddress,
    password,
    locale: locale.default('en'),
    time_zone: timeZone.default('Europe/Berlin'),
    channel_address: emailAddress.optional().describe('The first support address.'),
    demo: z.boolean().default(false).describe('Fill the account with the named world.'),
  }),
  response: z.object({ account_id: id, member_id: id }),
});

export const getAccount = operation({
  id: 'getAccount',
  method: 'GET',
  path: '/api/v1/account',
  tag,
  summary: 'The account of the caller.',
  access: 'member_or_key',
  scope: 'account:read',
  response: account,
});

export const updateAccount = operation({
  id: 'updateAccount',
  method: 'PATCH',
  path: '/api/v1/account',
  tag,
  summary: 'Changes name, language or time zone of the account.',
  access: 'member_or_key',
  scope: 'account:write',
  body: z.object({
    name: shortText.optional(),
    locale: locale.optional(),
    contact_language: contactLanguage.optional(),
    time_zone: timeZone.optional(),
  }),
  response: account,
});
