import * as changes from '@earshot/contract/case-change-contract.ts';
import * as cases from '@earshot/contract/case-contract.ts';
import { createChannel, getReceipt } from '@earshot/contract/channel-contract.ts';
import { getContact, listContactCases } from '@earshot/contract/contact-contract.ts';
import { livePath, type LiveMessage } from '@earshot/contract/live-contract.ts';
import type { OperationShape } from '@earshot/contract/operation.ts';
import { operations } from '@earshot/contract/operations.ts';
import * as replies from '@earshot/contract/reply-contract.ts';
import { sampleInput } from '@earshot/testkit/http/sample-input.ts';
import { startTestApp, type TestMember } from '@earshot/testkit/http/start-test-app.ts';
import { openDesk, seedCase } from '@earshot/testkit/world/seed-cases.ts';
import { afterAll, describe, expect, test, vi } from 'vitest';

/** What the people of the restricted team wrote and got; none of these words is anywhere else. */
const words = {
  subject: 'Zebrafink',
  text: 'Mondkalb',
  fileName: 'nilpferd.txt',
  fileText: 'Wasserschwein',
  tag: 'okapi',
  note: 'Tapir',
  name: 'Quastenflosser',
} as const;
const address = 'beschwerden@falk.example';

const noVerdict = { spf: null, dkim: null, dmarc: null, arc: null, verified: false, reason: '' };
const app = await startTestApp({ authenticate: async () => noVerdict });
const work = app.app.start();
afterAll(() => app.stop());
const desk = await openDesk(app);
const { ito, okoye, brandt, weber } = desk;
const before = await listCounts(ito);
const secret = await writeSecret();
const open = await seedCase(app.db, {
  accountId: desk.accountId,
  channelId: desk.channelId,
  teamId: desk.serviceTeamId,
});

/** A mail to the restricted team with all that hangs on it. */
async function writeSecret() {
  const channel = await desk.admin.call(createChannel, {
    body: { address, team_id: desk.complaintsTeamId },
  });
  const lines = [
    `From: ${words.name} <q@flosser.example>`,
    `To: ${address}`,
    `Subject: ${words.subject}`,
    'Message-ID: <secret@flosser.example>',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    'Content-Type: text/html; charset=utf-8',
    '',
    `<p>${words.text}</p>`,
    '--b',
    'Content-Type: text/plain',
    `Content-Disposition: attachment; filename="${words.fileName}"`,
    '',
    words.fileText,
    '--b--',
    '',
  ];
  const { receiptId } = await app.app.storeReceipt({
    accountId: desk.accountId,
    channelId: channel.id,
    source: 'smtp',
    externalKey: null,
    raw: Buffer.from(lines.join('\r\n')),
    envelope: null,
    receivedAt: new Date(),
  });
  await work.intake.drain();
  const { case_id: caseId } = await desk.admin.call(getReceipt, { params: { receiptId } });
  const params = { caseId: caseId ?? '' };
  await brandt.call(cases.updateCase, { params, body: { tags: [words.tag] } });
  const note = await brandt.call(replies.createCaseNote, { params, body: { text: words.note } });
  const { items } = await brandt.call(cases.listCaseMessages, { params });
  const message = items.find(({ receipt_id: id }) => id === receiptId)!;
  const detail = await brandt.call(cases.getCase, { params });
  return {
    caseId: params.caseId,
    number: detail.number,
    receiptId,
    channelId: channel.id,
    messageId: message.id,
    attachmentId: message.attachments[0]!.id,
    noteId: note.id,
    contactId: detail.contact?.id ?? '',
    imageIndex: 0,
  };
}

async function listCounts(member: TestMember) {
  const { items } = await member.call(cases.listCaseViews);
  return items;
}

/** What nobody outside may find in an answer: words and ids. */
const traces = [...Object.values(words), secret.caseId, secret.messageId, secret.attachmentId].map(
  (word) => word.toLowerCase(),
);

function findTraces(text: string, allowed: readonly string[] = []): string[] {
  const found = text.toLowerCase();
  return traces.filter((trace) => !allowed.includes(trace) && found.includes(trace));
}

const reads = operations.filter(
  ({ method, access, produces }) => method === 'GET' && access !== 'public' && !produces,
);
const outside = [
  ['an agent of another team', ito],
  ['a colleague', okoye],
] as const;

