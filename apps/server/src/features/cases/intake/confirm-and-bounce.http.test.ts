import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type IntakeWorld, startIntakeWorld } from '@earshot/testkit/intake/start-intake-world.ts';
import { NO_RELAY_WORDS } from '../../deliveries/deliver-messages.ts';
import { cancelSending, retrySending } from '../replies/cancel-sending.ts';
import { type ReplyInput, replyToCase } from '../replies/reply-to-case.ts';

let world: IntakeWorld;

beforeAll(async () => {
  world = await startIntakeWorld();
});
afterAll(() => world.stop());
beforeEach(() => {
  delete world.sink.behaviour.recipient;
  delete world.sink.behaviour.mail;
  delete world.sink.behaviour.after;
});

function reply(caseId: string, input: Partial<ReplyInput> = {}, now = new Date()): Promise<string> {
  const plain = {
    cc: [],
    bcc: [],
    attachment_ids: [],
    signature: false,
    undo_seconds: 0,
    send_anyway: false,
  };
  return world.query((tx) =>
    replyToCase(tx, world.admin, caseId, { ...plain, text: 'We look into it.', ...input }, now),
  );
}

function mailsTo(address: string): string[] {
  return world.sink.mails
    .filter((mail) => mail.to.includes(address))
    .map((mail) => mail.raw.toString('utf8'));
}

function loadCase(caseId: string) {
  return world.query((tx) =>
    tx.db.selectFrom('cases').selectAll().where('id', '=', caseId).executeTakeFirstOrThrow(),
  );
}

function loadDeliveries(messageId: string) {
  return world.query((tx) =>
    tx.db.selectFrom('deliveries').selectAll().where('message_id', '=', messageId).execute(),
  );
}

async function openCase(who: string): Promise<string> {
  const got = await world.receive({ from: `${who}@vogt.example`, subject: `Kettle of ${who}` });
  await world.work.delivery.drain();
  return got.receipt.case_id as string;
}

describe('the confirmation', () => {
  test('a contact is told the number and what happens next by when, and that is a promise', async () => {
    const caseId = await openCase('nina');
    const [mail] = mailsTo('nina@vogt.example');
    const { number, next_due_at: dueAt } = await loadCase(caseId);
    expect(mail).toContain(`#${number}`);
    expect(mail).toMatch(/What happens next/);
    expect(mail).toMatch(/^Auto-Submitted: auto-replied/im);
    expect(dueAt).not.toBeNull();
  });

  test('it is written in the language of the contact', async () => {
    await world.receive({
      from: 'otto@vogt.example',
      subject: 'Wasserkocher schaltet nicht ab',
      text: 'Guten Tag, mein Wasserkocher schaltet leider nicht mehr ab. Was kann ich tun? Vielen Dank und freundliche Grüße',
    });
    await world.work.delivery.drain();
    expect(decodeBody(mailsTo('otto@vogt.example')[0])).toContain('Wie es weitergeht');
  });

  test('[L9] no automatic answer to automatic, listed, daemon or own mail, nor to an old or imported one', async () => {
    const silent = [
      { from: 'a1@quiet.example', headers: ['Auto-Submitted: auto-replied'] },
      { from: 'a2@quiet.example', headers: ['Precedence: bulk'] },
      { from: 'a3@quiet.example', headers: ['List-Id: <news.quiet.example>'] },
      { from: 'MAILER-DAEMON@quiet.example' },
      { from: 'support@falk.example' },
      { from: 'a4@quiet.example', headers: ['X-Earshot-Loop: test-loop'] },
      { from: 'a5@quiet.example', receivedAt: new Date(Date.now() - 3 * 86_400_000) },
      { from: 'a6@quiet.example', source: 'import' as const },
    ];
    const before = world.sink.mails.length;
    for (const letter of silent) {
      const got = await world.receive(letter);
      expect(got.receipt.case_id).not.toBeNull();
    }
    await world.work.delivery.drain();
    expect(world.sink.mails.length).toBe(before);
  });

  test('[L9] a machine that answers each confirmation gets at most three an hour', async () => {
    for (let round = 0; round < 8; round++) {
      await world.receive({ from: 'loop@machine.example', subject: `Round ${round}` });
    }
    await world.work.delivery.drain();
    expect(mailsTo('loop@machine.example').length).toBe(3);
  });

  test('[L9] a forged sender is not answered: the mail would hit a bystander', async () => {
    world.judge('fail');
    const got = await world.receive({ from: 'victim@bank.example', subject: 'Forged' });
    world.judge('none');
    await world.work.delivery.drain();
    expect(got.receipt.state).toBe('understood');
    expect(mailsTo('victim@bank.example')).toEqual([]);
  });
});

