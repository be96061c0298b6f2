import {
  type IntakeWorld,
  startIntakeWorld,
  writeLetter,
} from '@earshot/testkit/intake/start-intake-world.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { decideHold, takeHoldDecisionBack } from '../changes/decide-hold.ts';
import { forwardCase } from './forward-case.ts';
import { findReplyTarget } from './reply-target-views.ts';
import { replyToCase } from './reply-to-case.ts';

let world: IntakeWorld;
let people = 0;
let lena = '';

beforeAll(async () => {
  world = await startIntakeWorld();
  await world.addChannel('repairs@falk.example');
});
afterAll(() => world.stop());
beforeEach(() => {
  people += 1;
  lena = `lena${people}@vogt.example`;
});

const plain = { attachment_ids: [], undo_seconds: 0 };
const reply = { ...plain, cc: [], bcc: [], signature: false, send_anyway: true };

/** Everything that left for somebody, as the relay saw it. */
async function listSent(): Promise<{ to: readonly string[]; raw: string }[]> {
  await world.work.delivery.drain();
  return world.sink.mails.map(({ to, raw }) => ({ to, raw: raw.toString('utf8') }));
}

async function openCase(letter: Parameters<IntakeWorld['receive']>[0] = {}) {
  const got = await world.receive({ from: lena, subject: `Kettle ${people}`, ...letter });
  return { caseId: got.receipt.case_id as string, number: got.opened?.number as number };
}

function targetOf(caseId: string) {
  return world.query((tx) => findReplyTarget(tx, caseId));
}

async function addressesOf(caseId: string) {
  const target = await targetOf(caseId);
  return {
    to: target?.to.map(({ address }) => address),
    cc: target?.cc.map(({ address }) => address),
  };
}

/** Asks a supplier, who answers; resolves with what they wrote back to. */
async function askSupplier(caseId: string) {
  const supplier = `parts${people}@supplier.example`;
  await world.query((tx) =>
    forwardCase(
      tx,
      world.admin,
      caseId,
      {
        ...plain,
        to: [supplier],
        cc: [],
        text: 'Our cost?',
        message_ids: [],
        with_attachments: false,
      },
      new Date(),
    ),
  );
  const asked = (await listSent()).find(({ to }) => to.includes(supplier))!;
  const header = (name: string) =>
    new RegExp(`^${name}: (.*)$`, 'im').exec(asked.raw)?.[1]?.trim() ?? '';
  const replyTo = /<([^>]+)>/.exec(header('Reply-To'))?.[1] ?? header('Reply-To');
  const answer = {
    from: supplier,
    subject: `Re: ${header('Subject')}`,
    text: 'Margin-secret: 3 EUR.',
    inReplyTo: header('Message-ID'),
    references: header('Message-ID'),
    messageId: `<answer-${people}@supplier.example>`,
    cc: `boss${people}@supplier.example`,
    envelopeTo: [replyTo],
  };
  return { supplier, asked, answer };
}

describe('[L17] an automatic answer', () => {
  test('goes to the sender alone, whoever else the mail names', async () => {
    const crowd = ['a@crowd.example', 'b@crowd.example', 'list@crowd.example'];
    await openCase({
      cc: crowd.join(', '),
      to: `support@falk.example, ${crowd[0]}`,
      headers: [`Reply-To: ${lena}`],
    });
    const sent = await listSent();
    const confirmation = sent.find(({ to }) => to.includes(lena))!;
    expect(confirmation.to).toEqual([lena]);
    expect(sent.flatMap(({ to }) => to).filter((to) => to.endsWith('crowd.example'))).toEqual([]);
    expect(confirmation.raw).not.toMatch(/crowd\.example/);
  });

  test('does not go where a Reply-To of somebody else leads', async () => {
    await openCase({ headers: ['Reply-To: everybody@victim.example'] });
    const addresses = (await listSent()).flatMap(({ to }) => to);
    expect(addresses).not.toContain('everybody@victim.example');
  });

  test('does not go to a third party whom we asked, nor to their colleagues', async () => {
    const { caseId } = await openCase();
    const { supplier, answer } = await askSupplier(caseId);
    const before = (await listSent()).length;
    const got = await world.receive(answer);
    expect(got.receipt.case_id).toBe(caseId);
    expect(await listSent()).toHaveLength(before);
    expect(supplier).toContain('supplier');
  });
});

