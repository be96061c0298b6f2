import { z } from 'zod';
import { emailAddress, id, instant, locale, password, shortText, teamRef } from './basic-schema.ts';
import { operation } from './operation.ts';
import { checkOverrides } from './reply-check-rule.ts';
import { findings } from './reply-finding.ts';

const tag = 'members';

export const role = z
  .enum(['administrator', 'supervisor', 'agent', 'colleague'])
  .describe(
    'administrator: everything; supervisor: all cases and figures; agent: works the desk; colleague: single cases.',
  );
export type Role = z.infer<typeof role>;

export const member = z.object({
  id,
  name: z.string(),
  email: z.string(),
  role,
  locale,
  teams: z.array(teamRef),
  deactivated_at: instant.nullable(),
  created_at: instant,
});
export type Member = z.infer<typeof member>;

export const team = z.object({
  id,
  name: z.string(),
  signature: z
    .string()
    .describe('Plain text put below what the team writes; {member} is the writer.'),
  restricted: z.boolean().describe('Only its members and supervisors read its cases.'),
  member_ids: z.array(id),
});
export type Team = z.infer<typeof team>;

export const invitation = z.object({
  id,
  email: z.string(),
  name: z.string(),
  role,
  team_ids: z.array(id),
  invited_by: z.string(),
  created_at: instant,
  expires_at: instant,
  accepted_at: instant.nullable(),
  revoked_at: instant.nullable(),
});
export type Invitation = z.infer<typeof invitation>;

export const listMembers = operation({
  id: 'listMembers',
  method: 'GET',
  path: '/api/v1/members',
  tag,
  summary: 'Everybody who has a login, the deactivated ones included.',
  access: 'member_or_key',
  scope: 'members:read',
  response: z.object({ items: z.array(member) }),
});

export const updateMember = operation({
  id: 'updateMember',
  method: 'PATCH',
  path: '/api/v1/members/{memberId}',
  tag,
  summary:
    'Changes name, role, teams or deactivation of a member; the last administrator stays one.',
  access: 'member_or_key',
  scope: 'members:write',
  params: z.object({ memberId: id }),
  body: z.object({
    name: shortText.optional(),
    role: role.optional(),
    team_ids: z.array(id).max(100).optional(),
    deactivated: z.boolean().optional(),
  }),
  response: member,
});

export const listInvitations = operation({
  id: 'listInvitations',
  method: 'GET',
  path: '/api/v1/invitations',
  tag,
  summary: 'Invitations that are open, accepted or revoked, newest first.',
  access: 'member_or_key',
  scope: 'members:read',
  response: z.object({ items: z.array(invitation) }),
});

export const createInvitation = operation({
  id: 'createInvitation',
  method: 'POST',
  path: '/api/v1/invitations',
  tag,
  summary: 'Invites a person; the link is shown once and mailed if a relay is set.',
  access: 'member_or_key',
  scope: 'members:write',
  status: 201,
  body: z.object({
    email: emailAddress,
    name: shortText,
    role,
    team_ids: z.array(id).max(100).default([]),
    locale: locale.optional(),
  }),
  response: z.object({ invitation, link: z.string() }),
});

export const deleteInvitation = operation({
  id: 'deleteInvitation',
  method: 'DELETE',
  path: '/api/v1/invitations/{invitationId}',
  tag,
  summary: 'Revokes an open invitation; its link stops working.',
  access: 'member_or_key',
  scope: 'members:write',
  params: z.object({ invitationId: id }),
});

const invitationToken = z.object({ token: z.string().min(20).max(200) });

export const getInvitationByToken = operation({
  id: 'getInvitationByToken',
  method: 'GET',
  path: '/api/v1/invitation-tokens/{token}',
  tag,
  summary: 'What the invited person sees before they accept.',
  access: 'public',
  params: invitationToken,
  response: z.object({
    account_name: z.string(),
    email: z.string(),
    name: z.string(),
    role,
    locale,
    expires_at: instant,
  }),
});

export const createInvitationAcceptance = operation({
  id: 'createInvitationAcceptance',
  method: 'POST',
  path: '/api/v1/invitation-tokens/{token}/acceptances',
  tag,
  summary: 'Makes the invited person a member with their own password and signs them in.',
  access: 'public',
  status: 201,
  params: invitationToken,
  body: z.object({ name: shortText, password, locale: locale.optional() }),
  response: z.object({ member_id: id }),
});

export const listTeams = operation({
  id: 'listTeams',
  method: 'GET',
  path: '/api/v1/teams',
  tag,
  summary: 'All teams with their members.',
  access: 'member_or_key',
  scope: 'members:read',
  response: z.object({ items: z.array(team) }),
});

const teamInput = z.object({
  name: shortText,
  signature: z.string().max(4000).default(''),
  restricted: z.boolean().default(false),
  member_ids: z.array(id).max(1000).default([]),
  check_overrides: checkOverrides,
});

export const createTeam = operation({
  id: 'createTeam',
  method: 'POST',
  path: '/api/v1/teams',
  tag,
  summary: 'Adds a team.',
  access: 'member_or_key',
  scope: 'members:write',
  status: 201,
  body: teamInput,
  response: team.extend({ findings }),
});

export const updateTeam = operation({
  id: 'updateTeam',
  method: 'PATCH',
  path: '/api/v1/teams/{teamId}',
  tag,
  summary: 'Changes name, signature, restriction or members of a team.',
  access: 'member_or_key',
  scope: 'members:write',
  params: z.object({ teamId: id }),
  body: z.object({
    name: shortText.optional(),
    signature: z.string().max(4000).optional(),
    restricted: z.boolean().optional(),
    member_ids: z.array(id).max(1000).optional(),
    check_overrides: checkOverrides,
  }),
  response: team.extend({ findings }),
});

export const deleteTeam = operation({
  id: 'deleteTeam',
  method: 'DELETE',
  path: '/api/v1/teams/{teamId}',
  tag,
  summary: 'Removes a team that owns no case and no channel.',
  access: 'member_or_key',
  scope: 'members:write',
  params: z.object({ teamId: id }),
});
