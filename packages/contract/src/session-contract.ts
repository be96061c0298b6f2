import { z } from 'zod';
import { account } from './account-contract.ts';
import { emailAddress, id, instant, password, visibleText } from './basic-schema.ts';
import { member } from './member-contract.ts';
import { operation } from './operation.ts';

const tag = 'sessions';

export const session = z.object({
  id,
  device: z.string().describe('Browser and system as the device names itself.'),
  address: z.string().nullable().describe('Network address, shortened to its prefix.'),
  created_at: instant,
  last_seen_at: instant,
  expires_at: instant,
  current: z.boolean(),
});
export type Session = z.infer<typeof session>;

export const me = z.object({
  member,
  account,
  csrf_token: z.string().describe('Send as X-CSRF-Token with every changing request.'),
});
export type Me = z.infer<typeof me>;

export const createSession = operation({
  id: 'createSession',
  method: 'POST',
  path: '/api/v1/sessions',
  tag,
  summary: 'Signs a member in by e-mail and password; sets the session cookie.',
  access: 'public',
  status: 201,
  body: z.object({
    email: emailAddress,
    password: z.string().min(1).max(200),
    account_id: id.optional().describe('Needed only if the address belongs to several accounts.'),
  }),
  response: me,
});

export const getMe = operation({
  id: 'getMe',
  method: 'GET',
  path: '/api/v1/me',
  tag,
  summary: 'The signed-in member, their account and the token that changing requests carry.',
  access: 'member',
  response: me,
});

export const updateMe = operation({
  id: 'updateMe',
  method: 'PATCH',
  path: '/api/v1/me',
  tag,
  summary: 'Changes the own name or language.',
  access: 'member',
  body: z.object({
    name: visibleText(200).optional(),
    locale: z.enum(['de', 'en']).optional(),
  }),
  response: me,
});

export const listSessions = operation({
  id: 'listSessions',
  method: 'GET',
  path: '/api/v1/sessions',
  tag,
  summary: 'The devices on which the member is signed in.',
  access: 'member',
  response: z.object({ items: z.array(session) }),
});

export const deleteSession = operation({
  id: 'deleteSession',
  method: 'DELETE',
  path: '/api/v1/sessions/{sessionId}',
  tag,
  summary: 'Signs one device out; `current` is the calling one.',
  access: 'member',
  params: z.object({ sessionId: z.union([z.literal('current'), id]) }),
});

export const createPasswordReset = operation({
  id: 'createPasswordReset',
  method: 'POST',
  path: '/api/v1/password-resets',
  tag,
  summary: 'Mails a link to choose a new password; answers the same whether the address is known.',
  access: 'public',
  status: 202,
  body: z.object({ email: emailAddress }),
  response: z.object({ detail: z.string() }),
});

export const createPasswordChange = operation({
  id: 'createPasswordChange',
  method: 'POST',
  path: '/api/v1/password-changes',
  tag,
  summary: 'Sets a new password by reset link, or by the present password of the signed-in member.',
  access: 'public',
  body: z.object({
    token: z.string().min(20).max(200).optional(),
    present_password: z.string().min(1).max(200).optional(),
    new_password: password,
  }),
});
