import { sql } from 'kysely';
import { findChannelForAddress } from '../../features/channels/public.ts';
import { createChannel } from '../../features/channels/create-channel.ts';
import { updateChannel } from '../../features/channels/update-channel.ts';
import { storeReceipt } from '../../features/channels/store-receipt.ts';
import { caseJobs } from '../../features/cases/case-jobs.ts';
import { familyJobs } from '../../features/cases/family/family-jobs.ts';
import { leaveAlone, lookAtPromises } from '../../features/promises/clocks/watch-promises.ts';
import { rememberPlaces } from '../../features/cases/intake/take-up-places.ts';
import { takeUpReceipt } from '../../features/cases/intake/take-up-receipt.ts';
import type { IntakeWork } from '../../features/cases/intake/take-up-receipts.ts';
import type { MailVerdicts } from '../../features/channels/email/public.ts';
import type { Understander } from '../../features/channels/email/email-adapter.ts';
import { createUnderstandPool } from '../../features/channels/email/understand/understand-pool.ts';
import { recordDelivery } from '../../features/deliveries/delivery-store.ts';
import { tellOutcomes } from '../../features/deliveries/tell-outcomes.ts';
import { demoFirm } from '../../features/demo/demo-people.ts';
import { demoStories } from '../../features/demo/demo-stories.ts';
import { type DemoArrival, playStories } from '../../features/demo/play-stories.ts';
import { linkKeyOf } from '../../features/links/public.ts';
import { taskJobs } from '../../features/tasks/public.ts';
import { systemActor } from '../../platform/actor.ts';
import type { SecretBox } from '../../platform/crypto/secret-box.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
import type { JobHandler } from '../../platform/jobs/job-runner.ts';
import type { Log } from '../../platform/log/log.ts';
import type { FileStorage } from '../../platform/storage/file-storage.ts';
import { createBackDatedDatabase, releaseKept } from './back-dated-database.ts';
import { createDemoChat } from './demo-chat.ts';
import { createDemoDeeds } from './demo-hands.ts';
import { createDemoMembers } from './demo-members.ts';
import { openDemoPages } from './open-demo-pages.ts';
import { setDemoRules } from './set-demo-rules.ts';
import { settleDemo } from './settle-demo.ts';

export interface DemoDeps {
  readonly db: Database;
  readonly storage: FileStorage;
  readonly box: SecretBox;
  readonly log: Log;
  readonly publicUrl: string;
}

export interface DemoOptions {
  /** Of every member of the world; they cannot sign in with a password nobody knows. */
  readonly password: string;
  /** Whether the relay and the consumers of a server run on this database. */
  readonly serverRuns: boolean;
  readonly now: Date;
  readonly onProgress: (done: number, total: number) => void;
}

/**
 * Fills an account with the named world: members, teams, a channel, and three weeks of mail that
 * went through the real intake and was worked on through the real actions, at the times it says.
 * Nothing of it is sent. Answers how many cases there are.
 */
export async function fillWithDemo(
  deps: DemoDeps,
  accountId: string,
  options: DemoOptions,
): Promise<{ cases: number }> {
  let at = new Date(options.now.getTime() - 30 * 24 * 60 * 60 * 1_000);
  const clock = { now: () => at };
  const people = await createDemoMembers(deps, accountId, options.password);
  const channelId = await openDemoChannel(deps, accountId, people.teams.service);
  const place = { teamId: people.teams.service, mailboxId: channelId };
  const { chatId } = await openDemoPages(deps, accountId, place);
  await setDemoRules(deps.db, accountId, people.teams, options.now);
  const making = { key: linkKeyOf(deps.box), publicUrl: deps.publicUrl };
  const db = createBackDatedDatabase(deps.db, clock, async (tx) => {
    await chat.showQueued(tx);
    await deliver(tx, clock.now());
  });
  const understander = createUnderstandPool({ size: 1 });
  const work = {
    ...deps,
    db,
    clock,
    secretBox: deps.box,
    understander,
    places: rememberPlaces({ now: () => new Date() }),
  };
  const chat = createDemoChat(work, { accountId, chatId }, clock);
  const jobs = {
    ...chat.jobs,
    ...caseJobs({ db, clock }),
    ...familyJobs({ db, clock }),
    ...taskJobs({ db, clock }),
  };
  const watchAgain = await leaveAlone(deps.db, accountId, options.now);
  try {
    return await playStories(
      demoStories,
      {
        ...createDemoDeeds({ db, accountId, ...people, making, now: clock.now }),
        async moveTo(next) {
          await runDueJobs(db, accountId, jobs, next, (due) => (at = due));
          at = next;
        },
        say: chat.say,
        receive: (arrival) => receive(work, { accountId, channelId }, arrival),
      },
      options,
    );
  } finally {
    await understander.close();
    await releaseKept(deps.db, accountId);
    await watchAgain();
    await settleDemo(deps, accountId, options, () => db.dateEvents());
  }
}

async function openDemoChannel(
  { db, box }: DemoDeps,
  accountId: string,
  teamId: string,
): Promise<string> {
  const actor = systemActor(accountId, 'demo');
  const settings = { from_name: demoFirm.name, answer_within_hours: demoFirm.answerWithin_hours };
  const change = { team_id: teamId, locale: 'de' as const, settings };
  const known = await db.withAccount(accountId, (tx) =>
    findChannelForAddress(tx, demoFirm.address),
  );
  if (known) {
    await updateChannel({ db, box }, actor, known.channelId, change, new Date());
    return known.channelId;
  }
  const connection = { imap: null, smtp_url: null, dkim: null };
  const input = { kind: 'email' as const, address: demoFirm.address, ...change, ...connection };
  return createChannel({ db, box }, actor, input);
}

