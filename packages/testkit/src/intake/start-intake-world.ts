import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../../../../apps/server/src/app.ts';
import { createAccount } from '../../../../apps/server/src/features/accounts/create-setup.ts';
import { createFirstChannel } from '../../../../apps/server/src/features/channels/public.ts';
import { createFirstAdministrator } from '../../../../apps/server/src/features/members/public.ts';
import type { EmailAdapterDeps } from '../../../../apps/server/src/features/channels/email/email-adapter.ts';
import type { MemberActor } from '../../../../apps/server/src/platform/actor.ts';
import { createSecretBox } from '../../../../apps/server/src/platform/crypto/secret-box.ts';
import { openDatabase, type Tx } from '../../../../apps/server/src/platform/db/database.ts';
import { silentLog } from '../../../../apps/server/src/platform/log/log.ts';
import { openFileStorage } from '../../../../apps/server/src/platform/storage/file-storage.ts';
import { type SmtpSink, startSmtpSink } from '../mail/start-smtp-sink.ts';
import { cloneDatabase } from '../postgres/clone-database.ts';

type Verdicts = NonNullable<EmailAdapterDeps['authenticate']>;

export interface Letter {
  from?: string;
  to?: string;
  cc?: string;
  subject?: string;
  text?: string;
  messageId?: string | null;
  inReplyTo?: string;
  references?: string;
  headers?: string[];
  /** Replaces everything: the very bytes. */
  raw?: Buffer;
  /** Address of the channel that gets it; default the first one. */
  channel?: string;
  envelopeTo?: string[];
  source?: 'smtp' | 'imap' | 'import';
  receivedAt?: Date;
}

export type IntakeWorld = Awaited<ReturnType<typeof startIntakeWorld>>;

let letters = 0;

