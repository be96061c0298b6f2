import type { SecretBox } from '../../platform/crypto/secret-box.ts';
import type { Database } from '../../platform/db/database.ts';
import { openChannelSecrets, sealChannelSecrets } from './channel-secrets.ts';
import { type Channel, getChannel, getChannelForChange, saveChannel } from './channel-store.ts';
import type { ImapAccess } from './email/receive/imap-login.ts';
import type { NewTokens } from './email/receive/imap-settings.ts';

/**
 * What is needed to sign in to the mailbox of a channel: secrets are read each time, and renewed
 * OAuth 2 tokens are kept, since the old refresh token may be void from then on (RFC 9700, 4.14.2).
 */
export function openMailboxAccess(
  deps: { readonly db: Database; readonly box: SecretBox },
  channel: Channel,
): ImapAccess {
  const { accountId, id, imap } = channel;
  if (imap === null) throw new Error(`Channel ${id} has no mailbox to pull.`);
  return {
    settings: imap,
    async getSecret() {
      const present = await deps.db.withAccount(accountId, (tx) => getChannel(tx, id));
      const secrets = openChannelSecrets(deps.box, present);
      return {
        password: secrets.imapPassword ?? null,
        clientSecret: secrets.oauth2?.clientSecret ?? null,
        refreshToken: secrets.oauth2?.refreshToken ?? null,
      };
    },
    onTokens: (tokens) => saveTokens(deps, channel, tokens),
  };
}

async function saveTokens(
  deps: { readonly db: Database; readonly box: SecretBox },
  { accountId, id }: Channel,
  tokens: NewTokens,
): Promise<void> {
  await deps.db.withAccount(accountId, async (tx) => {
    const channel = await getChannelForChange(tx, id);
    const secrets = openChannelSecrets(deps.box, channel);
    const refreshToken = tokens.refreshToken ?? secrets.oauth2?.refreshToken;
    const sealedSecrets = sealChannelSecrets(deps.box, channel, {
      ...secrets,
      imapPassword: tokens.accessToken,
      oauth2: { ...secrets.oauth2, ...(refreshToken !== undefined && { refreshToken }) },
    });
    await saveChannel(tx, { ...channel, sealedSecrets });
  });
}
