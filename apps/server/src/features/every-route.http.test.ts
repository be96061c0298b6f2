import { createArticle } from '@earshot/contract/article-contract.ts';
import { createGesture, createRecovery } from '@earshot/contract/recovery-contract.ts';
import { createContact, createContactLink } from '@earshot/contract/contact-contract.ts';
import { createCaseFamily, createFamilyReply } from '@earshot/contract/family-contract.ts';
import { createCasePromise } from '@earshot/contract/promise-contract.ts';
import { createSlaPolicy, createWorkCalendar } from '@earshot/contract/promise-rule-contract.ts';
import { createInvitation, createTeam } from '@earshot/contract/member-contract.ts';
import { type OperationShape, scopes } from '@earshot/contract/operation.ts';
import { operations } from '@earshot/contract/operations.ts';
import { listSessions } from '@earshot/contract/session-contract.ts';
import {
  createCaseChecklist,
  createCaseTask,
  createChecklistTemplate,
} from '@earshot/contract/task-contract.ts';
import type { Answer, Caller, LooseInput } from '@earshot/testkit/http/call-operation.ts';
import { fieldsOf, sampleInput } from '@earshot/testkit/http/sample-input.ts';
import { startTestApp } from '@earshot/testkit/http/start-test-app.ts';
import { seedMessage } from '@earshot/testkit/world/seed-message.ts';
import fc from 'fast-check';
import pg from 'pg';
import { afterAll, describe, expect, test } from 'vitest';
import { silentLog } from '../platform/log/log.ts';
import { newId } from '../platform/ids.ts';

const crashes: string[] = [];
const log = {
  ...silentLog,
  error: (facts: unknown) => void crashes.push(describeCrash(facts)),
} as typeof silentLog;

const app = await startTestApp({ log });
afterAll(() => app.stop());
const admin = await app.signUp();
const other = await app.signUp();
const agent = await app.invite(admin, 'agent');
const allKey = await app.key(admin);
const otherKey = await app.key(other);
const ids = await seedIds();

const closed = operations.filter((operation) => operation.access !== 'public');
const byName = (list: readonly OperationShape[]) =>
  list.map((operation) => [operation.id, operation] as const);

function describeCrash(facts: unknown): string {
  const { err, route } = facts as { err?: Error; route?: string };
  return `${route}: ${err?.stack ?? String(err)}`;
}

/** One of everything in the first account, under the names that paths and bodies use. */
async function seedIds(): Promise<Record<string, unknown>> {
  const seeded = await seedMessage(app, admin.accountId, {
    files: [{ fileName: 'a.txt', mimeType: 'text/plain', bytes: Buffer.from('a') }],
  });
  const contact = await admin.call(createContact, {
    body: { name: 'Lena Vogt', points: [{ kind: 'email', value: 'lena@mail.example' }] },
  });
  const second = await admin.call(createContact, { body: { name: 'L. Vogt' } });
  const linked = await admin.call(createContactLink, {
    params: { contactId: contact.id },
    body: { linked_contact_id: second.id },
  });
  const team = await admin.call(createTeam, { body: { name: 'Seeded' } });
  const { invitation } = await admin.call(createInvitation, {
    body: { email: 'invited@falk.example', name: 'Invited', role: 'agent' },
  });
  const { items } = await agent.call(listSessions);
  const channelId = await app.db.withAccount(admin.accountId, async (tx) => {
    const row = await tx.db.selectFrom('cases').select('channel_id').executeTakeFirstOrThrow();
    return row.channel_id;
  });
  const article = await admin.call(createArticle, {
    body: { locale: 'en', title: 'Descale', text: 'Citric acid.' },
  });
  const victim = await app.key(admin, ['cases:read']);
  return {
    ...(await seedTravel(seeded.caseId)),
    ...(await seedRecovery(seeded.caseId)),
    ...(await seedPromises(seeded.caseId, channelId)),
    sessionId: items[0]!.id,
    token: 'a'.repeat(43),
    invitationId: invitation.id,
    teamId: team.id,
    team_id: team.id,
    to_team_id: team.id,
    memberId: agent.memberId,
    member_id: agent.memberId,
    apiKeyId: victim.id,
    channelId,
    channel_id: channelId,
    receiptId: newId(),
    contactId: contact.id,
    contact_id: contact.id,
    linked_contact_id: second.id,
    linkId: linked.links[0]!.id,
    pointId: contact.points[0]!.id,
    caseId: seeded.caseId,
    to_case_id: seeded.caseId,
    into_case_id: seeded.caseId,
    number: await numberOf(seeded.caseId),
    holdId: newId(),
    messageId: seeded.messageId,
    moveId: newId(),
    attachmentId: seeded.fileIds[0],
    imageIndex: 0,
    noteId: newId(),
    kind: undefined,
    articleId: article.id,
    shortcut: 'lid',
    texts: { de: 'Der Deckel ist unterwegs.', en: 'The lid is on its way.' },
  };
}

