import { setTimeout as pause } from 'node:timers/promises';
import type { RelayedEvent } from '../../../platform/events/event-relay.ts';
import type { SocketIndex } from './socket-index.ts';

/** Where to look what is new. */
export interface Wake {
  /** Cases of which an event told. */
  cases: Set<string>;
  /** Cases that began on a channel somebody is connected to. */
  opened: Set<string>;
  /** Cases in which a message was changed or taken back. */
  changed: Set<string>;
  /** Conversations somebody is behind in. */
  talks: Set<string>;
}

/** Who is connected to this process. */
export type Here = Pick<SocketIndex, 'hasChannel' | 'talksOfCase'>;

export interface Wakes {
  /** Only events that somebody who is connected here may have to hear of are looked after. */
  wake(accountId: string, events: readonly RelayedEvent[], here: Here): void;
  wakeTalks(accountId: string, talkIds: readonly string[]): void;
  /** Resolves when nothing is being looked at, at the latest after so long. */
  awaitRest(accountId: string, most_ms: number): Promise<void>;
}

/** Events after which a message looks other than before. */
const CHANGING = new Set(['message.edited', 'message.deleted', 'message.cancelled']);

/**
 * Gathers where to look while the last look goes on: under load many events are one look, and each
 * look of an account follows the one before.
 */
export function createWakes(
  look: (accountId: string, wake: Wake) => Promise<void>,
  onFailure: (accountId: string, error: unknown) => void,
): Wakes {
  const waiting = new Map<string, Wake>();
  const running = new Map<string, Promise<void>>();

  function waitFor(accountId: string): Wake {
    let wake = waiting.get(accountId);
    if (!wake) {
      wake = { cases: new Set(), opened: new Set(), changed: new Set(), talks: new Set() };
      waiting.set(accountId, wake);
    }
    return wake;
  }

  function run(accountId: string): void {
    if (!running.has(accountId)) running.set(accountId, lookAll(accountId));
  }

  async function lookAll(accountId: string): Promise<void> {
    for (;;) {
      const wake = waiting.get(accountId);
      if (!wake) break;
      waiting.delete(accountId);
      await look(accountId, wake).catch((error: unknown) => onFailure(accountId, error));
    }
    running.delete(accountId);
  }

  return {
    wake(accountId, events, here) {
      for (const { name, subject_id: subjectId, facts } of events) {
        if (subjectId === null) continue;
        const channelId = facts['channel_id'];
        const isNew = name === 'case.opened' && typeof channelId === 'string';
        if (isNew && here.hasChannel(channelId)) waitFor(accountId).opened.add(subjectId);
        if (here.talksOfCase(subjectId).length === 0) continue;
        const wake = waitFor(accountId);
        wake.cases.add(subjectId);
        if (CHANGING.has(name)) wake.changed.add(subjectId);
      }
      if (waiting.has(accountId)) run(accountId);
    },
    wakeTalks(accountId, talkIds) {
      if (talkIds.length === 0) return;
      const wake = waitFor(accountId);
      for (const id of talkIds) wake.talks.add(id);
      run(accountId);
    },
    async awaitRest(accountId, most_ms) {
      const rest = new AbortController();
      const longest = pause(most_ms, undefined, { signal: rest.signal, ref: false });
      await Promise.race([running.get(accountId), longest]);
      longest.catch(() => {}); // nobody waits for it any more
      rest.abort();
    },
  };
}
