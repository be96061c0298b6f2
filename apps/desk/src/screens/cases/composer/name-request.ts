/** What was sent from a place and not yet answered, as far as anybody heard. */
const unheard = new Map<string, { said: string; key: string }>();

/**
 * Sends under a name that stays the same while the words do, so that what was taken although its
 * answer got lost is not sent twice.
 */
export async function nameRequest<T>(
  place: string,
  words: unknown,
  send: (requestKey: string) => Promise<T>,
): Promise<T> {
  const said = JSON.stringify(words);
  const known = unheard.get(place);
  const key = known?.said === said ? known.key : makeRequestKey();
  unheard.set(place, { said, key });
  const answer = await send(key);
  unheard.delete(place);
  return answer;
}

/** A UUID of version 4; also where the page is not secure and has no `crypto.randomUUID`. */
export function makeRequestKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/(.{8})(.{4}).(.{3}).(.{3})(.{12})/, '$1-$2-4$3-8$4-$5');
}
