import type { createChannelSecret as createChannelSecretOperation } from '@earshot/contract/channel-contract.ts';
import type { ChannelKind, ChannelSecretKind } from '@earshot/contract/channel-kind-contract.ts';
import type { ResponseOf } from '@earshot/contract/operation.ts';
import type { Actor } from '../../../platform/actor.ts';
import { newToken } from '../../../platform/crypto/token.ts';
import { Invalid } from '../../../platform/errors.ts';
import { recordAudit } from '../../keys/public.ts';
import { newWebhookSecret } from '../api/sign-webhook.ts';
import { emitChannelChanged } from '../channel-events.ts';
import { findChannelSecrets, sealChannelSecrets, secretNames } from '../channel-secrets.ts';
import { getChannelForChange, saveChannel } from '../channel-store.ts';
import type { ChannelDeps } from '../create-channel.ts';

/** Which secrets a channel of each kind can have. */
export const secretsOfKind: Readonly<Record<ChannelKind, readonly ChannelSecretKind[]>> = {
  email: [],
  chat: ['identity'],
  form: [],
  api: ['inbound', 'outbound'],
};

/**
 * Makes a secret for a channel and tells it this once; the former one is void from then on. Throws
 * `Invalid` where the kind of channel has no such secret.
 */
export async function createChannelSecret(
  deps: ChannelDeps,
  actor: Actor,
  channelId: string,
  kind: ChannelSecretKind,
): Promise<ResponseOf<typeof createChannelSecretOperation>> {
  const secret = kind === 'identity' ? newToken() : newWebhookSecret();
  await deps.db.withAccount(actor.accountId, async (tx) => {
    const before = await getChannelForChange(tx, channelId);
    if (!secretsOfKind[before.kind].includes(kind)) {
      const message = `A channel of the kind “${before.kind}” has no such secret.`;
      throw new Invalid([{ path: 'body.kind', message }]);
    }
    const known = findChannelSecrets(deps.box, before) ?? { replySecret: newToken() };
    const secrets = { ...known, [secretNames[kind]]: secret };
    await saveChannel(tx, {
      ...before,
      sealedSecrets: sealChannelSecrets(deps.box, before, secrets),
    });
    await recordAudit(tx, actor, {
      action: 'channel.updated',
      subjectKind: 'channel',
      subjectId: channelId,
      detail: { secrets_given: [kind] },
    });
    await emitChannelChanged(tx, actor, channelId, 'updated');
  });
  return { kind, secret };
}
