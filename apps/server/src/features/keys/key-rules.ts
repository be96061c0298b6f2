const HINT_CHARACTERS = 10;
const KEY = /^es_[a-z0-9]{10}_[A-Za-z0-9_-]{43}$/;

/** Whether this has the form `es_<hint>_<secret>`; says nothing of whether it is known. */
export function isKeyForm(text: string): boolean {
  return KEY.test(text);
}

/** The first characters by which people recognise a key; tells nothing of its secret. */
export function hintOf(key: string): string {
  return key.slice(0, 'es_'.length + HINT_CHARACTERS);
}

/** Whether a key may be used at this moment. */
export function isKeyLive(
  key: { expires_at: Date | null; revoked_at: Date | null },
  now: Date,
): boolean {
  return key.revoked_at === null && (key.expires_at === null || key.expires_at > now);
}
