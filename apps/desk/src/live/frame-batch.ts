import type { CaseRow } from '@earshot/contract/case-contract.ts';
import type { LiveEvent } from '@earshot/contract/live-contract.ts';

/** Where no frames are drawn, as in a tab behind others, events are taken up all the same. */
const most_wait_ms = 100;

/** What came since the last frame. */
export interface LiveBatch {
  events: readonly LiveEvent[];
  /** The newest row of each case that changed; null: the reader sees it no longer. */
  cases: ReadonlyMap<string, CaseRow | null>;
}

/** Gathers what comes between two frames, so that the screen is worked out once for each. */
export function makeFrameBatch(
  apply: (batch: LiveBatch) => void,
): (events: readonly LiveEvent[], rows: readonly CaseRow[]) => void {
  let events: LiveEvent[] = [];
  let cases = new Map<string, CaseRow | null>();
  let frame = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function flush(): void {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    timer = undefined;
    const batch = { events, cases };
    events = [];
    cases = new Map();
    apply(batch);
  }

  return (more, rows) => {
    const shown = new Set(rows.map(({ id }) => id));
    for (const event of more) {
      events.push(event);
      if (event.subject_id !== null && !shown.has(event.subject_id)) {
        cases.set(event.subject_id, null);
      }
    }
    for (const row of rows) cases.set(row.id, row);
    if (timer !== undefined) return;
    timer = setTimeout(flush, most_wait_ms);
    frame = requestAnimationFrame(flush);
  };
}