describe('[L17] after a third party answered', () => {
  test('an answer to the contact names neither them nor what they said', async () => {
    const { caseId } = await openCase();
    const { supplier, answer } = await askSupplier(caseId);
    await world.receive(answer);
    expect(await addressesOf(caseId)).toEqual({ to: [lena], cc: [] });
    await world.query((tx) =>
      replyToCase(tx, world.admin, caseId, { ...reply, text: 'It costs 9 EUR.' }, new Date()),
    );
    const sent = (await listSent()).find(({ raw }) => raw.includes('It costs 9 EUR.'))!;
    expect(sent.to).toEqual([lena]);
    // Neither text nor headers: a Message-ID tells whose it is.
    expect(sent.raw).not.toMatch(/supplier|Margin-secret/i);
    expect(supplier).toContain('supplier');
  });

  test('they who write to all do not become the contact’s company, nor the other way round', async () => {
    const { caseId } = await openCase();
    const { answer } = await askSupplier(caseId);
    await world.receive({ ...answer, to: `support@falk.example, ${lena}` });
    const kinds = await world.query((tx) =>
      tx.db
        .selectFrom('messages')
        .select(['kind', 'from_address'])
        .where('case_id', '=', caseId)
        .where('direction', '=', 'in')
        .orderBy('received_at')
        .execute(),
    );
    expect(kinds.map(({ kind }) => kind)).toEqual(['message', 'side']);
    expect(await addressesOf(caseId)).toEqual({ to: [lena], cc: [] });
    // What the contact writes next goes to the contact’s conversation, not to the supplier’s.
    const { number } = (await world.query((tx) =>
      tx.db.selectFrom('cases').select('number').where('id', '=', caseId).executeTakeFirst(),
    ))!;
    const next = await world.receive({ from: lena, subject: `Re: [#${number}] Kettle` });
    expect(next.message).toMatchObject({ kind: 'message', case_id: caseId });
    const before = world.sink.mails.length;
    await listSent();
    expect(
      world.sink.mails
        .slice(before)
        .flatMap(({ to }) => to)
        .join(),
    ).not.toContain('supplier');
  });

  test('a stranger who quotes the side conversation is held, and gets nothing', async () => {
    const { caseId } = await openCase();
    const { answer } = await askSupplier(caseId);
    const got = await world.receive({ ...answer, from: `eve${people}@evil.example` });
    expect(got.receipt).toMatchObject({ state: 'held' });
    expect(got.receipt.case_id).not.toBe(caseId);
  });
});

test('[L17] whoever else answers at the third party is one too, once let into the case', async () => {
  const { caseId } = await openCase();
  const { answer } = await askSupplier(caseId);
  const from = `chief${people}@supplier.example`;
  const got = await world.receive({ ...answer, from });
  const { id: holdId } = await world.query((tx) =>
    tx.db
      .selectFrom('message_holds')
      .select('id')
      .where('message_id', '=', got.message!.id)
      .executeTakeFirstOrThrow(),
  );
  const now = new Date();
  await world.query((tx) => decideHold(tx, world.admin, holdId, 'join', now));
  const { message } = await world.findOutcome(got.receiptId);
  expect(message).toMatchObject({ kind: 'side', case_id: caseId });
  expect(await addressesOf(caseId)).toEqual({ to: [lena], cc: [] });
  const second = { ...answer, from, messageId: `<second-${people}@supplier.example>` };
  const next = await world.receive(second);
  expect(next.message).toMatchObject({
    kind: 'side',
    case_id: caseId,
    conversation_id: message!.conversation_id,
  });
  await world.query((tx) => takeHoldDecisionBack(tx, world.admin, holdId, now));
  const back = await world.findOutcome(got.receiptId);
  expect(back.receipt).toMatchObject({ state: 'held' });
  expect(back.message).toMatchObject({ kind: 'message', case_id: got.receipt.case_id });
  const third = { ...answer, from, messageId: `<third-${people}@supplier.example>` };
  expect((await world.receive(third)).receipt).toMatchObject({ state: 'held' });
});

