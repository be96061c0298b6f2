import { createHmac } from 'node:crypto';
import type { SecretBox } from '../../../platform/crypto/secret-box.ts';
import { sameSecret } from '../../../platform/crypto/token.ts';
import type { UnderstoodThing } from '../kit/channel-adapter.ts';

/** A test message that arrives later than this is a message like any other. */
const markHolds_ms = 10 * 60_000;
/** Characters of the signature: 132 bits. */
const SIGNATURE_CHARACTERS = 22;

/** What test messages are signed for. */
export function testKeyOf(box: SecretBox): Buffer {
  return box.derive('channel tests');
}

/**
 * The id of a test message: only this installation can make it, it is for one channel and holds
 * for ten minutes. It fits wherever a channel takes an id: 8 to 64 letters, digits and dashes.
 */
export function makeTestMark(key: Uint8Array, channelId: string, now: Date): string {
  const at36 = now.getTime().toString(36);
  return `test-${at36}-${sign(key, channelId, at36)}`;
}

function sign(key: Uint8Array, channelId: string, at36: string): string {
  const signature = createHmac('sha256', key).update(`${channelId} ${at36}`).digest('base64url');
  return signature.slice(0, SIGNATURE_CHARACTERS);
}

/**
 * Whether what was understood is the message of a live test, which nobody wrote: it becomes no
 * case. A mark of another channel, a forged and a late one count for nothing.
 */
export function isTestMessage(
  key: Uint8Array,
  channelId: string,
  thing: UnderstoodThing | undefined,
  receivedAt: Date,
): boolean {
  const names =
    thing?.what === 'message'
      ? [thing.externalId, thing.subject]
      : thing?.what === 'mail'
        ? [thing.mail.messageId ?? '']
        : [];
  return names.some((name) => {
    const [, at36, signature] = /(?:^|\/)test-([0-9a-z]{8,9})-([\w-]{22})(?:@|$)/.exec(name) ?? [];
    if (at36 === undefined || signature === undefined) return false;
    const age_ms = receivedAt.getTime() - parseInt(at36, 36);
    if (age_ms < 0 || age_ms > markHolds_ms) return false;
    return sameSecret(signature, sign(key, channelId, at36));
  });
}
