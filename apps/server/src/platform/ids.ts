import { uuidv7 } from 'uuidv7';

/** A new UUIDv7 (RFC 9562): grows with time within this process. Never use one as a secret. */
export function newId(): string {
  return uuidv7();
}