/** A playbook that runs and a gesture in the ledger. */
async function seedRecovery(caseId: string): Promise<Record<string, string>> {
  const params = { caseId };
  const { items } = await admin.call(createRecovery, { params, body: { playbook: 'long_way' } });
  const { gestures } = await admin.call(createGesture, {
    params,
    body: { kind: 'voucher', amount_cents: 500, currency: 'EUR' },
  });
  return {
    recoveryId: items[0]!.id,
    gestureId: gestures[0]!.id,
    proposalId: newId(),
    currency: 'EUR',
  };
}

/** A promise, a calendar and a policy. */
async function seedPromises(caseId: string, channelId: string): Promise<Record<string, unknown>> {
  const due = new Date(app.clock.now().getTime() + 86_400_000).toISOString();
  const shown = await admin.call(createCasePromise, {
    params: { caseId },
    body: { due_at: due, words: 'We call.' },
  });
  const hours = [{ weekday: 1, from: '09:00', to: '17:00' }];
  const calendar = await admin.call(createWorkCalendar, {
    body: { name: 'Seeded', time_zone: 'Europe/Berlin', hours },
  });
  const policy = await admin.call(createSlaPolicy, { body: { name: 'Seeded' } });
  return {
    promiseId: shown.promises.find((one) => one.made_how === 'agent')!.id,
    due_at: due,
    calendarId: calendar.id,
    policyId: policy.id,
    policy_ids: [policy.id],
    time_zone: 'Europe/Berlin',
    hours: hours[0],
    channel_id: channelId,
  };
}

/** A family with an answer on its way, a task and a checklist. */
async function seedTravel(caseId: string): Promise<Record<string, string>> {
  const { parent } = await admin.call(createCaseFamily, {
    body: { subject: 'A fault', child_ids: [caseId] },
  });
  const { reply } = await admin.call(createFamilyReply, {
    params: { caseId: parent.id },
    body: { dry_run: false, request_key: newId(), texts: { de: 'Guten Tag', en: 'Hello' } },
  });
  const params = { caseId };
  const task = await admin.call(createCaseTask, { params, body: { title: 'A task' } });
  const template = await admin.call(createChecklistTemplate, {
    body: { name: 'Recall', items: [{ title: 'A step' }] },
  });
  const body = { template_id: template.id };
  const checklist = await admin.call(createCaseChecklist, { params, body });
  return {
    familyReplyId: reply!.id,
    taskId: task.id,
    templateId: template.id,
    template_id: template.id,
    checklistId: checklist.id,
    itemId: checklist.items[0]!.id,
  };
}

async function numberOf(caseId: string): Promise<number> {
  const row = await app.db.withAccount(admin.accountId, (tx) =>
    tx.db.selectFrom('cases').select('number').where('id', '=', caseId).executeTakeFirstOrThrow(),
  );
  return row.number;
}

function sample(operation: OperationShape): LooseInput {
  return sampleInput(operation, (name) => ids[name]);
}

function isProblem(answer: Answer, status: number): boolean {
  const problem = answer.body as { status?: number; code?: string; detail?: string } | undefined;
  return (
    answer.status === status &&
    String(answer.headers['content-type']).startsWith('application/problem+json') &&
    problem?.status === status &&
    typeof problem.code === 'string' &&
    typeof problem.detail === 'string'
  );
}

