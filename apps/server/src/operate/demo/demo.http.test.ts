import { listCases, listCaseViews } from '@earshot/contract/case-contract.ts';
import { createSetup, getSetup } from '@earshot/contract/account-contract.ts';
import { startTestApp } from '@earshot/testkit/http/start-test-app.ts';
import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { prepareSetup } from '../../features/accounts/public.ts';
import { createSecretBox } from '../../platform/crypto/secret-box.ts';
import { silentLog } from '../../platform/log/log.ts';
import { fillWithDemo } from './fill-with-demo.ts';

const FILLED_WITHIN_MS = 120_000;
const app = await startTestApp();
const client = new pg.Client(app.ownerUrl);
await client.connect();
afterAll(async () => {
  await client.end();
  await app.stop();
});

const admin = await app.signUp();
const other = await app.signUp();
const startedAt = new Date();

async function query<Row extends pg.QueryResultRow>(sql: string): Promise<Row[]> {
  return (await client.query<Row>(sql)).rows;
}

async function count(sql: string): Promise<number> {
  const [row] = await query<{ count: string }>(`select count(*) from ${sql}`);
  return Number(row!.count);
}

describe('an account filled with the named world', () => {
  let cases = 0;
  beforeAll(async () => {
    const deps = {
      db: app.db,
      storage: app.storage,
      box: createSecretBox(randomBytes(32)),
      log: silentLog,
      publicUrl: app.publicUrl,
    };
    const options = { password: 'kettle boils at noon', serverRuns: false, now: startedAt };
    ({ cases } = await fillWithDemo(deps, admin.accountId, { ...options, onProgress() {} }));
  }, FILLED_WITHIN_MS);

  test('has chats: one that waits with a promise, one that went on by mail, one that is solved', async () => {
    const chats = await query<{ status: string; kinds: string[]; owed: boolean }>(`
      select c.status, array_agg(distinct r.source order by r.source) as kinds,
        exists (select from case_promises p where p.case_id = c.id and p.kept_at is null
          and p.withdrawn_at is null) as owed
      from web_conversations w
      join conversations v on v.id = w.conversation_id
      join cases c on c.id = v.case_id
      join receipts r on r.case_id = c.id
      group by c.id, c.status, c.number order by c.number`);
    expect(chats.map(({ status, kinds, owed }) => [status, kinds, owed])).toEqual([
      ['resolved', ['chat'], false],
      ['resolved', ['chat', 'smtp'], false],
      ['open', ['chat'], true],
    ]);
    const [mailed] = await query<{ count: string }>(`select count(*) from deliveries d
      join messages m on m.id = d.message_id join channel_accounts ch on ch.id = m.channel_id
      where ch.kind = 'chat' and d.channel_kind = 'email'`);
    expect(Number(mailed!.count)).toBeGreaterThan(0);
  });

  test('shows about sixty living cases of every kind', async () => {
    expect(cases).toBeGreaterThan(55);
    const states = await query<{ status: string; count: string }>(
      'select status, count(*) from cases where merged_into_id is null group by 1 order by 1',
    );
    expect(states.map((state) => state.status)).toEqual(['closed', 'open', 'resolved', 'waiting']);
    for (const state of states) expect(Number(state.count)).toBeGreaterThan(8);
    expect(await count('cases where held')).toBe(1);
    expect(await count('cases where delivery_problem')).toBe(1);
    expect(await count('cases where merged_into_id is not null')).toBe(1);
    expect(await count("messages where kind = 'side'")).toBeGreaterThan(0);
    expect(await count('messages where split_proposed')).toBe(1);
    expect(await count("messages where facts -> 'nameSpoof' <> 'null'")).toBe(1);
    expect(await count("messages where facts -> 'automatic' ->> 'kind' = 'auto_reply'")).toBe(1);
    expect(await count("messages where kind = 'bounce'")).toBe(1);
    expect(await count("attachments where disposition = 'inline'")).toBeGreaterThan(2);
    expect(await count('contacts')).toBeGreaterThan(28);
    expect(await count(`teams where account_id = '${admin.accountId}'`)).toBe(2);
  });

  test('is worked at by its people, who see it on their desks', async () => {
    const ito = await app.signIn('kenji.ito@falk.example');
    const { items } = await ito.call(listCaseViews);
    const counts = Object.fromEntries(items.map((item) => [item.view, item.count]));
    expect(counts['mine']).toBeGreaterThan(3);
    expect(counts['unassigned']).toBeGreaterThan(5);
    expect(counts['held']).toBe(1);
    const { items: newest } = await ito.call(listCases, { query: { limit: 200 } });
    const unread = newest.filter((item) => item.unread).length;
    expect(unread).toBeGreaterThan(2);
    expect(unread).toBeLessThan(15);
    const okoye = await app.signIn('ada.okoye@falk.example');
    const seen = await okoye.call(listCases, { query: { limit: 200 } });
    expect(seen.items.length).toBeGreaterThan(3);
    expect(seen.items.length).toBeLessThan(10);
  });

  test('lies in the past: nothing in it is dated today but the last hours', async () => {
    const columns = await query<{ table: string; column: string }>(
      `select table_name as table, column_name as column from information_schema.columns
      where table_schema = 'public' and data_type = 'timestamp with time zone'
        and table_name in ('cases', 'conversations', 'messages', 'deliveries', 'notes', 'events',
          'receipts', 'case_promises', 'case_transfers', 'contact_points', 'notifications',
          'attachments', 'drafts', 'case_readings', 'message_holds', 'case_links',
          'case_escalations', 'case_tasks', 'case_seats', 'recoveries', 'family_replies')`,
    );
    for (const { table, column } of columns) {
      const which =
        table === 'events'
          ? "and name not similar to '(account|member|team|channel|checklist_template|notification).%'"
          : '';
      const fresh = await count(
        `${table} where ${column} between '${startedAt.toISOString()}' and now() ${which}`,
      );
      expect([table, column, fresh]).toEqual([table, column, 0]);
    }
    const [range] = await query<{ first: Date; last: Date }>(
      `select min(received_at) as first, max(received_at) as last from messages`,
    );
    const days = (startedAt.getTime() - range!.first.getTime()) / 86_400_000;
    expect(days).toBeGreaterThan(17);
    expect(days).toBeLessThan(25);
    expect(startedAt.getTime() - range!.last.getTime()).toBeLessThan(3_600_000);
  });

  test('has nothing that would still be sent', async () => {
    expect(await count("deliveries where state not in ('sent', 'bounced')")).toBe(0);
    expect(await count("messages where delivery_state in ('waiting', 'scheduled')")).toBe(0);
  });

  test('leaves jobs and promises to the server, due in the future', async () => {
    expect(await count("jobs where run_at < now() - interval '1 minute'")).toBe(0);
    expect(await count('jobs where locked_until is not null')).toBe(0);
    expect(await count("receipts where state <> 'understood' and state <> 'held'")).toBe(0);
    const broken = await count('case_promises where broken_at is not null');
    expect(broken).toBeGreaterThan(0);
    expect(broken).toBeLessThan(await count('case_promises where kept_at is not null'));
  });

  test('shows that nobody is sent away: words kept, moved and owned up to, work shared', async () => {
    expect(await count('case_promises where renegotiated_because is not null')).toBeGreaterThan(0);
    expect(await count("case_promises where made_how = 'callback'")).toBe(2);
    expect(await count('case_promises where warned_at is not null and kept_at is null')).not.toBe(
      0,
    );
    const levels = await query<{ level: string }>('select distinct level from case_escalations');
    expect(levels.map(({ level }) => level).toSorted()).toEqual(['owner', 'supervisor']);
    expect(await count('case_seats where answered_at is not null')).toBe(1);
    expect(await count('case_tasks where done_at is null and due_at < now()')).toBeGreaterThan(0);
    expect(await count('checklist_items where ticked_at is not null')).toBe(2);
    const sent = await query<{ language: string }>(`select distinct m.language
      from family_reply_parts p join messages m on m.id = p.message_id order by 1`);
    expect(sent.map(({ language }) => language)).toEqual(['de', 'en']);
    expect(await count('recovery_gestures where approved_at is null and refused_at is null')).toBe(
      1,
    );
    expect(await count("reply_check_overrides where outcome = 'overridden'")).toBe(1);
    expect(await count('case_transfers where note_id is not null')).toBeGreaterThan(3);
  });

  test('has a chat and a form whose answers follow by the mailbox', async () => {
    const pages = await query<{ kind: string; continues: boolean }>(
      `select kind, (web ->> 'continue_by_channel_id') is not null as continues
      from channel_accounts where account_id = '${admin.accountId}' and kind <> 'email' order by 1`,
    );
    expect(pages).toEqual([
      { kind: 'chat', continues: true },
      { kind: 'form', continues: true },
    ]);
  });

  test('touches no other account', async () => {
    expect(await count(`cases where account_id = '${other.accountId}'`)).toBe(0);
    expect(await count(`members where account_id = '${other.accountId}'`)).toBe(1);
  });
});

