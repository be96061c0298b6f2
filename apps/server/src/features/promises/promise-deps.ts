import type { RawBuilder } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { GuardWords } from '../../platform/kept-words.ts';

/** What the routes of this slice need from higher ones. */
export interface PromiseDeps {
  clock: Clock;
  /** The reply check of a higher slice. */
  guardWords: GuardWords;
  /** Which cases `c` the actor may see, as a condition. */
  visibleCases: (tx: Tx, actor: Actor) => Promise<RawBuilder<boolean>>;
}