describe('every operation of the contract', () => {
  test('is bound to a route', async () => {
    const unbound: string[] = [];
    for (const operation of operations) {
      const url = operation.path.replaceAll(/\{(\w+)\}/g, ':$1');
      if (!app.app.server.hasRoute({ method: operation.method, url })) unbound.push(operation.id);
    }
    expect(unbound).toEqual([]);
  });

  test.each(byName(closed))('%s is closed to strangers', async (_id, operation) => {
    const answer = await app.nobody.send(operation, sample(operation));
    expect(isProblem(answer, 401)).toBe(true);
    expect(answer.headers['www-authenticate']).toBe('Bearer');
  });

  test.each(byName(closed))('%s is closed to a key without its scope', async (_id, operation) => {
    const others = scopes.filter((scope) => scope !== operation.scope);
    const key = operation.scope ? await app.key(admin, others) : allKey;
    const answer = await key.send(operation, sample(operation));
    expect(isProblem(answer, 403)).toBe(true);
  });

  const withBody = operations.filter((operation) => operation.body && !operation.consumes);
  test.each(byName(withBody))('%s refuses what is not JSON', async (_id, operation) => {
    for (const [type, body, status] of [
      ['application/json', '{"name": ', 400],
      ['application/json', '', 400],
      ['application/json', '"text"', 400],
      ['application/json', '[]', 400],
      ['application/json', 'null', 400],
      ['application/json', '{"__proto__": {"admin": true}}', 400],
      ['application/xml', '<name/>', 415],
      ['text/plain', '{}', 415],
    ] as const) {
      const path = sample(operation);
      const headers = { 'content-type': type };
      const answer = await sessionFor(operation).send(operation, { ...path, body, headers });
      // Where every field may be left out, an empty body is one; the id of the path may be unknown.
      if ((answer.status < 300 || answer.status === 404) && body === 'null') continue;
      expect([type, body, answer.status]).toEqual([type, body, status]);
      expect(isProblem(answer, status)).toBe(true);
    }
  });

  test.each(byName(operations.filter(({ consumes }) => consumes)))(
    '%s refuses an empty body and another media type',
    async (_id, operation) => {
      const input = sample(operation);
      const empty = await allKey.send(operation, { ...input, body: '' });
      expect(isProblem(empty, 400)).toBe(true);
      const headers = { 'content-type': 'text/html' };
      const html = await allKey.send(operation, { ...input, body: '<p>', headers });
      expect(isProblem(html, 415)).toBe(true);
    },
  );

  test('answers a path that cannot be read as one that is not there', async () => {
    for (const path of ['/api/v1/cases/%zz', `/api/v1/cases/${'x'.repeat(1_000)}`, '/api/v1/%00']) {
      expect(isProblem(await allKey.request({ method: 'GET', path }), 404)).toBe(true);
    }
  });

  const withParams = closed.filter((operation) => operation.params);
  test.each(byName(withParams))('%s refuses a path that is no id', async (_id, operation) => {
    const input = sample(operation);
    for (const wrong of ['x', '0', '%00', '../../etc/passwd', `${newId()}0`, 'é', "' or 1=1--"]) {
      const params = Object.fromEntries(Object.keys(input.params!).map((name) => [name, wrong]));
      const answer = await sessionFor(operation).send(operation, { ...input, params });
      expect([wrong, isProblem(answer, 400) || isProblem(answer, 404)]).toEqual([wrong, true]);
    }
  });
});

