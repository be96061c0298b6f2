import type { createWebFormStamp } from '@earshot/contract/web-form-contract.ts';
import type { createWebSubmission } from '@earshot/contract/web-form-contract.ts';
import type { BodyInputOf, ResponseOf } from '@earshot/contract/operation.ts';
import { createCalls } from '@earshot/web/web-calls.ts';
import { isPassing } from '@earshot/web/web-error.ts';

type Stamp = ResponseOf<typeof createWebFormStamp>;
type Submission = Omit<BodyInputOf<typeof createWebSubmission>, 'stamp' | 'solution'>;
export type Submitted = ResponseOf<typeof createWebSubmission>;

/** One form from its opening to its submission: the same stamp for every try, so it is sent once. */
export function createSubmission(server: string, channelKey: string) {
  const calls = createCalls({ server, channelKey });
  let stamp: Promise<Stamp & { solution: string }> | null = null;

  async function bring(): Promise<Stamp & { solution: string }> {
    const made = await calls.call<Stamp>('/stamps', null, {});
    const bits = made.puzzle?.zero_bits;
    const solver = bits ? await import('./solve-puzzle.ts') : null;
    return { ...made, solution: (await solver?.solvePuzzle(made.stamp, bits!)) ?? '' };
  }

  function prepare(): Promise<Stamp & { solution: string }> {
    stamp ??= bring().catch((error: unknown) => {
      stamp = null;
      throw error;
    });
    return stamp;
  }

  return {
    /** Somebody has begun to write. Never throws. */
    begin: () => void prepare().catch(() => undefined),
    /** Throws WebError. */
    async send(submission: Submission): Promise<Submitted> {
      const { usable_at: usableAt, stamp: text, solution } = await prepare();
      const early_ms = Date.parse(usableAt) - Date.now();
      if (early_ms > 0) await new Promise((resolve) => setTimeout(resolve, early_ms));
      try {
        const body = { ...submission, stamp: text, solution };
        return await calls.call<Submitted>('/submissions', null, body);
      } catch (error) {
        // What was refused was not taken: the next try is a new one.
        if (!isPassing(error)) stamp = null;
        throw error;
      }
    },
  };
}
