import { z } from 'zod';
import { id, instant, memberRef, teamRef, visibleText } from './basic-schema.ts';
import { caseParams, caseRow } from './case-contract.ts';
import { visitorState } from './live-contract.ts';
import { operation } from './operation.ts';

const tag = 'routing';

export const availabilityState = z
  .enum(['away', 'mail', 'live'])
  .describe('live: takes live conversations; mail: here, but for mail only.');
export type AvailabilityState = z.infer<typeof availabilityState>;

const capacity = z.number().int().min(1).max(20).describe('Live conversations at once.');

export const availability = z.object({
  member: memberRef,
  teams: z.array(teamRef),
  state: availabilityState,
  because: z
    .enum(['own', 'supervisor', 'left'])
    .describe('Who set it; left: their last desk closed.'),
  since: instant.nullable(),
  connected: z.boolean().describe('A desk of theirs is open.'),
  held: z.number().int().describe('Live conversations they have now.'),
  ringing: z.number().int(),
  capacity,
  own_capacity: capacity.nullable().describe('Null: that of their teams or of the account.'),
});
export type Availability = z.infer<typeof availability>;

export const listAvailabilities = operation({
  id: 'listAvailabilities',
  method: 'GET',
  path: '/api/v1/availabilities',
  tag,
  summary: 'Who of the desk takes live conversations now, and how many each has.',
  access: 'member_or_key',
  scope: 'members:read',
  response: z.object({ items: z.array(availability) }),
});

const wish = z.object({
  state: availabilityState.optional(),
  capacity: capacity.nullable().optional().describe('Null: that of the teams or of the account.'),
});

export const updateOwnAvailability = operation({
  id: 'updateOwnAvailability',
  method: 'PATCH',
  path: '/api/v1/me/availability',
  tag,
  summary: 'Says whether the caller takes live conversations; ends with their last open desk.',
  access: 'member',
  body: wish,
  response: availability,
});

export const updateMemberAvailability = operation({
  id: 'updateMemberAvailability',
  method: 'PATCH',
  path: '/api/v1/members/{memberId}/availability',
  tag,
  summary: 'The same for somebody else; supervisors and administrators.',
  access: 'member_or_key',
  scope: 'members:write',
  params: z.object({ memberId: id }),
  body: wish,
  response: availability,
});

/** A conversation on a live channel, as whoever answers it sees it in a strip of several. */
export const liveConversation = z.object({
  conversation_id: id,
  channel_name: z.string(),
  served_by: z.enum(['bot', 'people']),
  last_seq: z.number().int(),
  waiting_since: instant
    .nullable()
    .describe('The first word of the contact that nobody has answered; null: all answered.'),
  unread_count: z.number().int().describe('Messages of the contact that the caller has not read.'),
  case: caseRow,
});
export type LiveConversation = z.infer<typeof liveConversation>;

export const conversationOffer = liveConversation.extend({
  offer_id: id,
  offered_at: instant,
  rings_until: instant,
  reason: z.object({
    code: z
      .enum(['longest_idle', 'only_one', 'asked_again', 'holder_away'])
      .describe('holder_away: who has the case went away, and its contact waits.'),
    text: z.string().describe('Why it rings at the caller, in their language.'),
  }),
});
export type ConversationOffer = z.infer<typeof conversationOffer>;

export const getLiveDesk = operation({
  id: 'getLiveDesk',
  method: 'GET',
  path: '/api/v1/live-desk',
  tag,
  summary: 'What rings at the caller, and the live conversations they have, longest waiting first.',
  access: 'member',
  response: z.object({
    availability,
    offers: z.array(conversationOffer),
    conversations: z.array(liveConversation),
    waiting: z.number().int().describe('Live conversations of the account that wait for people.'),
  }),
});

const offerParams = z.object({ offerId: id });

export const createOfferAcceptance = operation({
  id: 'createOfferAcceptance',
  method: 'POST',
  path: '/api/v1/conversation-offers/{offerId}/acceptances',
  tag,
  summary: 'Takes what rings: the caller is responsible for the case. Exactly one wins.',
  access: 'member',
  status: 201,
  params: offerParams,
  response: z.object({ case: caseRow }),
});

export const createOfferRefusal = operation({
  id: 'createOfferRefusal',
  method: 'POST',
  path: '/api/v1/conversation-offers/{offerId}/refusals',
  tag,
  summary: 'Leaves what rings to somebody else, at whom it rings at once.',
  access: 'member',
  params: offerParams,
});

export const getLiveOverview = operation({
  id: 'getLiveOverview',
  method: 'GET',
  path: '/api/v1/live-overview',
  tag,
  summary: 'Who takes live conversations now, how many each, and what waits, longest first.',
  access: 'member_or_key',
  scope: 'cases:read',
  response: z.object({
    members: z.array(availability),
    waiting: z
      .array(
        z.object({
          conversation_id: id,
          case: caseRow,
          team: teamRef.nullable(),
          since: instant,
          rings_at: memberRef.nullable(),
          asked: z.number().int().describe('How often it rang without being taken.'),
        }),
      )
      .describe('Of cases that the caller may read.'),
    waiting_count: z.number().int().describe('All of the account.'),
    waiting_for_bot: z.number().int(),
    longest_since: instant.nullable(),
  }),
});

