import type { LeftOutReason } from './family-tables.ts';

/** What a text to all may hold. */
export const placeholders = ['name', 'number', 'promise'] as const;

/** Placeholders of a text that nobody could fill in, such as {date}. */
export function listUnknownPlaceholders(text: string): string[] {
  const names = [...text.matchAll(/\{([^{}\n]{1,40})\}/g)].map((match) => match[1]!.trim());
  return [...new Set(names)].filter((name) => !placeholders.some((known) => known === name));
}

export interface FillFacts {
  name: string;
  number: number;
  /** Words of what is promised; empty: nothing. */
  promise: string;
}

/**
 * The text as one contact reads it; without a name the greeting closes up. What is filled in is not
 * looked at again: people may be called anything.
 */
export function fillText(text: string, facts: FillFacts): string {
  const values = { ...facts, number: String(facts.number) };
  return text.replaceAll(/( ?)\{ *(name|number|promise) *\}/g, (_, space: string, key: string) => {
    const value = values[key as keyof FillFacts];
    return key === 'name' && value === '' ? '' : `${space}${value}`;
  });
}

/** What is known of a part of the family before it is answered. */
export interface PartFacts {
  status: 'open' | 'waiting' | 'resolved' | 'closed';
  merged: boolean;
  deleted: boolean;
  held: boolean;
  bounced: boolean;
  automatic: boolean;
  hasAddress: boolean;
  /** The words in this contact’s language; empty: there are none. */
  text: string;
  promise: string;
}

/** Why a part gets no answer; null: it gets one. */
export function decidePart(facts: PartFacts): LeftOutReason | null {
  if (facts.merged || facts.deleted) return 'gone';
  if (facts.status === 'closed') return 'case_closed';
  if (facts.held) return 'held';
  if (facts.automatic) return 'automatic';
  if (!facts.hasAddress) return 'no_address';
  if (facts.bounced) return 'bounced';
  if (facts.text === '') return 'language_missing';
  if (facts.promise === '' && /\{ *promise *\}/.test(facts.text)) return 'promise_missing';
  return null;
}
