import { useState } from 'react';

/** The values of a form and how to change some of them. */
export function useValues<T extends object>(initial: T) {
  const [values, setValues] = useState(initial);
  return {
    values,
    set: (change: Partial<T>) => setValues((before) => ({ ...before, ...change })),
  };
}
