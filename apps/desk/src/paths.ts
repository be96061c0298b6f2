import type { CaseViewName } from '@earshot/contract/case-contract.ts';
import type { ChannelKind } from '@earshot/contract/channel-kind-contract.ts';

type WholeList = CaseViewName | `team-${string}`;

/** A view of the case list or the list of one team; after a tilde, the one kind of channel in it. */
export type CaseListName = WholeList | `${WholeList}~${ChannelKind}`;

export type SettingsSection =
  | 'profile'
  | 'devices'
  | 'account'
  | 'members'
  | 'teams'
  | 'channels'
  | 'travel'
  | 'articles'
  | 'promises'
  | 'checks'
  | 'live'
  | 'canned'
  | 'gestures'
  | 'keys'
  | 'audit';

/** Every address of the desk is made here and nowhere else. */
export const pathTo = {
  home: () => '/cases/mine',
  signIn: (back?: string) =>
    back === undefined ? '/sign-in' : `/sign-in?back=${encodeURIComponent(back)}`,
  setup: () => '/setup',
  passwordReset: () => '/password-reset',
  cases: (list: CaseListName) => `/cases/${list}`,
  case: (number: number, list: CaseListName = 'all') => `/cases/${list}/${number}`,
  live: () => '/live',
  escalations: () => '/escalations',
  makingGood: () => '/escalations/making-good',
  tasks: (list?: string) => (list === undefined ? '/tasks' : `/tasks?list=${list}`),
  /** Not /promises: that is the page outside. */
  promises: () => '/promise-figures',
  contacts: () => '/contacts',
  contact: (contactId: string) => `/contacts/${contactId}`,
  search: (q: string) => (q === '' ? '/search' : `/search?q=${encodeURIComponent(q)}`),
  receipts: (state?: string) => (state === undefined ? '/receipts' : `/receipts?state=${state}`),
  settings: (section?: SettingsSection) =>
    section === undefined ? '/settings' : `/settings/${section}`,
} as const;