describe('[L17] an answer is not led astray', () => {
  const astray = 'Reply-To: eve@evil.example';

  test('by a Reply-To in a later mail', async () => {
    const { caseId, number } = await openCase();
    const next = await world.receive({
      from: lena,
      subject: `Re: [#${number}] Kettle`,
      headers: [astray],
    });
    expect(next.receipt.case_id).toBe(caseId);
    expect((await addressesOf(caseId)).to).toEqual([lena]);
  });

  test('nor by one that comes in at another address of ours', async () => {
    const { caseId, number } = await openCase();
    const next = await world.receive({
      from: lena,
      channel: 'repairs@falk.example',
      subject: `Re: [#${number}] Kettle`,
      headers: [astray],
    });
    expect(next.receipt.case_id).toBe(caseId);
    expect((await addressesOf(caseId)).to).toEqual([lena]);
  });

  test('by addresses of our own, which would answer themselves', async () => {
    const { caseId } = await openCase({
      to: 'support@falk.example, repairs@falk.example, support+c1.abcdefghijkl@falk.example',
      cc: 'Repairs <REPAIRS@falk.example>',
    });
    expect(await addressesOf(caseId)).toEqual({ to: [lena], cc: [] });
  });

  test('by line breaks in names and subjects', async () => {
    const { caseId } = await openCase({
      from: `=?utf-8?q?Lena=0D=0ABcc:_eve=40evil.example?= <${lena}>`,
      subject: '=?utf-8?q?Kettle=0D=0ABcc:_eve=40evil.example=0D=0A=0D=0AInjected_body?=',
    });
    await world.query((tx) =>
      replyToCase(tx, world.admin, caseId, { ...reply, text: `Breaks ${people}.` }, new Date()),
    );
    const sent = (await listSent()).filter(({ to }) => to.includes(lena));
    expect(sent.length).toBeGreaterThanOrEqual(2);
    for (const { to, raw } of sent) {
      expect(to).toEqual([lena]);
      const head = raw.slice(0, raw.indexOf('\r\n\r\n'));
      expect(head).not.toMatch(/^bcc:/im);
      expect(head).toMatch(/^MIME-Version:/im);
    }
  });
});

test('[L3] two mails that differ in their file alone are two, though all else is the same', async () => {
  // Scanners send the same text, subject and even Message-ID again and again.
  const scan = (page: string) =>
    Buffer.from(
      writeLetter({
        from: lena,
        subject: 'Scan',
        messageId: `<scanner-${people}@vogt.example>`,
        headers: [],
      })
        .toString()
        .replace(
          'Content-Type: text/plain; charset=utf-8',
          'Content-Type: multipart/mixed; boundary=b',
        )
        .replace(/\r\n\r\n[^]*/, '') +
        `\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nScan\r\n--b\r\n` +
        `Content-Type: application/pdf\r\nContent-Disposition: attachment; filename="scan.pdf"\r\n\r\n` +
        `${page}\r\n--b--\r\n`,
    );
  const first = await world.receive({ raw: scan('page 1') });
  const second = await world.receive({ raw: scan('page 2') });
  expect(first.message).not.toBe(null);
  expect(second.message).not.toBe(null);
  expect(second.message?.id).not.toBe(first.message?.id);
  const again = await world.receive({ raw: scan('page 2') });
  expect(again.message).toBe(null);
});
