import * as contract from '@earshot/contract/channel-contract.ts';
import type { ChannelAccount } from '@earshot/contract/channel-contract.ts';
import type { BodyInputOf, BodyOf, ResponseOf } from '@earshot/contract/operation.ts';
import { listAccountChannels } from '../features/channels/channel-store.ts';
import { presentChannel, presentChannels } from '../features/channels/channel-views.ts';
import { checkMailbox } from '../features/channels/email/receive/check-mailbox.ts';
import { checkRelay } from '../features/channels/email/send/check-relay.ts';
import { createDnsQuestions } from '../features/channels/check-dns.ts';
import { createChannel } from '../features/channels/create-channel.ts';
import { findChannelForAddress } from '../features/channels/public.ts';
import { callByNetwork } from '../features/channels/live-test/call-door.ts';
import { testChannel } from '../features/channels/test-channel.ts';
import { forgetTestVisitor } from '../features/web/public.ts';
import { systemClock } from '../platform/clock.ts';
import { Refused } from '../platform/errors.ts';
import { checkInput, strictly } from '../platform/http/check-input.ts';
import { type OperatedAccount, operatorActor } from './operated-account.ts';
import type { Installation } from './open-installation.ts';

/** Adds a channel with what the API takes. */
export async function addOperatedChannel(
  { db, box, config }: Installation,
  account: OperatedAccount,
  input: BodyInputOf<typeof contract.createChannel>,
): Promise<ChannelAccount> {
  const schema = strictly(contract.createChannel.body);
  const body = checkInput(schema, input, 'body') as BodyOf<typeof contract.createChannel>;
  const actor = operatorActor(account);
  const id = await createChannel({ db, box }, actor, body);
  return db.withAccount(account.id, (tx) =>
    presentChannel(tx, { box, publicUrl: config.publicUrl }, actor, id),
  );
}

/** All channels of the account with their health. */
export async function listOperatedChannels(
  { db, box, config }: Installation,
  account: OperatedAccount,
): Promise<ChannelAccount[]> {
  return db.withAccount(account.id, (tx) =>
    presentChannels(tx, { box, publicUrl: config.publicUrl }, operatorActor(account)),
  );
}

/** Tries mailbox, relay and DNS of the channel with this address now. */
export async function testOperatedChannel(
  { db, box, config, log, server }: Installation,
  account: OperatedAccount,
  address: string,
): Promise<ResponseOf<typeof contract.createChannelTest>> {
  const channelId = await getChannelId({ db }, account, address);
  const deps = {
    db,
    box,
    relayUrl: config.smtpUrl,
    log,
    clock: systemClock,
    // Only mails that members wrote carry the mark of the installation.
    loopMark: '',
    callDoor: server?.url ? callByNetwork(server.url) : null,
    forgetVisitor: (accountId: string, visitorId: string) =>
      forgetTestVisitor(db, accountId, visitorId),
    dns: createDnsQuestions(),
    checkMailbox,
    checkRelay: (url: string) => checkRelay(url, log),
  };
  return testChannel(deps, operatorActor(account), channelId);
}

/**
 * The enabled channel that mail for this address belongs to; throws in words where there is none.
 */
export async function getChannelId(
  { db }: Pick<Installation, 'db'>,
  account: OperatedAccount,
  address: string,
): Promise<string> {
  const found = await db.withAccount(account.id, (tx) => findChannelForAddress(tx, address));
  if (found) return found.channelId;
  const channels = await db.withAccount(account.id, listAccountChannels);
  const known = channels.map((channel) => channel.address).join(', ');
  throw new Refused(
    'no_such_channel',
    `${address} is no address of an enabled channel of "${account.name}"` +
      (known ? ` (there are: ${known})` : '') +
      `. Add it with: npx earshot channel add email --address ${address}`,
  );
}
