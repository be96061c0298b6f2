import type { MemberKey, TeamKey } from './demo-people.ts';
import type { Moment } from './demo-time.ts';

interface Deed {
  readonly at: Moment;
  readonly by: MemberKey;
  /** Name of the case where it is not the story’s own. */
  readonly on?: string;
}

/** What members do so that nobody is sent away: promises, tasks, families, seats, making good. */
export type CareStep =
  | (Deed & {
      readonly kind: 'promise';
      readonly words: string;
      readonly promised: 'callback' | 'other';
      /** By when. */
      readonly until: Moment;
    })
  | (Deed & { readonly kind: 'keepPromise'; readonly words: string })
  | (Deed & {
      readonly kind: 'renegotiate';
      /** How the promise reads that cannot be kept. */
      readonly words: string;
      readonly newWords: string;
      readonly because: string;
      readonly until: Moment;
    })
  | (Deed & {
      readonly kind: 'task';
      readonly title: string;
      readonly member?: MemberKey;
      readonly team?: TeamKey;
      readonly until?: Moment;
      readonly blocks?: boolean;
    })
  | (Deed & { readonly kind: 'finishTask'; readonly title: string; readonly result: string })
  | (Deed & { readonly kind: 'checklist'; readonly name: string; readonly ticked: number })
  | (Deed & { readonly kind: 'family'; readonly parts: readonly string[] })
  | (Deed & { readonly kind: 'answerAll'; readonly de: string; readonly english: string })
  | (Deed & {
      readonly kind: 'seat';
      readonly address: string;
      readonly name: string;
      readonly question: string;
      readonly summary: string;
    })
  | (Deed & { readonly kind: 'recovery'; readonly playbook: string })
  | (Deed & {
      readonly kind: 'gesture';
      readonly gesture: 'voucher' | 'parcel' | 'refund';
      readonly amount_cents: number;
      readonly words: string;
    });

/** A member promises something in their own words. */
export function promise(
  at: Moment,
  by: MemberKey,
  words: string,
  until: Moment,
  promised: 'callback' | 'other' = 'other',
  on?: string,
): CareStep {
  return { kind: 'promise', at, by, words, until, promised, ...(on !== undefined && { on }) };
}

/** A member says that a promise in these words is kept. */
export function keepPromise(at: Moment, by: MemberKey, words: string, on?: string): CareStep {
  return { kind: 'keepPromise', at, by, words, ...(on !== undefined && { on }) };
}

/** A member gives a piece of work to somebody inside. */
export function task(
  at: Moment,
  by: MemberKey,
  title: string,
  more: Pick<
    Extract<CareStep, { kind: 'task' }>,
    'member' | 'team' | 'until' | 'blocks' | 'on'
  > = {},
): CareStep {
  return { kind: 'task', at, by, title, ...more };
}

/** A member finishes the task of this title and says what came of it. */
export function finishTask(
  at: Moment,
  by: MemberKey,
  title: string,
  result: string,
  on?: string,
): CareStep {
  return { kind: 'finishTask', at, by, title, result, ...(on !== undefined && { on }) };
}