const settings = z.object({
  capacity: capacity.describe('At once, where neither team nor member says otherwise.'),
  team_capacities: z.array(z.object({ team_id: id, capacity })).max(500),
  ring_seconds: z.number().int().min(5).max(300).describe('Then it rings at the next.'),
  again_seconds: z
    .number()
    .int()
    .min(15)
    .max(3_600)
    .describe('After this whoever missed it is asked again, where nobody else is free.'),
  leave_seconds: z
    .number()
    .int()
    .min(5)
    .max(600)
    .describe('So long after the last desk closed a member still counts as here.'),
  quiet_minutes: z
    .number()
    .int()
    .min(1)
    .max(1_440)
    .describe('Where nobody wrote for so long, a conversation takes up nobody.'),
  bot_seconds: z
    .number()
    .int()
    .min(5)
    .max(3_600)
    .describe('A contact whom a bot has not answered by then is handed to people.'),
  release_minutes: z
    .number()
    .int()
    .min(1)
    .max(240)
    .default(5)
    .describe('So long after a member went away, contacts who wait for them ring at others.'),
});
export type RoutingSettings = z.infer<typeof settings>;

export const getRoutingSettings = operation({
  id: 'getRoutingSettings',
  method: 'GET',
  path: '/api/v1/routing-settings',
  tag,
  summary: 'How live conversations are offered.',
  access: 'member_or_key',
  scope: 'account:read',
  response: settings,
});

export const updateRoutingSettings = operation({
  id: 'updateRoutingSettings',
  method: 'PUT',
  path: '/api/v1/routing-settings',
  tag,
  summary: 'Changes how live conversations are offered; supervisors and administrators.',
  access: 'member_or_key',
  scope: 'account:write',
  body: settings,
  response: settings,
});

const learnt = z
  .array(
    z.object({
      label: visibleText(100),
      value: visibleText(1_000),
    }),
  )
  .max(30)
  .describe('What was found out, so that the contact need not say it again.');

export const botHandOver = z.object({
  id,
  conversation_id: id,
  served_by: z.enum(['bot', 'people']).describe('Who answers since then.'),
  because: z
    .enum(['bot', 'contact', 'member', 'silent'])
    .describe('Who wanted it; silent: the bot did not answer in time.'),
  reason: z.string(),
  learnt,
  made_by: z.object({ kind: z.enum(['member', 'key', 'contact', 'system']), name: z.string() }),
  made_at: instant,
});
export type BotHandOver = z.infer<typeof botHandOver>;

const handOvers = z.object({
  items: z.array(botHandOver),
  conversations: z
    .array(z.object({ conversation_id: id, served_by: z.enum(['bot', 'people']) }))
    .describe('The live conversations of the case, and who answers each now.'),
});

export const createBotHandOver = operation({
  id: 'createBotHandOver',
  method: 'POST',
  path: '/api/v1/conversations/{conversationId}/bot-hand-overs',
  tag,
  summary: 'Gives a live conversation from a bot to people, where it rings, or back to the bot.',
  access: 'member_or_key',
  scope: 'cases:write',
  params: z.object({ conversationId: id }),
  status: 201,
  body: z.object({
    to: z.enum(['people', 'bot']),
    reason: z.string().trim().max(1_000).default(''),
    learnt: learnt.default([]),
  }),
  response: handOvers,
});

export const listBotHandOvers = operation({
  id: 'listBotHandOvers',
  method: 'GET',
  path: '/api/v1/cases/{caseId}/bot-hand-overs',
  tag,
  summary: 'When a case went between bot and people, why, and what was learnt; newest first.',
  access: 'member_or_key',
  scope: 'cases:read',
  params: caseParams,
  response: handOvers,
});

export const listBotTurns = operation({
  id: 'listBotTurns',
  method: 'GET',
  path: '/api/v1/bot-turns',
  tag,
  summary:
    'Live conversations in which a bot has the word, longest waiting first: read, then answer with createCaseReply or hand over.',
  access: 'member_or_key',
  scope: 'cases:read',
  response: z.object({
    items: z.array(
      z.object({
        conversation_id: id,
        case_id: id,
        case_number: z.number().int(),
        since: instant,
        last_seq: z.number().int().describe('Newest message; grows with each.'),
      }),
    ),
  }),
});

export const listCaseVisitors = operation({
  id: 'listCaseVisitors',
  method: 'GET',
  path: '/api/v1/cases/{caseId}/visitors',
  tag,
  summary: 'How the contact of a live conversation of this case is there now.',
  access: 'member_or_key',
  scope: 'cases:read',
  params: caseParams,
  response: z.object({ items: z.array(visitorState) }),
});
