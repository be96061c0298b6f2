import type { updateChannel as updateChannelOperation } from '@earshot/contract/channel-contract.ts';
import { emailSettings } from '@earshot/contract/channel-contract.ts';
import type { BodyOf } from '@earshot/contract/operation.ts';
import type { Actor } from '../../platform/actor.ts';
import { newToken } from '../../platform/crypto/token.ts';
import { Invalid } from '../../platform/errors.ts';
import { recordAudit } from '../keys/public.ts';
import { getTeam } from '../members/public.ts';
import { emitChannelChanged } from './channel-events.ts';
import { type Connection, decideAliases, decideConnection } from './settings/decide-channel.ts';
import { decideKindSettings } from './settings/decide-kind-settings.ts';
import { findChannelSecrets, sealChannelSecrets } from './channel-secrets.ts';
import { forgetChannelState } from './channel-state-store.ts';
import { type Channel, getChannelForChange, saveChannel } from './channel-store.ts';
import { assertContinuesByMail, claimAddresses, type ChannelDeps } from './create-channel.ts';

type ChannelChange = BodyOf<typeof updateChannelOperation>;

/**
 * Changes the named parts of a channel; secrets left out stay as they are. Throws `Invalid` for
 * wrong fields, `Refused` where an alias belongs to another channel.
 */
export async function updateChannel(
  deps: ChannelDeps,
  actor: Actor,
  channelId: string,
  input: ChannelChange,
  now: Date,
): Promise<void> {
  await deps.db.withAccount(actor.accountId, async (tx) => {
    const before = await getChannelForChange(tx, channelId);
    const connection: Connection = {
      imap: before.imap,
      dkim: before.dkim,
      // Unreadable after a change of the master key: all must be given anew.
      secrets: findChannelSecrets(deps.box, before) ?? { replySecret: newToken() },
    };
    const { after, problems } = decideConnection(connection, input);
    const { aliases, problems: aliasProblems } = decideAliases(
      before.address,
      input.settings?.aliases ?? before.settings.aliases,
    );
    const ofKind = decideKindSettings(before.kind, before, input);
    const all = [...aliasProblems, ...problems, ...ofKind.problems];
    if (all.length > 0) throw new Invalid(all);
    await assertContinuesByMail(tx, ofKind.after);
    if (input.team_id) await getTeam(tx, input.team_id);
    await claimAddresses(deps.db, tx, channelId, [before.address, ...aliases]);
    const changed: Channel = {
      ...before,
      name: input.name ?? before.name,
      teamId: input.team_id === undefined ? before.teamId : input.team_id,
      locale: input.locale ?? before.locale,
      settings: emailSettings.parse({ ...before.settings, ...input.settings, aliases }),
      imap: after.imap,
      dkim: after.dkim,
      ...ofKind.after,
      sealedSecrets: sealChannelSecrets(deps.box, before, after.secrets),
      disabledAt: decideDisabledAt(before, input, now),
    };
    await saveChannel(tx, changed);
    if (isOtherMailbox(before, changed)) await forgetChannelState(tx, channelId);
    await recordAudit(tx, actor, {
      action: 'channel.updated',
      subjectKind: 'channel',
      subjectId: channelId,
      detail: describeChange(before, changed, input),
    });
    await emitChannelChanged(tx, actor, channelId, nameChange(before, changed));
  });
}

function decideDisabledAt(before: Channel, input: ChannelChange, now: Date): Date | null {
  if (input.disabled === undefined) return before.disabledAt;
  return input.disabled ? (before.disabledAt ?? now) : null;
}

function nameChange(before: Channel, after: Channel): 'updated' | 'enabled' | 'disabled' {
  if (before.disabledAt === null && after.disabledAt !== null) return 'disabled';
  return before.disabledAt !== null && after.disabledAt === null ? 'enabled' : 'updated';
}

/** A cursor counts in one mailbox only (RFC 9051: UIDs belong to a mailbox of a server). */
function isOtherMailbox(before: Channel, after: Channel): boolean {
  const [one, other] = [before.imap, after.imap];
  return (
    one?.host !== other?.host || one?.login !== other?.login || one?.mailbox !== other?.mailbox
  );
}

/** Old and new values for the audit entry; of secrets only that they were given. */
function describeChange(
  before: Channel,
  after: Channel,
  input: ChannelChange,
): Record<string, unknown> {
  const detail: Record<string, unknown> = {};
  const keys = [
    'name',
    'teamId',
    'locale',
    'settings',
    'imap',
    'dkim',
    'web',
    'api',
    'disabledAt',
  ] as const;
  for (const key of keys) {
    const [from, to] = [before[key], after[key]];
    if (JSON.stringify(from) !== JSON.stringify(to)) detail[key] = { from, to };
  }
  const secrets = [
    input.imap?.password !== undefined && 'imap.password',
    input.imap?.oauth2 && 'imap.oauth2',
    input.smtp_url !== undefined && 'smtp_url',
    input.dkim && 'dkim.private_key',
  ].filter((name) => typeof name === 'string');
  if (secrets.length > 0) detail['secrets_given'] = secrets;
  return detail;
}
