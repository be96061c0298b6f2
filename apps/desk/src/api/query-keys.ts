import type { CaseViewName } from '@earshot/contract/case-contract.ts';
import type { ChannelKind } from '@earshot/contract/channel-kind-contract.ts';

/** Which cases a list shows. */
export interface CaseFilter {
  view: CaseViewName;
  /** One team's open cases; only with the view `teams`. */
  teamId?: string;
  q?: string;
  /** Only what began on channels of this kind. */
  channelKind?: ChannelKind | undefined;
}

/** Every key of the query cache; the noun comes first, so that an event can renew them all. */
export const queryKeys = {
  me: ['me'] as const,
  setup: ['setup'] as const,
  caseViews: ['case-views'] as const,
  caseLists: ['cases'] as const,
  caseList: (filter: CaseFilter) => ['cases', filter] as const,
  caseNumber: (number: number) => ['case-number', number] as const,
  case: (caseId: string) => ['case', caseId] as const,
  caseTimeline: (caseId: string) => ['case', caseId, 'timeline'] as const,
  caseDrafts: (caseId: string) => ['case', caseId, 'drafts'] as const,
  tags: ['tags'] as const,
  tasks: ['tasks'] as const,
  promises: ['promises'] as const,
  liveDesk: ['live-desk'] as const,
  liveOverview: ['live-overview'] as const,
  caseVisitors: (caseId: string) => ['case', caseId, 'visitors'] as const,
  cannedTexts: ['canned-texts'] as const,
  escalations: ['escalations'] as const,
  gestures: ['gestures'] as const,
  contacts: ['contacts'] as const,
  contactList: (q: string) => ['contacts', q] as const,
  contactGroups: ['contactGroups'] as const,
  contact: (contactId: string) => ['contact', contactId] as const,
  contactCases: (contactId: string) => ['contact', contactId, 'cases'] as const,
  members: ['members'] as const,
  invitations: ['invitations'] as const,
  teams: ['teams'] as const,
  channels: ['channels'] as const,
  receipts: ['receipts'] as const,
  receiptList: (filter: { state: string; channelId: string }) => ['receipts', filter] as const,
  apiKeys: ['api-keys'] as const,
  audit: ['audit'] as const,
  account: ['account'] as const,
  sessions: ['sessions'] as const,
  notifications: ['notifications'] as const,
};
