import type { Toast } from '@earshot/ui/undo-toast.tsx';
import { useSyncExternalStore } from 'react';
import { describeError } from '../parts/describe-error.ts';

const listeners = new Set<() => void>();
let toast: Toast | null = null;
let lastId = 0;

function show(next: Toast | null): void {
  toast = next;
  for (const tell of listeners) tell();
}

/** Says what was done, with the way back for ten seconds; a newer act replaces an older one. */
export function offerUndo(text: string, undo: () => Promise<unknown>): void {
  lastId += 1;
  const id = lastId;
  show({
    id,
    text,
    tone: 'plain',
    undo: () => {
      if (toast?.id === id) show(null);
      undo().catch((error: unknown) => say(describeError(error), 'bad'));
    },
  });
}

/** Says one sentence at the foot of the page. */
export function say(text: string, tone: Toast['tone'] = 'plain'): void {
  lastId += 1;
  show({ id: lastId, text, tone });
}

/** Takes back the last act if it still can be; answers whether it could. */
export function undoLast(): boolean {
  if (toast?.undo === undefined) return false;
  toast.undo();
  return true;
}

/** Closes what is said at the foot of the page. */
export function closeToast(): void {
  show(null);
}

/** What is said at the foot of the page now. */
export function useToast(): Toast | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => toast,
  );
}