async function receive(
  work: IntakeWork & { understander: Understander },
  place: { accountId: string; channelId: string },
  arrival: DemoArrival,
): Promise<string> {
  const { accountId, channelId } = place;
  const envelope = {
    from: arrival.from,
    to: [arrival.to],
    ip: '203.0.113.25',
    helo: `mx.${arrival.from.split('@')[1] ?? 'mail.example'}`,
    tls: true,
  };
  const stored = await storeReceipt(
    { db: work.db, storage: work.storage, onStored: () => undefined },
    {
      accountId,
      channelId,
      source: 'smtp',
      externalKey: null,
      raw: arrival.raw,
      envelope,
      receivedAt: arrival.at,
    },
  );
  const row = await work.db.withAccount(accountId, (tx) =>
    tx.db
      .selectFrom('receipts')
      .selectAll()
      .where('account_id', '=', accountId)
      .where('id', '=', stored.receiptId)
      .executeTakeFirstOrThrow(),
  );
  const reading = await work.understander.understand(arrival.raw);
  await takeUpReceipt(work, {
    receipt: { ...row, attempts: 1 },
    reading,
    verdicts: verdicts[arrival.verdict],
  });
  const taken = await work.db.withAccount(accountId, (tx) =>
    tx.db
      .selectFrom('receipts')
      .select('case_id')
      .where('account_id', '=', accountId)
      .where('id', '=', stored.receiptId)
      .executeTakeFirstOrThrow(),
  );
  if (taken.case_id === null) throw new Error('A mail of the named world led to no case.');
  return taken.case_id;
}

const pass = { result: 'pass', reason: '' };
const verdicts: Record<DemoArrival['verdict'], MailVerdicts> = {
  pass: {
    spf: pass,
    dkim: pass,
    dmarc: pass,
    arc: null,
    verified: true,
    reason: 'DMARC passes for the domain in From.',
  },
  none: {
    spf: { result: 'none', reason: 'The domain says nothing about who may send.' },
    dkim: { result: 'none', reason: 'The mail is not signed.' },
    dmarc: { result: 'none', reason: '' },
    arc: null,
    verified: false,
    reason: 'The domain in From publishes no DMARC policy.',
  },
  fail: {
    spf: { result: 'softfail', reason: 'The sending server is not one of the domain’s.' },
    dkim: { result: 'none', reason: 'The mail is not signed.' },
    dmarc: { result: 'fail', reason: '' },
    arc: null,
    verified: false,
    reason: 'DMARC fails: the domain in From did not send this mail.',
  },
};

/** What was written to be sent counts as sent, in the transaction that wrote it: nothing leaves. */
async function deliver(tx: Tx, now: Date): Promise<void> {
  const { rows } = await sql<{ id: string; message_id: string }>`
    select id, message_id from deliveries where account_id = ${tx.accountId}
      and state = 'waiting'`.execute(tx.db);
  for (const { id } of rows) {
    const words = `250 2.0.0 Ok: queued as ${now.getTime().toString(36).toUpperCase()}`;
    await recordDelivery(tx, id, { state: 'sent', serverWords: words, nextAttemptAt: null });
  }
  await tellOutcomes(tx, [...new Set(rows.map((row) => row.message_id))]);
}

/** Does what fell due up to a moment, each at its time: promises break, waiting ends. */
async function runDueJobs(
  db: Database,
  accountId: string,
  handlers: Readonly<Record<string, JobHandler>>,
  until: Date,
  moveTo: (at: Date) => void,
): Promise<void> {
  const due = await db.withAccount(accountId, (tx) =>
    tx.db
      .selectFrom('jobs')
      .selectAll()
      .where('account_id', '=', accountId)
      .where('run_at', '<=', until)
      .where('name', 'in', Object.keys(handlers))
      .orderBy('run_at')
      .execute(),
  );
  for (const job of due) {
    await lookAtPromisesUntil(db, accountId, job.run_at, moveTo);
    moveTo(job.run_at);
    await handlers[job.name]!({ accountId, id: job.id, payload: job.payload, attempts: 1 });
    await db.withAccount(accountId, (tx) =>
      tx.db
        .deleteFrom('jobs')
        .where('account_id', '=', accountId)
        .where('id', '=', job.id)
        .execute(),
    );
  }
  await lookAtPromisesUntil(db, accountId, until, moveTo);
}

async function lookAtPromisesUntil(
  db: Database,
  accountId: string,
  until: Date,
  moveTo: (at: Date) => void,
): Promise<void> {
  for (;;) {
    const next = await db.withAccount(accountId, (tx) =>
      tx.db
        .selectFrom('case_promises')
        .select(['id', 'look_at'])
        .where('account_id', '=', accountId)
        .where('look_at', '<=', until)
        .orderBy('look_at')
        .executeTakeFirst(),
    );
    if (!next?.look_at) return;
    const at = next.look_at;
    moveTo(at);
    await db.withAccount(accountId, (tx) => lookAtPromises(tx, [next.id], at));
  }
}
