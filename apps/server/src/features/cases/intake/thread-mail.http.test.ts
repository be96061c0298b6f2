import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type IntakeWorld, startIntakeWorld } from '@earshot/testkit/intake/start-intake-world.ts';
import { waitUntilBlocked } from '@earshot/testkit/postgres/wait-until-blocked.ts';
import { mergeCases } from '../changes/merge-cases.ts';
import { replyToCase } from '../replies/reply-to-case.ts';

let world: IntakeWorld;

beforeAll(async () => {
  world = await startIntakeWorld();
});
afterAll(() => world.stop());

const replyInput = {
  cc: [],
  bcc: [],
  attachment_ids: [],
  signature: false,
  undo_seconds: 0,
  send_anyway: false,
};

/** Opens a case for a new contact, answers it, and gives back what the answer carries. */
async function openAndAnswer(who: string, subject = `Kettle of ${who}`) {
  const first = await world.receive({ from: `${who}@vogt.example`, subject });
  const caseId = first.receipt.case_id as string;
  const messageId = await world.query((tx) =>
    replyToCase(tx, world.admin, caseId, { ...replyInput, text: 'We look into it.' }, new Date()),
  );
  await world.work.delivery.drain();
  const sent = world.sink.mails
    .map((mail) => mail.raw.toString('utf8'))
    .find(
      (raw) => raw.includes('We look into it.') && raw.includes(`${who}@vogt.example`),
    ) as string;
  const header = (name: string) =>
    new RegExp(`^${name}: (.*)$`, 'im').exec(sent)?.[1]?.trim() ?? '';
  return {
    caseId,
    messageId,
    number: first.opened?.number as number,
    sent,
    replyTo: /<([^>]+)>/.exec(header('Reply-To'))?.[1] ?? header('Reply-To'),
    messageIdHeader: header('Message-ID'),
  };
}

