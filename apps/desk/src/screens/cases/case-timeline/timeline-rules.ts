import type { Note, TimelineEntry } from '@earshot/contract/case-contract.ts';
import type { Message } from '@earshot/contract/message-contract.ts';

export type CaseEvent = Extract<TimelineEntry, { kind: 'event' }>['event'];

/** What stands in the timeline: a message with the bounces that came back, a note, or events. */
export type TimelineItem =
  | { kind: 'message'; id: string; at: string; message: Message; bounces: Message[] }
  | { kind: 'note'; id: string; at: string; note: Note }
  | { kind: 'events'; id: string; at: string; events: CaseEvent[] };

/** Events that only repeat what a message, a note or another event beside them shows. */
const repeated = new Set([
  'message.received',
  'message.sent',
  'note.written',
  'note.changed',
  'note.deleted',
  'receipt.recognised',
  'promise.withdrawn',
  'promise.restored',
  'delivery.deferred',
]);

/** The id of what an entry shows. */
export function idOf(entry: TimelineEntry): string {
  if (entry.kind === 'message') return entry.message.id;
  return entry.kind === 'note' ? entry.note.id : entry.event.id;
}

/** The entries of all pages, oldest first, each once; the newest page comes first. */
export function flattenTimeline(pages: readonly { items: TimelineEntry[] }[]): TimelineEntry[] {
  const seen = new Set<string>();
  return pages
    .toReversed()
    .flatMap((page) => page.items)
    .filter((entry) => !seen.has(idOf(entry)) && seen.add(idOf(entry)));
}

function textFact(event: CaseEvent, name: string): string | null {
  const fact = event.facts[name];
  return typeof fact === 'string' ? fact : null;
}

/** Which message each bounce reports on: by the event that recorded it, else by its reference. */
function findBounced(entries: readonly TimelineEntry[]): Map<string, string> {
  const bounced = new Map<string, string>();
  const byReference = new Map<string, string>();
  for (const entry of entries) {
    if (entry.kind === 'message' && entry.message.message_id !== null) {
      byReference.set(entry.message.message_id, entry.message.id);
    }
    if (entry.kind !== 'event' || entry.event.name !== 'delivery.bounced') continue;
    const bounce = textFact(entry.event, 'bounce_message_id');
    const message = textFact(entry.event, 'message_id');
    if (bounce !== null && message !== null) bounced.set(bounce, message);
  }
  for (const entry of entries) {
    if (entry.kind !== 'message' || entry.message.kind !== 'bounce') continue;
    const target = byReference.get(entry.message.in_reply_to ?? '');
    if (target !== undefined && !bounced.has(entry.message.id)) {
      bounced.set(entry.message.id, target);
    }
  }
  return bounced;
}

/**
 * Entries as they are shown: a bounce hangs on the message that bounced, events in a row stand
 * together, and what says the same twice is left out.
 */
export function arrangeTimeline(entries: readonly TimelineEntry[]): TimelineItem[] {
  const bounced = findBounced(entries);
  const messages = new Map<string, Extract<TimelineItem, { kind: 'message' }>>();
  for (const { message, at } of entries.filter((entry) => entry.kind === 'message')) {
    messages.set(message.id, { kind: 'message', id: message.id, at, message, bounces: [] });
  }
  const items: TimelineItem[] = [];
  for (const entry of entries) {
    if (entry.kind === 'message') {
      const home = messages.get(bounced.get(entry.message.id) ?? '');
      if (home) home.bounces.push(entry.message);
      else items.push(messages.get(entry.message.id)!);
    } else if (entry.kind === 'note') {
      items.push({ kind: 'note', id: entry.note.id, at: entry.at, note: entry.note });
    } else if (!isRepeated(entry.event)) {
      const events = splitUpdate(entry.event);
      const last = items.at(-1);
      if (last?.kind === 'events') last.events.push(...events);
      else items.push({ kind: 'events', id: entry.event.id, at: entry.at, events });
    }
  }
  return items;
}

/**
 * Whether an event says what something beside it shows: the contact's first message opened the
 * case.
 */
function isRepeated(event: CaseEvent): boolean {
  if (event.name === 'case.opened') return event.actor.kind === 'contact';
  return repeated.has(event.name);
}

/** Several fields changed at once are several lines. */
function splitUpdate(event: CaseEvent): CaseEvent[] {
  const fields = Object.entries(event.facts);
  if (event.name !== 'case.updated' || fields.length < 2) return [event];
  return fields.map(([field, change]) => ({
    ...event,
    id: `${event.id} ${field}`,
    facts: { [field]: change },
  }));
}

/** Whether a person other than the reader said this: what the send guard asks about. */
export function isSaidByOther(entry: TimelineEntry, memberId: string): boolean {
  if (entry.kind === 'event') return false;
  if (entry.kind === 'note') return entry.note.author?.id !== memberId;
  const { author, automatic, kind } = entry.message;
  if (kind === 'confirmation' || kind === 'notice' || kind === 'bounce') return false;
  if (automatic !== null) return false;
  return author.member?.id !== memberId;
}

/** Who said an entry; empty where nobody did. */
export function authorOf(entry: TimelineEntry): string {
  if (entry.kind === 'event') return entry.event.actor.name;
  if (entry.kind === 'note') return entry.note.author?.name ?? '';
  const { author, from } = entry.message;
  return author.member?.name ?? author.contact?.name ?? from.name ?? from.address;
}

/** First words of what was said, folded parts left out. */
export function excerptOf(entry: TimelineEntry, length: number): string {
  if (entry.kind === 'event') return '';
  if (entry.kind === 'note') return shorten(entry.note.text, length);
  const { text, folded } = entry.message;
  let own = text;
  for (const { start, end } of folded.toSorted((a, b) => b.start - a.start)) {
    own = own.slice(0, start) + own.slice(end);
  }
  return shorten(own, length);
}

function shorten(text: string, length: number): string {
  const words = text.replaceAll(/\s+/g, ' ').trim();
  return words.length <= length ? words : `${words.slice(0, length - 1).trimEnd()}…`;
}
