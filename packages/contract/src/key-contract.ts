import { z } from 'zod';
import { id, instant, listQuery, page, shortText } from './basic-schema.ts';
import { operation, scopes } from './operation.ts';

export const scope = z.enum(scopes);

export const apiKey = z.object({
  id,
  name: z.string(),
  hint: z.string().describe('First characters of the key, to recognise it.'),
  scopes: z.array(scope),
  created_at: instant,
  expires_at: instant.nullable(),
  last_used_at: instant.nullable(),
  revoked_at: instant.nullable(),
});
export type ApiKey = z.infer<typeof apiKey>;

export const listApiKeys = operation({
  id: 'listApiKeys',
  method: 'GET',
  path: '/api/v1/api-keys',
  tag: 'api-keys',
  summary: 'Keys of programs; the key itself is never shown again.',
  access: 'member',
  response: z.object({ items: z.array(apiKey) }),
});

export const createApiKey = operation({
  id: 'createApiKey',
  method: 'POST',
  path: '/api/v1/api-keys',
  tag: 'api-keys',
  summary: 'Makes a key for a program and shows it once.',
  access: 'member',
  status: 201,
  body: z.object({
    name: shortText,
    scopes: z.array(scope).min(1),
    expires_at: instant.optional(),
  }),
  response: z.object({ api_key: apiKey, key: z.string() }),
});

export const deleteApiKey = operation({
  id: 'deleteApiKey',
  method: 'DELETE',
  path: '/api/v1/api-keys/{apiKeyId}',
  tag: 'api-keys',
  summary: 'Revokes a key at once.',
  access: 'member',
  params: z.object({ apiKeyId: id }),
});

export const auditEntry = z.object({
  id,
  at: instant,
  actor_kind: z.enum(['member', 'key', 'system']),
  actor_name: z.string(),
  action: z.string().describe('noun.past_tense, such as member.invited.'),
  subject_kind: z.string().nullable(),
  subject_id: id.nullable(),
  detail: z.record(z.string(), z.unknown()).describe('Old and new values, never secrets.'),
});
export type AuditEntry = z.infer<typeof auditEntry>;

export const listAuditEntries = operation({
  id: 'listAuditEntries',
  method: 'GET',
  path: '/api/v1/audit-entries',
  tag: 'audit',
  summary: 'Every administrative act, newest first.',
  access: 'member_or_key',
  scope: 'audit:read',
  query: listQuery,
  response: page(auditEntry),
});