describe.each(outside)('%s, of a case of a restricted team,', (_who, member) => {
  // Whoever works the desk sees all contacts, though not what they wrote.
  const allowed = member === ito ? [words.name.toLowerCase()] : [];

  const named = operations.filter(
    ({ params, id, access }) =>
      // What visitors say and read hangs on their own token, whoever signs in.
      access !== 'public' && params && /case|message|attachment|receipt|note|draft/i.test(id),
  );
  const known: Record<string, unknown> = {
    ...secret,
    to_case_id: open.caseId,
    into_case_id: open.caseId,
  };
  test.each(named.map((operation) => [operation.id, operation] as const))(
    'reaches nothing by %s',
    async (id, operation) => {
      const input = sampleInput(operation, (name) =>
        name === 'kind' ? (/draft/i.test(id) ? 'note' : undefined) : known[name],
      );
      const answer = await member.send(operation, input);
      const isAboutContact = 'contactId' in ((input.params as object) ?? {});
      expect(isAboutContact ? [200, 403, 404] : [403, 404]).toContain(answer.status);
      expect(findTraces(answer.raw.toString(), allowed)).toEqual([]);
    },
  );

  test('finds nothing in any list, by any word', async () => {
    // Tags are words of the whole account.
    const lists = reads.filter(({ params, id }) => !params && id !== 'listTags');
    const queries = [
      {},
      ...Object.values(words).map((q) => ({ q })),
      { q: `#${secret.number}` },
      { q: String(secret.number) },
      { q: 'flosser.example' },
      { tag: words.tag },
      { contact_id: secret.contactId },
      { team_id: desk.complaintsTeamId },
      { assignee_id: brandt.memberId },
      ...['mine', 'unassigned', 'my_teams', 'waiting', 'held', 'resolved', 'all'].map((view) => ({
        view,
      })),
    ];
    const leaks: unknown[] = [];
    for (const operation of lists) {
      for (const query of queries) {
        const answer = await member.send(operation, { query });
        const found = findTraces(answer.raw.toString(), allowed);
        if (found.length > 0) leaks.push([operation.id, query, found]);
      }
    }
    expect(leaks).toEqual([]);
  });

  test('counts nothing of it', async () => {
    const now = await listCounts(member);
    const seesOpen = member === ito ? ['all', 'unassigned', 'teams'] : [];
    expect(now).toEqual(
      before.map(({ view }) => ({ view, count: seesOpen.includes(view) ? 1 : 0, capped: false })),
    );
  });

  test('cannot draw it into a case of theirs', async () => {
    const params = { caseId: open.caseId };
    const attempts: [OperationShape, object][] = [
      [changes.createCaseMerge, { params, body: { into_case_id: secret.caseId } }],
      [changes.createCaseLink, { params, body: { kind: 'related', to_case_id: secret.caseId } }],
      [
        changes.createMessageMove,
        { params: { messageId: open.messageId }, body: { to_case_id: secret.caseId } },
      ],
      [
        changes.createMessageMove,
        { params: { messageId: secret.messageId }, body: { to_case_id: open.caseId } },
      ],
      [
        replies.createCaseForward,
        { params, body: { to: ['eve@evil.example'], message_ids: [secret.messageId] } },
      ],
      [
        replies.createCaseReply,
        { params, body: { text: 'x', attachment_ids: [secret.attachmentId] } },
      ],
    ];
    for (const [operation, input] of attempts) {
      const answer = await member.send(operation, input);
      expect([operation.id, answer.status >= 400 && answer.status < 500]).toEqual([
        operation.id,
        true,
      ]);
    }
    const [message] = await app.db.withAccount(desk.accountId, (tx) =>
      tx.db.selectFrom('messages').select('case_id').where('id', '=', secret.messageId).execute(),
    );
    expect(message?.case_id).toBe(secret.caseId);
  });
});

describe('an agent outside, of a case that has to do with one of a restricted team,', () => {
  test('learns from a link and from the timeline only what is theirs', async () => {
    const params = { caseId: open.caseId };
    await weber.call(changes.createCaseLink, {
      params,
      body: { kind: 'related', to_case_id: secret.caseId },
    });
    await work.relay.drain();
    for (const operation of [cases.getCase, cases.listCaseTimeline, cases.listCaseMessages]) {
      const answer = await ito.send(operation, { params });
      expect(answer.status).toBe(200);
      // That there is a link, and to which number, is part of what was done to this case.
      expect(findTraces(answer.raw.toString(), [secret.caseId])).toEqual([]);
    }
    expect((await weber.call(cases.getCase, { params })).links).toHaveLength(1);
    expect((await ito.call(cases.getCase, { params })).links).toEqual([]);
  });

  test('sees beside the contact only the cases that are theirs', async () => {
    const params = { contactId: secret.contactId };
    expect((await ito.call(listContactCases, { params })).items).toEqual([]);
    expect((await brandt.call(listContactCases, { params })).items).toHaveLength(1);
    expect(
      findTraces(JSON.stringify(await ito.call(getContact, { params })), [
        words.name.toLowerCase(),
      ]),
    ).toEqual([]);
    expect((await okoye.send(getContact, { params })).status).toBe(404);
  });

  test('is told and counted nothing any more once it left their reach', async () => {
    const params = { caseId: secret.caseId };
    await weber.call(changes.createCaseAssignment, { params, body: { member_id: ito.memberId } });
    await work.consumers.settle();
    expect((await ito.call(replies.listNotifications)).items).toHaveLength(1);
    await weber.call(changes.createCaseAssignment, { params, body: { member_id: null } });
    await work.consumers.settle();
    expect(await ito.call(replies.listNotifications)).toEqual({ items: [], unread: 0 });
  });
});