describe('an answer', () => {
  test('it arrives with the headers that keep the thread, and keeps the promise', async () => {
    const got = await world.receive({
      from: 'paul@vogt.example',
      messageId: '<paul-1@vogt.example>',
    });
    const caseId = got.receipt.case_id as string;
    const messageId = await reply(caseId);
    await world.work.delivery.drain();
    const mail = mailsTo('paul@vogt.example').find((raw) => raw.includes('We look into it.'));
    expect(mail).toMatch(/^In-Reply-To: <paul-1@vogt.example>/im);
    expect(mail).toMatch(/^References:[^:]*<paul-1@vogt.example>/im);
    expect(mail).toMatch(/^Reply-To: .*support\+c\d+\.[a-z2-7]{12}@falk.example/im);
    expect(mail).toMatch(/^Content-Type: multipart\/alternative/im);
    expect(await loadDeliveries(messageId)).toMatchObject([{ state: 'sent' }]);
    const promises = await world.query((tx) =>
      tx.db
        .selectFrom('case_promises')
        .select(['kind', 'kept_how'])
        .where('case_id', '=', caseId)
        .orderBy('made_at')
        .execute(),
    );
    // The case stays our turn: what comes next is promised as well.
    expect(promises).toEqual([
      { kind: 'first_answer', kept_how: 'answer' },
      { kind: 'update', kept_how: null },
    ]);
  });

  test('taken back within its time it is never sent; text, status and promise return', async () => {
    const caseId = await openCase('quirin');
    const before = await loadCase(caseId);
    const messageId = await reply(caseId, { text: 'Oops', undo_seconds: 10, status: 'resolved' });
    expect((await loadCase(caseId)).status).toBe('resolved');
    await world.query((tx) => cancelSending(tx, world.admin, messageId, new Date()));
    const after = await loadCase(caseId);
    expect(after).toMatchObject({
      status: 'open',
      next_due_at: before.next_due_at,
      first_answered_at: null,
    });
    const draft = await world.query((tx) =>
      tx.db
        .selectFrom('drafts')
        .selectAll()
        .where('case_id', '=', caseId)
        .executeTakeFirstOrThrow(),
    );
    expect(draft.html).toContain('Oops');
    await world.work.delivery.drain();
    expect(mailsTo('quirin@vogt.example').some((raw) => raw.includes('Oops'))).toBe(false);
  });

  test('once it left it cannot be taken back, and that is said', async () => {
    const caseId = await openCase('rita');
    const messageId = await reply(caseId);
    await world.work.delivery.drain();
    await expect(
      world.query((tx) => cancelSending(tx, world.admin, messageId, new Date())),
    ).rejects.toMatchObject({ code: 'already_sent' });
  });

  test('[L14] whoever has not seen a colleague’s answer is asked first, also at the same moment', async () => {
    const caseId = await openCase('sven');
    await world.work.relay.drain();
    const position = await world.query(async (tx) => {
      const row = await tx.db
        .selectFrom('event_positions')
        .select('last_position')
        .executeTakeFirst();
      return row?.last_position ?? 0;
    });
    const colleague = {
      ...world.admin,
      id: '00000000-0000-7000-8000-000000000001',
      kind: 'key' as const,
      scopes: ['cases:read', 'cases:write'],
    };
    await world.query((tx) =>
      replyToCase(
        tx,
        colleague,
        caseId,
        {
          cc: [],
          bcc: [],
          attachment_ids: [],
          signature: false,
          undo_seconds: 0,
          send_anyway: false,
          text: 'First.',
        },
        new Date(),
      ),
    );
    await expect(reply(caseId, { text: 'Second.', seen_position: position })).rejects.toMatchObject(
      {
        code: 'case_moved_on',
      },
    );
    await reply(caseId, { text: 'Second.', seen_position: position, send_anyway: true });
  });

  test('a relay that says “later” is tried again; one that says “no” is shown with its words', async () => {
    const caseId = await openCase('tina');
    world.sink.behaviour.recipient = () => '451 4.7.1 Greylisted';
    const later = await reply(caseId, { text: 'Greylisted?' });
    await world.work.delivery.drain();
    expect(await loadDeliveries(later)).toMatchObject([
      { state: 'deferred', server_words: expect.stringContaining('Greylisted') },
    ]);
    delete world.sink.behaviour.recipient;
    await world.query((tx) => retrySending(tx, world.admin, later));
    await world.work.delivery.drain();
    expect(await loadDeliveries(later)).toMatchObject([{ state: 'sent' }]);
    world.sink.behaviour.recipient = () => '550 5.1.1 No such person';
    const refused = await reply(caseId, { text: 'Refused?' });
    await world.work.delivery.drain();
    expect(await loadDeliveries(refused)).toMatchObject([
      { state: 'failed', server_words: expect.stringContaining('No such person') },
    ]);
  });

  test('[L11] an attempt that a death interrupted is never repeated by itself', async () => {
    const caseId = await openCase('uwe');
    const messageId = await reply(caseId, { text: 'Once only' });
    await world.query((tx) =>
      tx.db
        .updateTable('deliveries')
        .set({ state: 'sending' })
        .where('message_id', '=', messageId)
        .execute(),
    );
    const { startDelivery } = await import('../../deliveries/deliver-messages.ts');
    const { createAdapterRegistry } = await import('../../channels/kit/public.ts');
    const { createEmailAdapter } = await import('../../channels/email/email-adapter.ts');
    const { silentLog } = await import('../../../platform/log/log.ts');
    const restarted = startDelivery({
      db: world.db,
      adapters: createAdapterRegistry([
        createEmailAdapter({
          understander: { understand: async () => ({ failed: '' }) },
          authenticate: async () => Promise.reject(new Error('Nothing comes in here.')),
          startPull: () => null,
          relayUrl: null,
          checkRelay: async () => ({ ok: true, detail: '' }),
          outbound: {
            canSend: async () => true,
            prepare: async () => null,
            close: async () => undefined,
          },
        }),
      ]),
      decideRetry: () => null,
      clock: { now: () => new Date() },
      log: silentLog,
    });
    await restarted.drain();
    await restarted.stop();
    await world.work.delivery.drain();
    expect(await loadDeliveries(messageId)).toMatchObject([
      { state: 'failed', server_words: expect.stringContaining('interrupted') },
    ]);
    expect(mailsTo('uwe@vogt.example').some((raw) => raw.includes('Once only'))).toBe(false);
  });
});

