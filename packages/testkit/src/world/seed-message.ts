import { createFirstChannel } from '../../../../apps/server/src/features/channels/public.ts';
import {
  insertAttachments,
  insertConversation,
  insertMessage,
  type MessageFacts,
  type FoldedRange,
} from '../../../../apps/server/src/features/conversations/public.ts';
import { createSecretBox } from '../../../../apps/server/src/platform/crypto/secret-box.ts';
import type { Database, Tx } from '../../../../apps/server/src/platform/db/database.ts';
import { newId } from '../../../../apps/server/src/platform/ids.ts';
import type { FileStorage } from '../../../../apps/server/src/platform/storage/file-storage.ts';
import { contacts } from './named-world.ts';

export interface SeedInput {
  subject?: string;
  text?: string;
  html?: string | null;
  folded?: FoldedRange[];
  remoteImages?: number;
  facts?: MessageFacts;
  files?: readonly SeedFile[];
  /** What the channel allows. */
  remoteImagesSetting?: 'on_click' | 'never';
}

export interface SeedFile {
  fileName: string;
  mimeType: string;
  bytes: Buffer;
  contentId?: string;
}

export interface SeededMessage {
  caseId: string;
  messageId: string;
  fileIds: string[];
}

let seeded = 0;

/** One case with one message of Lena Vogt, written straight into the database. */
export async function seedMessage(
  parts: { db: Database; storage: FileStorage },
  accountId: string,
  input: SeedInput = {},
): Promise<SeededMessage> {
  const files = await Promise.all(
    (input.files ?? []).map(async ({ bytes, contentId, ...file }) => ({
      ...file,
      ...(await parts.storage.put(bytes)),
      contentId: contentId ?? null,
      disposition: contentId ? ('inline' as const) : ('attachment' as const),
    })),
  );
  return parts.db.withAccount(accountId, async (tx) => {
    const count = ++seeded;
    const channelId = await seedChannel(tx, count, input.remoteImagesSetting ?? 'on_click');
    const caseId = await seedCase(tx, count, channelId, input.subject ?? 'A kettle that boils');
    const conversationId = await insertConversation(tx, {
      caseId,
      channelId,
      kind: 'contact',
      contactId: null,
      contactPointId: null,
      subject: input.subject ?? '',
    });
    const { id: messageId } = await insertMessage(tx, {
      conversationId,
      caseId,
      channelId,
      direction: 'in',
      kind: 'message',
      author: { kind: 'contact' },
      contactId: null,
      receiptId: null,
      from: { name: contacts.vogt.name, address: contacts.vogt.email },
      recipients: {},
      subject: input.subject ?? 'The kettle does not switch off',
      sentAt: null,
      receivedAt: new Date(),
      text: input.text ?? 'It boils and boils.',
      html: input.html ?? null,
      folded: input.folded ?? [],
      remoteImages: input.remoteImages ?? 0,
      externalId: null,
      inReplyTo: null,
      joinedBecause: { code: 'new_matter' },
      facts: input.facts ?? {},
      language: 'en',
    });
    await insertAttachments(tx, messageId, files);
    return { caseId, messageId, fileIds: await listFileIds(tx, messageId) };
  });
}

async function seedChannel(tx: Tx, count: number, remoteImages: string): Promise<string> {
  const box = createSecretBox(Buffer.alloc(32));
  const channelId = await createFirstChannel(tx, box, {
    address: `service${count}@falk.example`,
    locale: 'en',
    teamId: null,
  });
  const settings = JSON.stringify({ remote_images: remoteImages });
  await tx.db
    .updateTable('channel_accounts')
    .set({ settings })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', channelId)
    .execute();
  return channelId;
}

async function seedCase(
  tx: Tx,
  count: number,
  channelId: string,
  subject: string,
): Promise<string> {
  const id = newId();
  await tx.db
    .insertInto('cases')
    .values({
      account_id: tx.accountId,
      id,
      number: 90_000 + count,
      subject,
      channel_id: channelId,
    })
    .execute();
  return id;
}

async function listFileIds(tx: Tx, messageId: string): Promise<string[]> {
  const rows = await tx.db
    .selectFrom('attachments')
    .select('id')
    .where('account_id', '=', tx.accountId)
    .where('message_id', '=', messageId)
    .orderBy('ordinal')
    .execute();
  return rows.map((row) => row.id);
}
