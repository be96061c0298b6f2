/** What became of a push message at the service that takes it. */
export type Pushed =
  | { kind: 'taken' }
  /** The browser wants no more (RFC 8030, 7.3). */
  | { kind: 'gone' }
  | { kind: 'again' | 'refused'; words: string };

/** Temporary by their meaning (RFC 9110); every other 4xx stays what it is. */
const temporaryStatuses = new Set([408, 425, 429]);

/** Pure: what an answer of a push service means (RFC 8030, 5). */
export function decidePushed(status: number, said: string): Pushed {
  if (status >= 200 && status < 300) return { kind: 'taken' };
  if (status === 404 || status === 410) return { kind: 'gone' };
  const detail = said.replaceAll(/\s+/g, ' ').trim().slice(0, 200);
  const words = `The push service answered ${status}${detail === '' ? '' : `: ${detail}`}.`;
  return { kind: status >= 500 || temporaryStatuses.has(status) ? 'again' : 'refused', words };
}
