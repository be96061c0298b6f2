import type { ChannelSecretKind } from '@earshot/contract/channel-kind-contract.ts';
import type { SecretBox } from '../../platform/crypto/secret-box.ts';
import { Refused } from '../../platform/errors.ts';

/** What a channel must keep to itself; kept sealed and never read back by the API. */
export interface ChannelSecrets {
  /** Password of the mailbox or, with OAuth 2, its present access token. */
  readonly imapPassword?: string;
  readonly oauth2?: { readonly clientSecret?: string; readonly refreshToken?: string };
  /** Relay of this channel alone, with its login. */
  readonly smtpUrl?: string;
  /** PEM. */
  readonly dkimPrivateKey?: string;
  /** Signs reply and bounce addresses; 32 bytes in base64url. A new one makes old ones invalid. */
  readonly replySecret: string;
  /** Signs who a visitor of a chat is; base64url, made by `createChannelSecret`. */
  readonly identitySecret?: string;
  /** Signs what comes in on an API channel. */
  readonly inboundSecret?: string;
  /** Signs what an API channel sends. */
  readonly outboundSecret?: string;
}

/** Where each kind of secret that is told once stands among the others. */
export const secretNames = {
  identity: 'identitySecret',
  inbound: 'inboundSecret',
  outbound: 'outboundSecret',
} as const satisfies Record<ChannelSecretKind, keyof ChannelSecrets>;

interface SealedChannel {
  readonly accountId: string;
  readonly id: string;
  readonly sealedSecrets: Buffer | null;
}

/** Seals the secrets of one channel; they open for this row only. */
export function sealChannelSecrets(
  box: SecretBox,
  channel: { accountId: string; id: string },
  secrets: ChannelSecrets,
): Buffer {
  return box.seal(JSON.stringify(secrets), placeOf(channel));
}

/** The secrets of a channel; throws where they were sealed with another master key. */
export function openChannelSecrets(box: SecretBox, channel: SealedChannel): ChannelSecrets {
  if (channel.sealedSecrets === null) throw new Error(`Channel ${channel.id} has no secrets.`);
  try {
    return JSON.parse(box.open(channel.sealedSecrets, placeOf(channel))) as ChannelSecrets;
  } catch {
    throw new Refused(
      'secrets_unreadable',
      'The secrets of this channel were sealed with another master key. Put the right key back ' +
        '(MASTER_KEY or master.key in the data folder) and restart; until then mail waits, unharmed.',
    );
  }
}

/**
 * The same, but null where they do not open: after a restore without the old master key a channel
 * must still be seen and its secrets given anew.
 */
export function findChannelSecrets(box: SecretBox, channel: SealedChannel): ChannelSecrets | null {
  try {
    return openChannelSecrets(box, channel);
  } catch {
    return null; // authenticated encryption does not tell more than "another key, place or bytes"
  }
}

function placeOf(channel: { accountId: string; id: string }): string {
  return `${channel.accountId}|channel_accounts|${channel.id}`;
}
