import { describeError } from '../parts/describe-error.ts';
import { say } from './undo-store.ts';

/** Runs a deed; what the server refuses is said in its words, and nothing is lost. */
export async function attempt<T>(deed: () => Promise<T>): Promise<T | null> {
  try {
    return await deed();
  } catch (error) {
    say(describeError(error), 'bad');
    return null;
  }
}