describe('what belongs to one account', () => {
  const named = closed.filter((operation) => operation.params);

  test('is not there for another, by session or key, and stays as it is', async () => {
    const before = await fingerprint(admin.accountId);
    const reached: unknown[] = [];
    for (const operation of named) {
      const callers = operation.access === 'member' ? [other] : [other, otherKey];
      for (const caller of callers) {
        const answer = await caller.send(operation, sample(operation));
        if (!isProblem(answer, 404)) reached.push([operation.id, answer.status, answer.body]);
      }
    }
    expect(reached).toEqual([]);
    expect(await fingerprint(admin.accountId)).toEqual(before);
  });

  test('is there for its own people: the ids of these tests are real ones', async () => {
    const absent: string[] = [];
    for (const operation of named.filter(({ method }) => method === 'GET')) {
      const answer = await sessionFor(operation).send(operation, sample(operation));
      if (answer.status !== 200) absent.push(operation.id);
    }
    // Nothing came in raw here, and the message shows no picture from outside. Packs are the same
    // for every account, so no account has one of its own.
    const known = ['getReceipt', 'getReceiptRaw', 'getRemoteImage', 'getPackReadiness'];
    expect(absent.toSorted()).toEqual(known.toSorted());
  });

  test('is not there for its own people under an id that nobody has', async () => {
    const missed: unknown[] = [];
    for (const operation of named) {
      const random = (name: string) => {
        const id = ids[name];
        if (typeof id === 'number') return name === 'number' ? 8_999_999 : id;
        return name.endsWith('Id') && id !== undefined ? newId() : id;
      };
      const input = sampleInput(operation, random);
      const answer = await sessionFor(operation).send(operation, input);
      if (!isProblem(answer, 404)) missed.push([operation.id, answer.status, answer.body]);
    }
    expect(missed).toEqual([]);
  });

  /** What every table holds of an account, but for the traces of somebody having called. */
  async function fingerprint(accountId: string): Promise<Record<string, unknown>> {
    const client = new pg.Client(app.ownerUrl);
    await client.connect();
    try {
      const { rows: tables } = await client.query<{ name: string }>(
        `select c.table_name as name from information_schema.columns c
         join information_schema.tables t using (table_schema, table_name)
         where c.table_schema = 'public' and c.column_name = 'account_id'
           and t.table_type = 'BASE TABLE' order by 1`,
      );
      const prints: Record<string, unknown> = {};
      for (const { name } of tables) {
        const { rows } = await client.query(
          `select count(*)::int, md5(string_agg(t::text, '' order by t::text)) from ${name} t
           where account_id = $1`,
          [accountId],
        );
        prints[name] = rows[0];
      }
      return prints;
    } finally {
      await client.end();
    }
  }
});

describe('whatever is sent', () => {
  const seed = 20_261_121;
  const junk = fc.oneof(
    fc.constantFrom(null, true, '', ' ', '\u0000', '\ud800', '%', '../..', 'null', '{}', -1, 0),
    fc.constantFrom(1e308, -0.5, 2 ** 53, '9'.repeat(40), 'x'.repeat(5_000), '1970-01-01'),
    fc.constantFrom('<script>alert(1)</script>', "'; drop table cases;--", '\u202e\uffff😀'),
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.integer(),
    fc.uuid(),
    fc.emailAddress(),
    fc.json({ maxDepth: 3 }).map((text) => JSON.parse(text) as unknown),
    fc.array(fc.oneof(fc.uuid(), fc.constant(null), fc.string()), { maxLength: 4 }),
  );
  const requests = 12;

  // Health says 503 while it starts; the test of a channel asks mail servers and the DNS.
  const left = new Set(['getHealth', 'createChannelTest']);
  const served = operations.filter((operation) => !left.has(operation.id));
  test.each(byName(served))('to %s never crashes it', async (_id, operation) => {
    const known = sample(operation);
    const part = (schema: unknown, given: unknown) => {
      const fields = fieldsOf(schema).map((name) => {
        const plausible = (given as Record<string, unknown> | undefined)?.[name] ?? ids[name];
        return [name, fc.oneof(fc.constant(plausible), fc.constant(undefined), junk)] as const;
      });
      return fc.record(Object.fromEntries(fields));
    };
    const inputs = fc.sample(
      fc.record({
        params: fc.oneof(fc.constant(known.params), part(operation.params, known.params)),
        query: part(operation.query, known.query),
        body: operation.consumes
          ? fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes))
          : fc.oneof(
              { weight: 5, arbitrary: part(operation.body, known.body) },
              { weight: 1, arbitrary: junk },
            ),
      }),
      { seed, numRuns: requests },
    );
    crashes.length = 0;
    const wrong: unknown[] = [];
    for (const input of inputs) {
      const answer = await sendAnything(operation, input);
      const isFine = answer.status < 300 || isProblem(answer, answer.status);
      if (answer.status >= 500 || !isFine) wrong.push([input, answer.status, answer.body]);
    }
    expect(crashes).toEqual([]);
    expect(wrong).toEqual([]);
  });

  function sendAnything(operation: OperationShape, input: LooseInput): Promise<Answer> {
    const { body } = input;
    if (!operation.body || operation.consumes) return sessionFor(operation).send(operation, input);
    const headers = { 'content-type': 'application/json' };
    const text = JSON.stringify(body) ?? '';
    return sessionFor(operation).send(operation, { ...input, body: text, headers });
  }
});

/** The administrator’s session where only members may call, else a key: it survives everything. */
function sessionFor(operation: OperationShape): Caller {
  if (operation.access === 'public') return app.nobody;
  return operation.access === 'member' ? admin : allKey;
}