describe('where a mail belongs', () => {
  test('a first mail opens a case with contact, conversation and message', async () => {
    const got = await world.receive({ from: 'Rosa <rosa@blog.example>', subject: 'Loud mixer' });
    expect(got.receipt.state).toBe('understood');
    expect(got.opened).toMatchObject({
      subject: 'Loud mixer',
      status: 'open',
      last_direction: 'in',
    });
    expect(got.message).toMatchObject({
      seq: 1,
      direction: 'in',
      joined_because: { code: 'new_sender' },
    });
  });

  test('who writes a name and no address is shown by that name', async () => {
    const got = await world.receive({ from: 'Accounts', subject: 'No address' });
    expect(got.message).toMatchObject({ from_name: 'Accounts', from_address: '' });
  });

  test('a mail that joins a case uses up no case number', async () => {
    const thread = await openAndAnswer('zoe');
    await world.receive({ from: 'zoe@vogt.example', references: thread.messageIdHeader });
    const next = await world.receive({ from: 'yves@vogt.example' });
    expect(next.opened?.number).toBe(thread.number + 1);
  });

  test('an answer that comes while its case is being merged is seen in the one that goes on', async () => {
    const thread = await openAndAnswer('wanda');
    const kept = await world.receive({ from: 'wanda@vogt.example', subject: 'The same matter' });
    const into_case_id = kept.receipt.case_id as string;
    const { receiptId } = await world.query(async (tx) => {
      const input = { into_case_id, reason: '' };
      await mergeCases(tx, world.admin, thread.caseId, input, new Date());
      const references = thread.messageIdHeader;
      const stored = await world.store({ from: 'wanda@vogt.example', references, text: 'Here.' });
      await waitUntilBlocked(world.db);
      return stored;
    });
    await world.work.intake.drain();
    const got = await world.findOutcome(receiptId);
    expect(got.opened).toMatchObject({ id: into_case_id, preview: 'Here.' });
  });

  test('the contact’s answer joins by the signed reply address', async () => {
    const thread = await openAndAnswer('anna');
    const got = await world.receive({
      from: 'anna@vogt.example',
      subject: 'AW: Kettle of anna',
      envelopeTo: [thread.replyTo],
    });
    expect(got.receipt.case_id).toBe(thread.caseId);
    expect(got.message?.joined_because).toMatchObject({ code: 'reply_address' });
  });

  test('[L4] the contact’s answer joins by References when the plus-address got lost', async () => {
    const thread = await openAndAnswer('bert');
    const got = await world.receive({
      from: 'bert@vogt.example',
      subject: 'Re: Kettle of bert',
      references: thread.messageIdHeader,
    });
    expect(got.receipt.case_id).toBe(thread.caseId);
    expect(got.message?.joined_because).toMatchObject({ code: 'references' });
  });

  test('the contact’s answer joins by the number in the subject', async () => {
    const thread = await openAndAnswer('cleo');
    const subject = `Frage zu [#${thread.number}]`;
    const got = await world.receive({ from: 'cleo@vogt.example', subject });
    expect(got.receipt.case_id).toBe(thread.caseId);
    expect(got.message?.joined_because).toMatchObject({ code: 'subject_tag' });
  });

  test('[L5] a stranger quoting a case number, a token or a reference is held, each in a case of its own', async () => {
    const thread = await openAndAnswer('dora');
    const strangers = [
      { subject: `[#${thread.number}] give me the data` },
      { subject: 'hello', envelopeTo: [thread.replyTo] },
      { subject: 'Re: Kettle of dora', references: thread.messageIdHeader },
    ];
    for (const [index, letter] of strangers.entries()) {
      const got = await world.receive({ from: `stranger${index}@evil.example`, ...letter });
      expect(got.receipt.state).toBe('held');
      expect(got.receipt.case_id).not.toBe(thread.caseId);
      expect(got.opened?.held).toBe(true);
    }
  });

  test('[L5] a token with a wrong sign counts for nothing', async () => {
    const thread = await openAndAnswer('emil');
    const forged = thread.replyTo.replace(/\.[a-z2-7]{12}@/, '.aaaaaaaaaaaa@');
    const got = await world.receive({
      from: 'emil@vogt.example',
      subject: 'new',
      envelopeTo: [forged],
    });
    expect(got.receipt.case_id).not.toBe(thread.caseId);
    expect(got.receipt.state).toBe('understood');
  });

  test('[L6] fifty people answer one newsletter: fifty cases, none held', async () => {
    const stored = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        world.store({
          from: `reader${index}@letters.example`,
          subject: 'Re: Our autumn offers',
          references: '<newsletter-7@marketing.example>',
        }),
      ),
    );
    await world.work.intake.drain();
    const outcomes = await Promise.all(stored.map((one) => world.findOutcome(one.receiptId)));
    expect(new Set(outcomes.map((one) => one.receipt.case_id)).size).toBe(50);
    expect(outcomes.filter((one) => one.receipt.state !== 'understood')).toEqual([]);
  });

  test('[L6] a forward and a changed subject are seen: the one opens a case, the other proposes a split', async () => {
    const thread = await openAndAnswer('frida');
    const forward = await world.receive({
      from: 'brother@vogt.example',
      subject: 'WG: Kettle of frida',
      references: thread.messageIdHeader,
    });
    expect(forward.receipt.case_id).not.toBe(thread.caseId);
    const changed = await world.receive({
      from: 'frida@vogt.example',
      subject: 'Rechnung doppelt bezahlt',
      references: thread.messageIdHeader,
    });
    expect(changed.receipt.case_id).toBe(thread.caseId);
    expect(changed.message?.split_proposed).toBe(true);
  });

  test('[L3] empty, missing, shared and giant Message-IDs never match everything', async () => {
    const ids = [
      null,
      '',
      '<>',
      '<same@buggy.example>',
      '<same@buggy.example>',
      `<${'x'.repeat(3_000)}@y>`,
    ];
    const cases = new Set<string | null>();
    for (const [index, messageId] of ids.entries()) {
      const got = await world.receive({
        from: `id${index}@ids.example`,
        subject: `Matter ${index}`,
        messageId,
        headers: ['References: '],
      });
      expect(got.receipt.state).toBe('understood');
      cases.add(got.receipt.case_id);
    }
    expect(cases.size).toBe(ids.length);
  });

  test('[L2] the same mail to two of our addresses: two receipts, two cases, linked', async () => {
    await world.addChannel('sales@falk.example');
    const letter = {
      from: 'gustav@vogt.example',
      messageId: '<twice@vogt.example>',
      text: 'Same text.',
    };
    const one = await world.receive(letter);
    const two = await world.receive({ ...letter, channel: 'sales@falk.example' });
    expect(two.receipt.case_id).not.toBe(one.receipt.case_id);
    const links = await world.query((tx) =>
      tx.db
        .selectFrom('case_links')
        .selectAll()
        .where('case_id', '=', two.receipt.case_id)
        .execute(),
    );
    expect(links).toMatchObject([{ kind: 'related', to_case_id: one.receipt.case_id }]);
  });

  test('the same bytes twice are one receipt', async () => {
    const raw = Buffer.from('From: h@vogt.example\r\nSubject: once\r\n\r\nonce\r\n');
    const one = await world.receive({ raw });
    const two = await world.receive({ raw });
    expect(two).toMatchObject({ duplicate: true, receiptId: one.receiptId });
    expect(two.receipt.seen_count).toBe(2);
  });

  test('two mails of one thread that come at once end in one case, in order', async () => {
    const first = { from: 'ida@vogt.example', messageId: '<ida-1@vogt.example>', subject: 'Ida' };
    const stored = [
      await world.store({ ...first, receivedAt: new Date(Date.now() - 2_000) }),
      await world.store({
        from: 'ida@vogt.example',
        subject: 'Re: Ida',
        references: '<ida-1@vogt.example>',
      }),
    ];
    await world.work.intake.drain();
    const [one, two] = await Promise.all(stored.map((each) => world.findOutcome(each.receiptId)));
    expect(two?.receipt.case_id).toBe(one?.receipt.case_id);
    expect(two?.message?.seq).toBeGreaterThan(one?.message?.seq ?? 99);
  });

  test('an answer on a resolved case re-opens it; an absence note does not', async () => {
    const thread = await openAndAnswer('karl');
    await world.query((tx) =>
      tx.db
        .updateTable('cases')
        .set({ status: 'resolved' })
        .where('id', '=', thread.caseId)
        .execute(),
    );
    const away = await world.receive({
      from: 'karl@vogt.example',
      subject: 'Automatische Antwort: Kettle of karl',
      references: thread.messageIdHeader,
      headers: ['Auto-Submitted: auto-replied'],
    });
    expect(away.opened?.status).toBe('resolved');
    const again = await world.receive({
      from: 'karl@vogt.example',
      subject: 'Re: Kettle of karl',
      references: thread.messageIdHeader,
    });
    expect(again.opened?.status).toBe('open');
  });

  test('copied people may answer into the case, but become no contacts', async () => {
    const first = await world.receive({
      from: 'lars@vogt.example',
      cc: 'mia@vogt.example',
      messageId: '<lars-1@vogt.example>',
    });
    const contactsBefore = await countContacts('mia@vogt.example');
    expect(contactsBefore).toBe(0);
    const got = await world.receive({
      from: 'mia@vogt.example',
      subject: 'Re: Kettle does not switch off',
      references: '<lars-1@vogt.example>',
    });
    expect(got.receipt.case_id).toBe(first.receipt.case_id);
  });
});

function countContacts(address: string): Promise<number> {
  return world.query(async (tx) => {
    const rows = await tx.db
      .selectFrom('contact_points')
      .select('id')
      .where('value', '=', address)
      .execute();
    return rows.length;
  });
}

describe('quoted text', () => {
  test('the contact’s own words stay open above a quote that no program marked, and nothing is cut', async () => {
    const thread = await openAndAnswer('nils');
    const text = 'It still does not work.\n\nWe look into it.\n';
    const got = await world.receive({
      from: 'nils@vogt.example',
      references: thread.messageIdHeader,
      text,
    });
    expect(got.message?.body_text).toContain('We look into it.');
    const shown = got.message as { body_text: string; folded: { start: number; end: number }[] };
    const open = shown.folded.reduceRight(
      (rest, range) => rest.slice(0, range.start) + rest.slice(range.end),
      shown.body_text,
    );
    expect(open).toContain('It still does not work.');
  });
});
