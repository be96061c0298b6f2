import * as accounts from './account-contract.ts';
import * as apiChannels from './api-channel-contract.ts';
import * as articles from './article-contract.ts';
import * as cannedTexts from './canned-text-contract.ts';
import * as caseChanges from './case-change-contract.ts';
import * as cases from './case-contract.ts';
import * as channels from './channel-contract.ts';
import * as contacts from './contact-contract.ts';
import * as health from './health-contract.ts';
import * as keys from './key-contract.ts';
import * as members from './member-contract.ts';
import * as messages from './message-contract.ts';
import type { OperationShape } from './operation.ts';
import * as promises from './promise-contract.ts';
import * as recoveries from './recovery-contract.ts';
import * as promiseRules from './promise-rule-contract.ts';
import * as replyChecks from './reply-check-contract.ts';
import * as replies from './reply-contract.ts';
import * as seats from './seat-contract.ts';
import * as routing from './routing-contract.ts';
import * as sessions from './session-contract.ts';
import * as trail from './trail-contract.ts';
import * as families from './family-contract.ts';
import * as tasks from './task-contract.ts';
import * as travel from './travel-contract.ts';
import * as webs from './web-contract.ts';
import * as webForms from './web-form-contract.ts';
import * as linkProposals from './link-proposal-contract.ts';
import * as returnLinks from './return-link-contract.ts';
import * as webAddresses from './web-address-contract.ts';
import * as webConversations from './web-conversation-contract.ts';
import * as webPushes from './web-push-contract.ts';

/** The modules of the contract, in the order /docs shows them. */
export const nouns = [
  health,
  accounts,
  sessions,
  members,
  keys,
  channels,
  apiChannels,
  contacts,
  cases,
  caseChanges,
  travel,
  families,
  tasks,
  promises,
  promiseRules,
  messages,
  replies,
  replyChecks,
  seats,
  trail,
  recoveries,
  routing,
  cannedTexts,
  articles,
  webs,
  webForms,
  webConversations,
  webAddresses,
  webPushes,
  returnLinks,
  linkProposals,
];

function isOperation(value: unknown): value is OperationShape {
  return typeof value === 'object' && value !== null && 'path' in value && 'access' in value;
}

/** Every operation of the public contract, in the order of the nouns. */
export const operations: readonly OperationShape[] = nouns.flatMap((noun) =>
  Object.values(noun as Record<string, unknown>).filter(isOperation),
);
