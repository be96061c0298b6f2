import type { RelayedEvent } from '../../../platform/events/event-relay.ts';

/** Undo and send-later times in one: when a written message leaves. */
export interface SendTime {
  sendAt?: string | undefined;
  undoSeconds: number;
}

/** Nobody plans an answer further ahead; a slip of the year is caught. */
const SEND_LATER_MAX_MS = 366 * 24 * 60 * 60 * 1_000;

/** When it leaves: after the undo time, or at the time asked for; null if that cannot be meant. */
export function decideSendAfter(time: SendTime, now: Date): Date | null {
  if (time.sendAt === undefined) return new Date(now.getTime() + time.undoSeconds * 1_000);
  const at = new Date(time.sendAt);
  const ahead_ms = at.getTime() - now.getTime();
  return ahead_ms < 0 || ahead_ms > SEND_LATER_MAX_MS ? null : at;
}

/** What somebody else did since the writer last looked. */
export type EventSince = Pick<RelayedEvent, 'name' | 'actor' | 'occurred_at' | 'facts'>;

const SAID: ReadonlySet<string> = new Set(['message.received', 'message.sent', 'note.written']);

/**
 * The send guard: what the contact or a colleague wrote since the position that the writer has
 * seen. The own answers do not count, nor does an automatic mail.
 */
export function listSaidSince(events: readonly EventSince[], writerId: string): EventSince[] {
  return events.filter(
    (event) => SAID.has(event.name) && event.actor.id !== writerId && !event.facts['automatic'],
  );
}

/** The signature of a team with the writer’s name in it, below a dividing line (RFC 3676, 4.3). */
export function fillSignature(signature: string, memberName: string): string {
  const filled = signature.replaceAll('{member}', memberName).trim();
  return filled === '' ? '' : `-- \n${filled}`;
}

const INLINE_SOURCE = /\/api\/v1\/attachments\/([0-9a-f-]{36})\/content(?:\?inline=true)?/g;

/** Ids of uploads that stand as pictures in the composer’s HTML. */
export function listInlineUploads(html: string): string[] {
  return [...new Set([...html.matchAll(INLINE_SOURCE)].map((match) => match[1] as string))];
}

/** Content-ID of an upload shown inside the text (RFC 2392). */
export function contentIdOf(attachmentId: string): string {
  return `${attachmentId}@earshot`;
}

/** The HTML as it is sent and kept: pictures by `cid:`. */
export function useContentIds(html: string): string {
  return html.replaceAll(INLINE_SOURCE, (_match, id: string) => `cid:${contentIdOf(id)}`);
}
