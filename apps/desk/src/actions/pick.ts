import type { PickerItem } from '@earshot/ui/match-items.ts';
import { useSyncExternalStore } from 'react';

export interface PickRequest {
  title: string;
  placeholder?: string;
  items: readonly PickerItem[];
  checked?: readonly string[];
  /** Lets the typed words be chosen themselves. */
  createLabel?: (query: string) => string;
}

export type Picked = { id: string } | { created: string } | null;

interface Pending extends PickRequest {
  answer: (picked: Picked) => void;
}

const listeners = new Set<() => void>();
let pending: Pending | null = null;

function set(next: Pending | null): void {
  pending?.answer(null);
  pending = next;
  for (const tell of listeners) tell();
}

/** Asks for one choice with the keyboard-first list; null where the person left it. */
export function pick(request: PickRequest): Promise<Picked> {
  return new Promise((resolve) => set({ ...request, answer: resolve }));
}

/** Answers what was asked last. */
export function answerPick(picked: Picked): void {
  pending?.answer(picked);
  set(null);
}

/** What is being asked now; null where nothing is. */
export function usePickRequest(): PickRequest | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => pending,
  );
}