describe('the box in the set-up', () => {
  test(
    'fills a new account while its administrator already looks at it',
    async () => {
      const fresh = await startTestApp();
      try {
        const work = fresh.app.start();
        const { token } = await prepareSetup(fresh.db);
        const answer = await fresh.nobody.send(createSetup, {
          body: {
            token,
            account_name: 'Probe',
            name: 'Erika Muster',
            email: 'erika@probe.example',
            password: 'ein langer Satz zum Probieren',
            demo: true,
          },
          headers: { origin: fresh.publicUrl },
        });
        expect(answer.status).toBe(201);
        expect((await fresh.nobody.call(getSetup)).state).toBe('claimed');
        const erika = await fresh.signIn('erika@probe.example', 'ein langer Satz zum Probieren');
        const isFilled = async () => {
          const { items } = await erika.call(listCases, { query: { limit: 200 } });
          return items.some((item) => item.subject.startsWith('Deckel vom Wasserkocher klemmt'));
        };
        while (!(await isFilled())) await pause(200);
        await work.intake.drain();
        const { items } = await erika.call(listCases, { query: { limit: 200 } });
        expect(items.length).toBeGreaterThan(50);
      } finally {
        // The last touches (dates of events, notifications) come within a moment.
        await pause(1_500);
        await fresh.stop();
      }
    },
    FILLED_WITHIN_MS,
  );
});