describe('a bounce', () => {
  test('[L9] it lands on the message that bounced, re-opens its promise and the case', async () => {
    const caseId = await openCase('vera');
    const messageId = await reply(caseId, { status: 'resolved' });
    await world.work.delivery.drain();
    const sent = world.sink.mails.findLast((mail) => mail.to.includes('vera@vogt.example'));
    expect((await loadCase(caseId)).next_due_at).toBeNull();
    const got = await world.receive({
      raw: writeBounce(sent?.raw.toString('utf8') ?? ''),
      envelopeTo: [sent?.from ?? ''],
    });
    expect(got.receipt.case_id).toBe(caseId);
    expect(got.message).toMatchObject({ kind: 'bounce' });
    expect(await loadDeliveries(messageId)).toMatchObject([
      { state: 'bounced', server_words: expect.stringContaining('mailbox unavailable') },
    ]);
    const after = await loadCase(caseId);
    expect(after).toMatchObject({ status: 'open', delivery_problem: true });
    expect(after.next_due_at).not.toBeNull();
  });
});

describe('without a relay', () => {
  test('what is written waits, and says so', async () => {
    const poor = await startIntakeWorld({ relay: false });
    try {
      const got = await poor.receive({ from: 'willi@vogt.example' });
      await poor.work.delivery.drain();
      const rows = await poor.query((tx) => tx.db.selectFrom('deliveries').selectAll().execute());
      expect(got.receipt.state).toBe('understood');
      expect(rows).toMatchObject([{ state: 'waiting', server_words: NO_RELAY_WORDS }]);
    } finally {
      await poor.stop();
    }
  });
});

function decodeBody(raw = ''): string {
  const base64 = /\r\n\r\n([A-Za-z0-9+/=\r\n]{80,})/.exec(raw)?.[1];
  const plain = raw.replaceAll('=\r\n', '').replaceAll('=C3=BC', 'ü');
  return base64 ? Buffer.from(base64, 'base64').toString('utf8') : plain;
}

function writeBounce(original: string): Buffer {
  const id = /^Message-ID: (.*)$/im.exec(original)?.[1] ?? '';
  return Buffer.from(
    [
      'From: MAILER-DAEMON@mx.example',
      'To: support@falk.example',
      'Subject: Undelivered Mail Returned to Sender',
      'Auto-Submitted: auto-replied',
      'MIME-Version: 1.0',
      'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
      '',
      '--b',
      'Content-Type: text/plain',
      '',
      'Your mail could not be delivered.',
      '--b',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; mx.example',
      '',
      'Final-Recipient: rfc822; vera@vogt.example',
      'Action: failed',
      'Status: 5.1.1',
      'Diagnostic-Code: smtp; 550 5.1.1 mailbox unavailable',
      '',
      '--b',
      'Content-Type: text/rfc822-headers',
      '',
      `Message-ID: ${id}`,
      '--b--',
      '',
    ].join('\r\n'),
  );
}
