import type { SecretBox } from '../../../platform/crypto/secret-box.ts';
import type { Database } from '../../../platform/db/database.ts';
import type { Log } from '../../../platform/log/log.ts';
import type { StartBackfill } from '../kit/channel-adapter.ts';
import { openMailboxAccess } from '../mailbox-access.ts';
import { startImapPuller } from './receive/imap-puller.ts';

export interface PullDeps {
  db: Database;
  secretBox: SecretBox;
  log: Log;
}

/** Pulls the mailbox of a channel by IMAP, from where it stopped, and reconciles it. */
export function pullMailbox({ db, secretBox: box, log }: PullDeps): StartBackfill {
  return (channel, hands) => {
    if (channel.imap === null) return null;
    const access = openMailboxAccess({ db, box }, channel);
    const { accountId, id: channelId } = channel;
    return startImapPuller({ ...access, ...hands, channel: { accountId, channelId }, log });
  };
}
