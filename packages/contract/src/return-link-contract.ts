import { z } from 'zod';
import { id, instant } from './basic-schema.ts';
import { caseParams } from './case-contract.ts';
import { operation } from './operation.ts';

const tag = 'web';
const linkParams = caseParams.extend({ linkId: id });

const returnLink = z.object({
  id,
  address: z.string().describe('Who got the link by mail.'),
  used_at: instant.describe('When it was made, mailed again or followed last.'),
  expires_at: instant.describe('90 days after that.'),
  expired: z.boolean(),
});
export type ReturnLink = z.infer<typeof returnLink>;

export const listCaseReturnLinks = operation({
  id: 'listCaseReturnLinks',
  method: 'GET',
  path: '/api/v1/cases/{caseId}/return-links',
  tag,
  summary:
    'Links in mails of ours that lead back into chats of a case, those that were revoked left out.',
  access: 'member_or_key',
  scope: 'cases:read',
  params: caseParams,
  response: z.object({ items: z.array(returnLink) }),
});

export const deleteCaseReturnLink = operation({
  id: 'deleteCaseReturnLink',
  method: 'DELETE',
  path: '/api/v1/cases/{caseId}/return-links/{linkId}',
  tag,
  summary:
    'Revokes such a link, and what it let somebody see ends at once. The next mail carries a new one; whoever follows the old one can have it sent to the address on file.',
  access: 'member_or_key',
  scope: 'cases:write',
  params: linkParams,
});

export const createReturnLinkRestoration = operation({
  id: 'createReturnLinkRestoration',
  method: 'POST',
  path: '/api/v1/cases/{caseId}/return-links/{linkId}/restorations',
  tag,
  summary: 'Undoes the revocation, unless a newer link was mailed meanwhile (link_replaced).',
  access: 'member_or_key',
  scope: 'cases:write',
  params: linkParams,
});
