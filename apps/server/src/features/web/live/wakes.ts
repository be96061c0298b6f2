import type { RelayedEvent } from '../../../platform/events/event-relay.ts';

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

export interface Wakes {
  wake(
    accountId: string,
    events: readonly RelayedEvent[],
    hasChannel: (channelId: string) => boolean,
  ): void;
  wakeTalks(accountId: string, talkIds: readonly string[]): void;
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
  const running = new Set<string>();

  function waitFor(accountId: string): Wake {
    let wake = waiting.get(accountId);
    if (!wake) {
      wake = { cases: new Set(), opened: new Set(), changed: new Set(), talks: new Set() };
      waiting.set(accountId, wake);
    }
    return wake;
  }

  async function run(accountId: string): Promise<void> {
    if (running.has(accountId)) return;
    running.add(accountId);
    for (;;) {
      const wake = waiting.get(accountId);
      if (!wake) break;
      waiting.delete(accountId);
      await look(accountId, wake).catch((error: unknown) => onFailure(accountId, error));
    }
    running.delete(accountId);
  }

  return {
    wake(accountId, events, hasChannel) {
      const wake = waitFor(accountId);
      for (const { name, subject_id: subjectId, facts } of events) {
        if (subjectId === null) continue;
        wake.cases.add(subjectId);
        if (CHANGING.has(name)) wake.changed.add(subjectId);
        const channelId = facts['channel_id'];
        const isOurs = typeof channelId === 'string' && hasChannel(channelId);
        if (name === 'case.opened' && isOurs) wake.opened.add(subjectId);
      }
      void run(accountId);
    },
    wakeTalks(accountId, talkIds) {
      if (talkIds.length === 0) return;
      const wake = waitFor(accountId);
      for (const id of talkIds) wake.talks.add(id);
      void run(accountId);
    },
  };
}
