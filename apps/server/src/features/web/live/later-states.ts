import { createStepPace } from '../../../platform/events/step-pace.ts';
import { gatherWork } from '../../../platform/gather-work.ts';
import { statesApart_ms } from './live-limits.ts';

/** Conversations that may stand otherwise than their visitors were told. */
export interface LaterStates {
  add(accountId: string, talkIds: readonly string[]): void;
  stop(): void;
}

/**
 * Where a conversation stands is told after what was said in it, and once, however much happened:
 * at once on a quiet server, together with others on a busy one. `tell` gets each of them once and
 * must not throw; before it `awaitMessages` lets messages go first.
 */
export function createLaterStates(
  awaitMessages: (accountId: string) => Promise<void>,
  tell: (accountId: string, talkIds: readonly string[]) => Promise<void>,
): LaterStates {
  const pace = createStepPace();
  let stopped = false;
  const states = gatherWork<string>(async (accountId, waiting) => {
    await pace.awaitTurn(accountId, statesApart_ms);
    await awaitMessages(accountId);
    const talkIds = [...new Set(waiting.splice(0))];
    if (!stopped) await tell(accountId, talkIds);
  });
  return {
    add(accountId, talkIds) {
      for (const id of talkIds) states.add(accountId, id);
    },
    stop() {
      stopped = true;
    },
  };
}
