import { useSyncExternalStore } from 'react';

/** What a person set for this device. */
export interface Preferences {
  /** Height of list rows. */
  density: 'normal' | 'compact';
  /** Keys without Ctrl or ⌘; can be switched off (WCAG 2.1.4). */
  singleKeys: boolean;
  /** Whether all views of the case list are unfolded. */
  allViews: boolean;
  /** A short sound when a conversation rings. */
  ringSound: boolean;
  /** A notification of the browser when one rings while the desk is not in view. */
  ringNotice: boolean;
  /** What the reader is while they take no live conversations. */
  apart: 'mail' | 'away';
}

const storageKey = 'earshot.preferences';
const listeners = new Set<() => void>();
const defaults: Preferences = {
  density: 'normal',
  singleKeys: true,
  allViews: false,
  ringSound: false,
  ringNotice: false,
  apart: 'mail',
};
let current = load();

function load(): Preferences {
  if (typeof localStorage === 'undefined') return defaults;
  const text = localStorage.getItem(storageKey);
  if (text === null) return defaults;
  try {
    return { ...defaults, ...(JSON.parse(text) as Partial<Preferences>) };
  } catch {
    return defaults;
  }
}

/** The preferences as they are now, outside components. */
export function readPreferences(): Preferences {
  return current;
}

/** Changes a preference on this device. */
export function setPreference<K extends keyof Preferences>(name: K, value: Preferences[K]): void {
  current = { ...current, [name]: value };
  localStorage.setItem(storageKey, JSON.stringify(current));
  for (const tell of listeners) tell();
}

/** The preferences, renewed when one changes. */
export function usePreferences(): Preferences {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, readPreferences);
}
