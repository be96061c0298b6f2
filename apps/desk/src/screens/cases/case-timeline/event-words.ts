import type { Priority } from '@earshot/contract/case-contract.ts';
import { t } from '../../../i18n/translate.ts';
import { describeTelling, travelWords } from '../travel/travel-event-words.ts';
import { liveWords } from '../visitor/live-event-words.ts';
import type { CaseEvent } from './timeline-rules.ts';

export interface EventReader {
  /** Writes a moment in the reader's language and zone. */
  formatTime: (instant: string) => string;
  /** The name of a member; empty where they are not known any more. */
  nameMember: (memberId: string) => string;
}

interface Named {
  id?: string;
  name: string;
}

function text(event: CaseEvent, name: string): string {
  const fact = event.facts[name];
  return typeof fact === 'string' ? fact : '';
}

function named(event: CaseEvent, name: string): Named | null {
  const fact = event.facts[name];
  return typeof fact === 'object' && fact !== null && 'name' in fact ? (fact as Named) : null;
}

function numberOf(event: CaseEvent, name: string): number {
  const fact = event.facts[name];
  const found = typeof fact === 'object' && fact !== null ? (fact as { number?: unknown }) : {};
  return typeof found.number === 'number' ? found.number : 0;
}

/** Who did it, by name; the contact and the software have words of their own. */
export function actorOf(event: CaseEvent): string {
  const { kind, name } = event.actor;
  if (kind === 'system') return t('event.system');
  return name || (kind === 'contact' ? t('event.contact') : t('event.system'));
}

type Describe = (event: CaseEvent, name: string, reader: EventReader) => string;

function describeAssignment(event: CaseEvent, name: string): string {
  const member = named(event, 'member');
  if (member === null) return t('event.unassigned', { name });
  if (member.name === event.actor.name) return t('event.taken', { name });
  return t('event.assigned', { name, member: member.name });
}

function describeTransfer(event: CaseEvent, name: string): string {
  const team = named(event, 'to_team')?.name ?? t('case.noTeam');
  const reason = text(event, 'reason');
  const told = describeTelling(event);
  if (reason === '') return t('event.transferred', { name, team }) + told;
  return t('event.transferredWhy', { name, team, reason }) + told;
}

function describeStatus(event: CaseEvent, name: string, reader: EventReader): string {
  const status = text(event, 'to');
  if (status === 'waiting') {
    const at = text(event, 'waiting_until');
    const until = at === '' ? '…' : reader.formatTime(at);
    const reason = text(event, 'reason');
    if (reason === '') return t('event.status.waiting', { name, until });
    return t('event.status.waitingWhy', { name, until, reason });
  }
  if (status === 'resolved' || status === 'closed') return t(`event.status.${status}`, { name });
  return t('event.status.open', { name });
}

function describeUpdate(event: CaseEvent, name: string): string {
  const change = (field: string) =>
    event.facts[field] as { from?: unknown; to?: unknown } | undefined;
  const subject = change('subject');
  const priority = change('priority');
  const tags = change('tags');
  if (subject) return t('event.subject', { name, from: String(subject.from ?? '') });
  if (tags) return t('event.tags', { name, tags: describeTags(tags) });
  const level = t(`priority.${String(priority?.to ?? 'normal') as Priority}`);
  return t('event.priority', { name, priority: level });
}

function describeTags(change: { from?: unknown; to?: unknown }): string {
  const from = Array.isArray(change.from) ? change.from.map(String) : [];
  const to = Array.isArray(change.to) ? change.to.map(String) : [];
  return [
    ...to.filter((tag) => !from.includes(tag)).map((tag) => `+ ${tag}`),
    ...from.filter((tag) => !to.includes(tag)).map((tag) => `− ${tag}`),
  ].join(', ');
}

function describeReopening(event: CaseEvent, name: string): string {
  if (text(event, 'because') === 'waiting_over') return t('event.waitingOver');
  return event.actor.kind === 'contact'
    ? t('event.reopened', { name })
    : t('event.status.open', { name });
}

function seatIn(event: CaseEvent, name: string) {
  return { name, seat: named(event, 'seat')?.name ?? '' };
}

function gestureIn(event: CaseEvent, name: string) {
  const amount = (Number(event.facts['amount_cents']) / 100).toFixed(2);
  return { name, amount, currency: text(event, 'currency') };
}

/** Who promised what by when; what a policy promises is an answer, news or the end of the matter. */
function describePromise(event: CaseEvent, name: string, reader: EventReader): string {
  const due = reader.formatTime(text(event, 'due_at'));
  const said = text(event, 'words');
  if (said !== '') return t('event.promiseMadeBy', { name, due, words: said });
  const kind = text(event, 'kind');
  if (kind === 'callback') return t('event.promiseCallback', { due });
  if (kind === 'update') return t('event.promiseUpdate', { due });
  if (kind === 'resolution') return t('event.promiseResolution', { due });
  return t('event.promiseMade', { due });
}

