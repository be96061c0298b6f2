import type { ImapFlow } from 'imapflow';
import type { InletLog } from './inlet.ts';
import { packUids } from './uid-set.ts';

/**
 * Takes stored mails off the server. With UIDPLUS (RFC 4315) exactly these are expunged; without it
 * a plain EXPUNGE would take along what others marked, so they are moved to the trash, or only
 * marked as deleted where there is none. Never throws for a refusal: the next count tries again.
 */
export async function removeMails(
  client: ImapFlow,
  uids: readonly number[],
  log: InletLog,
): Promise<void> {
  const set = packUids(uids);
  const can = (name: string) => client.capabilities.has(name) || client.enabled.has('IMAP4REV2');
  let done: boolean;
  if (can('UIDPLUS')) {
    done = await client.messageDelete(set, { uid: true });
  } else {
    const trash = can('MOVE') ? await findTrash(client) : null;
    done =
      trash === null
        ? await client.messageFlagsAdd(set, ['\\Deleted'], { uid: true })
        : (await client.messageMove(set, trash, { uid: true })) !== false;
  }
  if (!done) log.warn({ mails: uids.length }, 'Stored mails could not be removed from the server.');
}

async function findTrash(client: ImapFlow): Promise<string | null> {
  const folders = await client.list();
  return folders.find(({ specialUse }) => specialUse === '\\Trash')?.path ?? null;
}