/** A whole server on its own database, fed by raw mail, with a real mail server behind it. */
export async function startIntakeWorld(options: { relay?: boolean; withoutIntake?: boolean } = {}) {
  const database = await cloneDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'earshot-intake-'));
  const db = openDatabase({ url: database.ownerUrl });
  const storage = await openFileStorage(join(dataDir, 'files'));
  const masterKey = randomBytes(32);
  const secretBox = createSecretBox(masterKey);
  const sink: SmtpSink = await startSmtpSink();
  let verdicts: Awaited<ReturnType<Verdicts>> = noVerdict;
  const trust: Verdicts = async () => verdicts;
  const channels = new Map<string, string>();
  const founders = {
    createFirstAdministrator,
    async createFirstChannel(
      tx: Tx,
      channel: { address: string; locale: 'de' | 'en'; teamId: string },
    ) {
      channels.set(channel.address, await createFirstChannel(tx, secretBox, channel));
    },
  };
  const founded = await createAccount(
    db,
    {
      account_name: 'Falk',
      name: 'Ada Admin',
      email: 'ada@falk.example',
      password: 'correct horse battery',
      locale: 'en',
      time_zone: 'Europe/Berlin',
      channel_address: 'support@falk.example',
    },
    founders,
  );
  const accountId = founded.account_id;
  let now: Date | null = null;
  const appOptions = {
    db,
    storage,
    secretBox,
    log: silentLog,
    clock: { now: () => now ?? new Date() },
    version: 'test',
    publicUrl: 'http://localhost',
    trustProxy: false,
    relayUrl: options.relay === false ? null : `smtp://127.0.0.1:${sink.port}`,
    smtpInPort: null,
    loopMark: 'test-loop',
    authenticate: trust,
    understandWorkers: 1,
  };
  const app = await createApp(appOptions);
  const work = app.start();
  if (options.withoutIntake) await work.intake.stop();
  const admin: MemberActor = {
    kind: 'member',
    accountId,
    id: founded.member_id,
    name: 'Ada Admin',
    locale: 'en',
    role: 'administrator',
    teamIds: [],
    sessionId: founded.member_id,
  };

  async function addChannel(address: string): Promise<void> {
    await db.withAccount(accountId, async (tx) => {
      const made = await createFirstChannel(tx, secretBox, { address, locale: 'en', teamId: null });
      channels.set(address, made);
    });
  }

  async function store(letter: Letter) {
    const channel = letter.channel ?? 'support@falk.example';
    return app.storeReceipt({
      accountId,
      channelId: channels.get(channel) ?? '',
      source: letter.source ?? 'smtp',
      externalKey: null,
      raw: letter.raw ?? writeLetter({ to: channel, ...letter }),
      envelope: {
        from: letter.from ?? null,
        to: letter.envelopeTo ?? [channel],
        ip: null,
        helo: null,
        tls: false,
      },
      receivedAt: letter.receivedAt ?? new Date(),
    });
  }

  return {
    app,
    work,
    db,
    storage,
    sink,
    accountId,
    admin,
    database,
    masterKey,
    filesDir: join(dataDir, 'files'),
    addChannel,
    store,
    channelId: (address = 'support@falk.example') => channels.get(address) ?? '',
    /** What SPF, DKIM and DMARC say of the mails from now on. */
    judge(dmarc: 'none' | 'pass' | 'fail') {
      const verdict = { result: dmarc, reason: 'test' };
      verdicts = { ...noVerdict, dmarc: verdict, verified: dmarc === 'pass' };
    },
    setNow(at: Date | null) {
      now = at;
    },
    /** Stores the mail, understands it and answers what became of it. */
    async receive(letter: Letter) {
      const { receiptId, duplicate } = await store(letter);
      await work.intake.drain();
      return { receiptId, duplicate, ...(await findOutcome(receiptId)) };
    },
    findOutcome,
    query: <T>(work_: (tx: Tx) => Promise<T>) => db.withAccount(accountId, work_),
    async stop() {
      await app.stop();
      await db.close();
      await sink.close();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };

  async function findOutcome(receiptId: string) {
    return db.withAccount(accountId, async (tx) => {
      const receipt = await tx.db
        .selectFrom('receipts')
        .selectAll()
        .where('account_id', '=', accountId)
        .where('id', '=', receiptId)
        .executeTakeFirstOrThrow();
      const message = receipt.message_id
        ? await tx.db
            .selectFrom('messages')
            .selectAll()
            .where('account_id', '=', accountId)
            .where('id', '=', receipt.message_id)
            .executeTakeFirst()
        : undefined;
      const opened = receipt.case_id
        ? await tx.db
            .selectFrom('cases')
            .selectAll()
            .where('account_id', '=', accountId)
            .where('id', '=', receipt.case_id)
            .executeTakeFirst()
        : undefined;
      return { receipt, message: message ?? null, opened: opened ?? null };
    });
  }
}

const noVerdict = {
  spf: null,
  dkim: null,
  dmarc: null,
  arc: null,
  verified: false,
  reason: 'not asked',
};

/** The bytes of a mail; every letter differs from every other. */
export function writeLetter(letter: Letter): Buffer {
  const number = ++letters;
  const id = letter.messageId === undefined ? `<letter-${number}@vogt.example>` : letter.messageId;
  const lines = [
    `From: ${letter.from ?? 'Lena Vogt <lena@vogt.example>'}`,
    `To: ${letter.to ?? 'support@falk.example'}`,
    ...(letter.cc ? [`Cc: ${letter.cc}`] : []),
    `Subject: ${letter.subject ?? 'Kettle does not switch off'}`,
    ...(id === null ? [] : [`Message-ID: ${id}`]),
    ...(letter.inReplyTo ? [`In-Reply-To: ${letter.inReplyTo}`] : []),
    ...(letter.references ? [`References: ${letter.references}`] : []),
    'Date: Mon, 16 Nov 2026 08:00:00 +0000',
    `X-Letter: ${number}`,
    'Content-Type: text/plain; charset=utf-8',
    ...(letter.headers ?? []),
    '',
    letter.text ?? `Hello, my kettle does not switch off (${number}). Please help me.`,
    '',
  ];
  return Buffer.from(lines.join('\r\n'));
}
