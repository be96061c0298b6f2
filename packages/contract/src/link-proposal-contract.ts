import { z } from 'zod';
import { contactRef, id, instant } from './basic-schema.ts';
import { operation } from './operation.ts';
import { webBase, webParams } from './web-contract.ts';

const tag = 'contacts';

export const linkEvidence = z.object({
  code: z
    .enum(['one_time_code', 'identity_token', 'same_browser'])
    .describe(
      'one_time_code: a code sent to the address was entered; identity_token: the organisation’s own site vouches for the address; same_browser: signed in where something was written before.',
    ),
  address: z.string().nullable(),
});

/** Two contacts that seem to be one person: proposed with the evidence, never linked silently. */
export const linkProposal = z.object({
  id,
  contact: contactRef,
  other: contactRef,
  evidence: linkEvidence,
  proposed_at: instant,
});
export type LinkProposal = z.infer<typeof linkProposal>;

export const listContactLinkProposals = operation({
  id: 'listContactLinkProposals',
  method: 'GET',
  path: '/api/v1/contacts/{contactId}/link-proposals',
  tag,
  summary: 'Contacts that seem to be the same person, with the evidence; undecided ones.',
  access: 'member_or_key',
  scope: 'contacts:read',
  params: z.object({ contactId: id }),
  response: z.object({ items: z.array(linkProposal) }),
});

export const createLinkProposalDecision = operation({
  id: 'createLinkProposalDecision',
  method: 'POST',
  path: '/api/v1/link-proposals/{proposalId}/decisions',
  tag,
  summary: 'Links the two contacts, or says that they are not one person; the link can be removed.',
  access: 'member_or_key',
  scope: 'contacts:write',
  params: z.object({ proposalId: id }),
  body: z.object({ accept: z.boolean() }),
});

export const deleteLinkProposalDecision = operation({
  id: 'deleteLinkProposalDecision',
  method: 'DELETE',
  path: '/api/v1/link-proposals/{proposalId}/decision',
  tag,
  summary:
    'Takes a decision of ours back: the proposal is open again, and a link it made is removed.',
  access: 'member_or_key',
  scope: 'contacts:write',
  params: z.object({ proposalId: id }),
});

const webProposal = z.object({
  id,
  evidence: linkEvidence,
  proposed_at: instant,
});

export const listWebLinkProposals = operation({
  id: 'listWebLinkProposals',
  method: 'GET',
  path: `${webBase}/link-proposals`,
  tag: 'web',
  summary: 'Where we know this visitor from otherwise, as far as they proved it: theirs to accept.',
  access: 'public',
  brings: 'visitor_token',
  params: webParams,
  response: z.object({ items: z.array(webProposal) }),
});

export const createWebLinkDecision = operation({
  id: 'createWebLinkDecision',
  method: 'POST',
  path: `${webBase}/link-proposals/{proposalId}/decisions`,
  tag: 'web',
  summary: 'The visitor says whether that is them; nothing of other conversations is shown for it.',
  access: 'public',
  brings: 'visitor_token',
  params: webParams.extend({ proposalId: id }),
  body: z.object({ accept: z.boolean() }),
});
