import { useState } from 'react';
import { describeError, fieldErrors } from './describe-error.ts';

export interface Submission {
  onSubmit: (event?: React.FormEvent) => void;
  pending: boolean;
  /** What went wrong in a sentence; null where nothing did. */
  words: string | null;
  /** What is wrong with single fields, by path. */
  fields: Record<string, string>;
}

/** Sends a form once at a time; what was typed stays, errors stand beside their fields. */
export function useSubmit(send: () => Promise<unknown>): Submission {
  const [pending, setPending] = useState(false);
  const [words, setWords] = useState<string | null>(null);
  const [fields, setFields] = useState<Record<string, string>>({});

  async function run(): Promise<void> {
    setPending(true);
    try {
      await send();
      setWords(null);
      setFields({});
    } catch (error) {
      setWords(describeError(error));
      setFields(fieldErrors(error));
    } finally {
      setPending(false);
    }
  }

  return {
    onSubmit: (event) => {
      event?.preventDefault();
      if (!pending) void run();
    },
    pending,
    words,
    fields,
  };
}
