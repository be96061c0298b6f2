import type { Typing } from '@earshot/sdk/live-client.ts';
import { useCallback, useEffect, useRef } from 'react';

/** Without a letter for this long nobody is writing any more. */
const rest_ms = 4_000;

/**
 * Tells colleagues that something is being written, and when it rests; call it with each letter.
 */
export function useTyping(
  what: Exclude<Typing, null>,
  setTyping: (typing: Typing) => void,
): () => void {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      setTyping(null);
    },
    [setTyping],
  );
  return useCallback(() => {
    setTyping(what);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setTyping(null), rest_ms);
  }, [what, setTyping]);
}
