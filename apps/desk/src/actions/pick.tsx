import type { PickerItem } from '@earshot/ui/match-items.ts';
import { Picker } from '@earshot/ui/picker.tsx';
import { useSyncExternalStore, type ReactElement } from 'react';
import { t } from '../i18n/translate.ts';

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

function choose(picked: Picked): void {
  pending?.answer(picked);
  set(null);
}

/** Where the choices of `pick` appear; once in the page. */
export function PickHost(): ReactElement {
  const request = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => pending,
  );
  return (
    <Picker
      opened={request !== null}
      title={request?.title ?? ''}
      placeholder={request?.placeholder ?? request?.title ?? ''}
      items={request?.items ?? []}
      emptyText={t('picker.empty')}
      checked={request?.checked}
      createLabel={request?.createLabel}
      onCreate={request?.createLabel ? (created) => choose({ created }) : undefined}
      onChoose={(id) => choose({ id })}
      onClose={() => choose(null)}
    />
  );
}
