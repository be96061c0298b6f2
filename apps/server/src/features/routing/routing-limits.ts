/** How the account offers live conversations where nobody said otherwise; as the table’s defaults. */
export const routingDefaults = {
  capacity: 3,
  ring_seconds: 30,
  again_seconds: 120,
  leave_seconds: 45,
  quiet_minutes: 30,
  bot_seconds: 60,
  release_minutes: 5,
};
/** A process says so often which desks are open at it. */
export const seen_ms = 10_000;
/** A process that said nothing for so long is gone: three times it had the chance. */
export const gone_ms = 35_000;
/** Rings end and go on within half a second of their time. */
export const look_ms = 500;
/** Where nothing is due sooner; another process may have made something due meanwhile. */
export const lookLatest_ms = 2_000;
/** Waiting conversations offered in one transaction: some 20 ms of work. */
export const offersAtOnceMax = 50;
/** Waiting conversations shown to supervisors; more are counted only. */
export const waitsShownMax = 100;
/** Open live conversations of one member that the desk shows; twenty is the highest capacity. */
export const heldShownMax = 60;
/** Hand-overs between bot and people shown of one case. */
export const handOversShownMax = 50;