describe('the line of a desk outside', () => {
  async function openLine(member: TestMember) {
    const heard: LiveMessage[] = [];
    const socket = await app.app.server.injectWS(
      livePath,
      { headers: { cookie: member.credentials.cookie } },
      {
        onInit: (made) =>
          void made.on('message', (raw: Buffer) =>
            heard.push(JSON.parse(String(raw)) as LiveMessage),
          ),
        onOpen: (made) => made.send(JSON.stringify({ type: 'resume', position: null })),
      },
    );
    await vi.waitFor(() => expect(heard.some(({ type }) => type === 'live')).toBe(true));
    return {
      heard,
      say: (message: unknown) => socket.send(JSON.stringify(message)),
      events: () => heard.flatMap((one) => (one.type === 'events' ? one.events : [])),
      close: () => socket.terminate(),
    };
  }

  test('hears that there was something, and not what, where, or whose', async () => {
    const inside = await openLine(brandt);
    const lines = [await openLine(ito), await openLine(okoye)];
    const params = { caseId: secret.caseId };
    await brandt.call(replies.createCaseNote, { params, body: { text: words.note } });
    await brandt.call(cases.updateCase, { params, body: { subject: `${words.subject}en` } });
    await brandt.call(changes.createCaseStatusChange, { params, body: { status: 'resolved' } });
    await brandt.call(changes.createCaseStatusChange, { params, body: { status: 'open' } });
    for (const line of lines) {
      line.say({ type: 'presence', case_id: secret.caseId, typing: 'note' });
    }
    await work.relay.drain();
    await vi.waitFor(() => expect(inside.events().length).toBeGreaterThanOrEqual(4));
    await vi.waitFor(() => expect(lines[0]!.events()).toHaveLength(inside.events().length));
    await vi.waitFor(() => expect(lines[1]!.events()).toHaveLength(inside.events().length));
    for (const line of lines) {
      expect(findTraces(JSON.stringify(line.heard))).toEqual([]);
      expect(JSON.stringify(line.heard)).not.toContain(brandt.memberId);
      expect(line.events().map(({ position }) => position)).toEqual(
        inside.events().map(({ position }) => position),
      );
      expect(line.heard.some(({ type }) => type === 'presence')).toBe(false);
      line.close();
    }
    expect(inside.events().some(({ name }) => name === 'note.written')).toBe(true);
    inside.close();
  });

  test('catches up under the same rule', async () => {
    const heard: string[] = [];
    const socket = await app.app.server.injectWS(
      livePath,
      { headers: { cookie: ito.credentials.cookie } },
      {
        onInit: (made) => void made.on('message', (raw: Buffer) => heard.push(String(raw))),
        onOpen: (made) => made.send(JSON.stringify({ type: 'resume', position: 0 })),
      },
    );
    await vi.waitFor(() => expect(heard.join()).toContain('"live"'));
    // The id alone comes where somebody may have lost sight of the case.
    expect(findTraces(heard.join(), [secret.caseId])).toEqual([]);
    const events = heard
      .map((text) => JSON.parse(text) as LiveMessage)
      .flatMap((one) => (one.type === 'events' ? one.events : []));
    const names = events
      .filter(({ subject_id: id }) => id === secret.caseId)
      .map(({ name }) => name);
    expect(new Set(names)).toEqual(new Set(['subject.hidden']));
    socket.terminate();
  });

  test('is told to let a case go that moves out of sight, and gets one that comes into it', async () => {
    const line = await openLine(ito);
    const params = { caseId: open.caseId };
    await weber.call(changes.createCaseTransfer, {
      params,
      body: { to_team_id: desk.complaintsTeamId },
    });
    await work.relay.drain();
    await vi.waitFor(() =>
      expect(line.events().map(({ name, subject_id: id }) => [name, id])).toContainEqual([
        'subject.hidden',
        open.caseId,
      ]),
    );
    await weber.call(changes.createCaseTransfer, {
      params,
      body: { to_team_id: desk.serviceTeamId, reason: 'Doch hier' },
    });
    await work.relay.drain();
    await vi.waitFor(() => {
      const rows = line.heard.flatMap((one) => (one.type === 'events' ? one.rows : []));
      expect(rows.map(({ id }) => id)).toEqual([open.caseId]);
    });
    line.close();
  });
});
