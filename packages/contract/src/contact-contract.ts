import { z } from 'zod';
import { cursor, id, instant, limit, page, shortText, visibleText } from './basic-schema.ts';
import { contactLanguage } from './contact-language.ts';
import { operation } from './operation.ts';

const tag = 'contacts';

export const contactPointKind = z
  .enum(['email', 'phone', 'handle', 'postal', 'device', 'visitor', 'identity'])
  .describe('visitor: one browser or app; identity: who the organisation’s own site signed in.');

export const provenance = z.object({
  kind: z.enum(['receipt', 'import', 'form', 'member', 'third_person']),
  id: id.nullable().describe('The receipt, import, form or member it came from.'),
  name: z.string().describe('In words, such as “mail of 3 May” or the member’s name.'),
});

export const contactPoint = z.object({
  id,
  kind: contactPointKind,
  value: z.string().describe('Normalised: e-mail in lower case, phone in E.164.'),
  value_given: z.string().describe('As it was given.'),
  source: provenance,
  legal_basis: z.enum(['contract', 'legitimate_interest', 'consent', 'legal_duty']),
  purposes: z.array(z.string()),
  verified_at: instant.nullable(),
  verified_how: z.string().nullable(),
  created_at: instant,
});
export type ContactPoint = z.infer<typeof contactPoint>;

export const contactLink = z.object({
  id,
  contact_id: id.describe('The contact that is kept.'),
  linked_contact_id: id.describe('The same person under another contact.'),
  linked_name: z.string(),
  reason: z.string(),
  created_at: instant,
});

export const contact = z.object({
  id,
  name: z.string(),
  locale: contactLanguage.nullable(),
  points: z.array(contactPoint).describe('Of this contact and of those linked to it.'),
  links: z.array(contactLink),
  groups: z.array(z.string()).describe('Names of the groups they belong to.'),
  case_count: z.number().int(),
  open_case_count: z.number().int(),
  created_at: instant,
});
export type Contact = z.infer<typeof contact>;

export const contactRow = z.object({
  id,
  name: z.string(),
  main_point: z.string().nullable(),
  case_count: z.number().int(),
  last_message_at: instant.nullable(),
});

/** What several contacts have in common, such as a service contract. */
export const contactGroupName = visibleText(60);

export const listContactGroups = operation({
  id: 'listContactGroups',
  method: 'GET',
  path: '/api/v1/contact-groups',
  tag,
  summary: 'Groups of contacts, with how many belong to each.',
  access: 'member_or_key',
  scope: 'contacts:read',
  response: z.object({
    items: z.array(z.object({ id, name: contactGroupName, contact_count: z.number().int() })),
  }),
});

const contactParams = z.object({ contactId: id });

export const listContacts = operation({
  id: 'listContacts',
  method: 'GET',
  path: '/api/v1/contacts',
  tag,
  summary: 'Contacts by name or by part of a name, address or number.',
  access: 'member_or_key',
  scope: 'contacts:read',
  query: z.object({ q: z.string().max(200).optional(), limit, cursor: cursor.optional() }),
  response: page(contactRow),
});

export const getContact = operation({
  id: 'getContact',
  method: 'GET',
  path: '/api/v1/contacts/{contactId}',
  tag,
  summary: 'A contact with every contact point and where each came from.',
  access: 'member_or_key',
  scope: 'contacts:read',
  params: contactParams,
  response: contact,
});

export const createContact = operation({
  id: 'createContact',
  method: 'POST',
  path: '/api/v1/contacts',
  tag,
  summary: 'Adds a contact by hand.',
  access: 'member_or_key',
  scope: 'contacts:write',
  status: 201,
  body: z.object({
    name: shortText,
    locale: contactLanguage.nullable().default(null),
    points: z
      .array(z.object({ kind: contactPointKind, value: z.string().min(1).max(400) }))
      .max(20)
      .default([]),
  }),
  response: contact,
});

export const updateContact = operation({
  id: 'updateContact',
  method: 'PATCH',
  path: '/api/v1/contacts/{contactId}',
  tag,
  summary: 'Changes the name, the language or the groups of a contact.',
  access: 'member_or_key',
  scope: 'contacts:write',
  params: contactParams,
  body: z.object({
    name: shortText.optional(),
    locale: contactLanguage.nullable().optional(),
    groups: z
      .array(contactGroupName)
      .max(20)
      .optional()
      .describe('The groups they belong to from now on; a new name makes a group.'),
  }),
  response: contact,
});

export const createContactPoint = operation({
  id: 'createContactPoint',
  method: 'POST',
  path: '/api/v1/contacts/{contactId}/points',
  tag,
  summary: 'Adds an address or number; its source is the member or program that adds it.',
  access: 'member_or_key',
  scope: 'contacts:write',
  status: 201,
  params: contactParams,
  body: z.object({ kind: contactPointKind, value: z.string().min(1).max(400) }),
  response: contact,
});

export const deleteContactPoint = operation({
  id: 'deleteContactPoint',
  method: 'DELETE',
  path: '/api/v1/contacts/{contactId}/points/{pointId}',
  tag,
  summary: 'Removes an address or number from a contact.',
  access: 'member_or_key',
  scope: 'contacts:write',
  params: contactParams.extend({ pointId: id }),
});

export const createContactLink = operation({
  id: 'createContactLink',
  method: 'POST',
  path: '/api/v1/contacts/{contactId}/links',
  tag,
  summary: 'Says that another contact is the same person; no row moves, so it can be undone.',
  access: 'member_or_key',
  scope: 'contacts:write',
  status: 201,
  params: contactParams,
  body: z.object({ linked_contact_id: id, reason: z.string().trim().max(500).default('') }),
  response: contact,
});

export const deleteContactLink = operation({
  id: 'deleteContactLink',
  method: 'DELETE',
  path: '/api/v1/contacts/{contactId}/links/{linkId}',
  tag,
  summary: 'Takes the link back: two contacts again, each as it was.',
  access: 'member_or_key',
  scope: 'contacts:write',
  params: contactParams.extend({ linkId: id }),
});

export const listContactCases = operation({
  id: 'listContactCases',
  method: 'GET',
  path: '/api/v1/contacts/{contactId}/cases',
  tag,
  summary: 'The contact’s cases over all conversations, newest first.',
  access: 'member_or_key',
  scope: 'contacts:read',
  params: contactParams,
  query: z.object({ limit, cursor: cursor.optional() }),
  response: page(
    z.object({
      id,
      number: z.number().int(),
      subject: z.string(),
      status: z.enum(['open', 'waiting', 'resolved', 'closed']),
      last_message_at: instant,
    }),
  ),
});
