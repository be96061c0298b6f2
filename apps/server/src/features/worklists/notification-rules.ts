import type { Notification } from '@earshot/contract/reply-contract.ts';

type Kind = Notification['kind'];

/** What a notification is made from. */
export interface ToldEvent {
  name: string;
  actor: { kind: string; id: string | null };
  facts: Record<string, unknown>;
}

export interface Telling {
  kind: Kind;
  memberId: string;
}

/** Events of which somebody is told. */
export const toldEvents: ReadonlySet<string> = new Set([
  'message.received',
  'case.assigned',
  'case.transferred',
  'case.participant_added',
  'note.written',
  'delivery.bounced',
  'promise.broken',
  'promise.warned',
  'task.created',
  'task.assigned',
  'task.reopened',
  'task.announced',
  'task.fell_due',
  'task.done',
  'escalation.raised',
]);

/**
 * Who is told of an event, and as what. Nobody is told of what they did themselves, and each member
 * once. `assigneeId` is who is responsible for the case now.
 */
export function decideTellings(event: ToldEvent, assigneeId: string | null): Telling[] {
  const doer = event.actor.kind === 'member' ? event.actor.id : null;
  const tellings = listTellings(event, assigneeId).filter((one) => one.memberId !== doer);
  return [...new Map(tellings.map((one) => [one.memberId, one])).values()];
}

function listTellings({ name, facts }: ToldEvent, assigneeId: string | null): Telling[] {
  const responsible = (kind: Kind) => (assigneeId === null ? [] : [{ kind, memberId: assigneeId }]);
  switch (name) {
    case 'message.received':
      return facts['automatic'] ? [] : responsible('contact_wrote');
    case 'promise.broken':
      return responsible('promise_due');
    case 'promise.warned':
      // Where nobody is responsible yet, the team is: the event names its members.
      return assigneeId === null
        ? tell('promise_due', Array.isArray(facts['member_ids']) ? facts['member_ids'] : [])
        : responsible('promise_due');
    case 'case.assigned':
    case 'case.transferred':
      return tell('assigned', [idOf(facts['member'])]);
    case 'case.participant_added':
      return tell('mentioned', [idOf(facts['member'])]);
    case 'note.written':
      return tell('mentioned', Array.isArray(facts['mention_ids']) ? facts['mention_ids'] : []);
    case 'task.created':
    case 'task.assigned':
    case 'task.reopened':
      return tell('task_assigned', [idOf(facts['member'])]);
    case 'task.announced':
    case 'task.fell_due':
      return tell('task_due', [facts['member_id']]);
    case 'task.done':
      return tell('task_done', [facts['maker_id']]);
    case 'delivery.bounced':
      return tell('bounced', [facts['author_member_id']]);
    case 'escalation.raised':
      return tell('escalated', Array.isArray(facts['member_ids']) ? facts['member_ids'] : []);
    default:
      return [];
  }
}

function tell(kind: Kind, ids: readonly unknown[]): Telling[] {
  return ids.flatMap((id) => (typeof id === 'string' ? [{ kind, memberId: id }] : []));
}

function idOf(member: unknown): unknown {
  return typeof member === 'object' && member !== null && 'id' in member ? member.id : null;
}

/** Whose number of unread notifications an event changes. */
export function changesUnread({ name, facts }: Pick<ToldEvent, 'name' | 'facts'>): string[] {
  if (name !== 'notification.made' && name !== 'notification.read') return [];
  const ids = facts['member_ids'];
  return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [];
}