const words: Readonly<Record<string, Describe>> = {
  ...travelWords,
  ...liveWords,
  'case.opened': (event, name) =>
    event.actor.kind === 'system' ? t('event.openedBySystem') : t('event.opened', { name }),
  'case.assigned': describeAssignment,
  'case.transferred': describeTransfer,
  'case.status_changed': describeStatus,
  'case.reopened': describeReopening,
  'case.updated': describeUpdate,
  'case.merged': (event, name) => t('event.merged', { name, number: numberOf(event, 'into_case') }),
  'case.unmerged': (event, name) =>
    t('event.unmerged', { name, number: numberOf(event, 'from_case') }),
  'case.absorbed': (event, name) => t('event.absorbed', { name, number: numberOf(event, 'case') }),
  'case.released': (event, name) => t('event.released', { name, number: numberOf(event, 'case') }),
  'case.linked': (event, name) => t('event.linked', { name, number: numberOf(event, 'case') }),
  'case.unlinked': (_, name) => t('event.unlinked', { name }),
  'case.participant_added': (event, name) => {
    const member = named(event, 'member')?.name ?? '';
    if (member === event.actor.name) return t('event.participantJoined', { name });
    return t('event.participantAdded', { name, member });
  },
  'case.participant_removed': (event, name) => {
    const member = named(event, 'member')?.name ?? '';
    if (member === event.actor.name) return t('event.participantLeft', { name });
    return t('event.participantRemoved', { name, member });
  },
  'case.deleted': (event, name) => t('event.deleted', { name, reason: text(event, 'reason') }),
  'case.restored': (_, name) => t('event.restored', { name }),
  'message.moved_back': (_, name) => t('event.movedBack', { name }),
  'hold.decided': (event, name) =>
    t(text(event, 'decision') === 'join' ? 'event.holdJoin' : 'event.holdSeparate', { name }),
  'hold.reopened': (_, name) => t('event.holdReopened', { name }),
  'seat.invited': (event, name) => t('event.seatInvited', seatIn(event, name)),
  'seat.opened': (event, name) => t('event.seatOpened', seatIn(event, name)),
  'seat.answered': (event, name) => t('event.seatAnswered', seatIn(event, name)),
  'seat.revoked': (event, name) => t('event.seatRevoked', seatIn(event, name)),
  'seat.extended': (event, name) => t('event.seatExtended', seatIn(event, name)),
  'case.verdict_given': (event, name) =>
    t(event.facts['solved'] === true ? 'event.solved' : 'event.notSolved', { name }),
  'page_link.revoked': (_, name) => t('event.pageLinkRevoked', { name }),
  'page_link.restored': (_, name) => t('event.pageLinkRestored', { name }),
  'page_link.renewed': (_, name) => t('event.pageLinkRenewed', { name }),
  'promise.made': describePromise,
  'promise.kept': () => t('event.promiseKept'),
  'promise.broken': () => t('event.promiseBroken'),
  'promise.warned': (event, _, reader) =>
    t('event.promiseWarned', { due: reader.formatTime(text(event, 'due_at')) }),
  'promise.renegotiated': (event, name, reader) =>
    t('event.promiseRenegotiated', {
      name,
      due: reader.formatTime(text(event, 'due_at')),
      because: text(event, 'because'),
    }),
  'promise.replanned': (event, _, reader) =>
    t('event.promiseReplanned', { due: reader.formatTime(text(event, 'due_at')) }),
  'promise.paused': () => t('event.promisePaused'),
  'promise.resumed': (event, _, reader) =>
    t('event.promiseResumed', { due: reader.formatTime(text(event, 'due_at')) }),
  'promise.reopened': () => t('event.promiseReopened'),
  'delivery.bounced': () => t('event.bounced'),
  'escalation.raised': (event) =>
    t(text(event, 'level') === 'owner' ? 'event.escalatedOwner' : 'event.escalated', {
      score: String(event.facts['score'] ?? ''),
    }),
  'escalation.dismissed': (event, name) =>
    t('event.escalationDismissed', { name, reason: text(event, 'reason') }),
  'escalation.restored': (_, name) => t('event.escalationRestored', { name }),
  'recovery.started': (_, name) => t('event.recoveryStarted', { name }),
  'recovery.finished': () => t('event.recoveryFinished'),
  'recovery.answered': (event) =>
    t(`event.recoveryAnswer.${text(event, 'answer') as 'yes' | 'partly' | 'no'}`),
  'gesture.given': (event, name) => t('event.gestureGiven', gestureIn(event, name)),
  'gesture.reconsidered': (event, name) => t('event.gestureReconsidered', gestureIn(event, name)),
};

/** What happened, in a sentence; an event that is not known yet is named as it is. */
export function describeEvent(event: CaseEvent, caseId: string, reader: EventReader): string {
  const name = actorOf(event);
  if (event.name === 'message.moved') {
    const from = event.facts['from_case'] as { id?: string } | undefined;
    const here = from?.id !== caseId;
    const number = numberOf(event, here ? 'from_case' : 'to_case');
    return t(here ? 'event.movedHere' : 'event.movedAway', { name, number });
  }
  return words[event.name]?.(event, name, reader) ?? t('event.other', { name, event: event.name });
}
