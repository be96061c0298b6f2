import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type IntakeWorld, startIntakeWorld } from '@earshot/testkit/intake/start-intake-world.ts';
import { type ReplyInput, replyToCase } from '../cases/replies/reply-to-case.ts';

let world: IntakeWorld;

beforeAll(async () => {
  world = await startIntakeWorld();
});
afterAll(() => world.stop());

const LINK = /http:\/\/localhost\/c\/[\w-]{43}/;

function reply(caseId: string, input: Partial<ReplyInput> = {}): Promise<string> {
  const plain = {
    cc: [],
    bcc: [],
    attachment_ids: [],
    signature: false,
    undo_seconds: 0,
    send_anyway: false,
  };
  return world.query((tx) =>
    replyToCase(tx, world.admin, caseId, { ...plain, ...input }, new Date()),
  );
}

function mailTo(address: string): string {
  const mail = world.sink.mails.findLast((one) => one.to.includes(address));
  return (mail?.raw.toString('utf8') ?? '')
    .replaceAll(/=\r?\n/g, '')
    .replaceAll('=3D', '=')
    .replaceAll('\r\n', '\n');
}

function linkIn(mail: string): string {
  return LINK.exec(mail)?.[0] ?? '';
}

async function openCase(from: string, letter: { cc?: string; text?: string } = {}) {
  const got = await world.receive({ from, subject: `Kettle of ${from}`, ...letter });
  await world.work.delivery.drain();
  return got.receipt.case_id as string;
}

describe('a message to the contact', () => {
  test('the confirmation carries the link to the case, in text and HTML', async () => {
    await openCase('anna@vogt.example');
    const mail = mailTo('anna@vogt.example');
    expect(mail).toContain('See your case and what we promised: http://localhost/c/');
    expect(mail).toMatch(/<a href="http:\/\/localhost\/c\/[\w-]{43}">See your case/);
  });

  test('every message carries the same link, and the stored text none', async () => {
    const caseId = await openCase('berta@vogt.example');
    const first = linkIn(mailTo('berta@vogt.example'));
    const messageId = await reply(caseId, { text: 'We look into it.' });
    await world.work.delivery.drain();
    expect(linkIn(mailTo('berta@vogt.example'))).toBe(first);
    const stored = await world.query((tx) =>
      tx.db.selectFrom('messages').select('body_text').where('id', '=', messageId).execute(),
    );
    expect(stored[0]?.body_text).not.toContain('/c/');
  });

  test('a German contact reads the line in German', async () => {
    await openCase('clara@vogt.example', {
      text: 'Guten Tag, mein Wasserkocher schaltet leider nicht mehr ab. Was kann ich tun? Vielen Dank und freundliche Grüße',
    });
    expect(mailTo('clara@vogt.example')).toContain('Ihr Vorgang und was wir zugesagt haben:');
  });

  test('each gets their own link; who was only copied in gets none, nor the link of others', async () => {
    const caseId = await openCase('dora@vogt.example', { cc: 'neighbour@vogt.example' });
    const dora = linkIn(mailTo('dora@vogt.example'));
    await reply(caseId, {
      text: `Dora sees ${dora}`,
      to: ['dora@vogt.example'],
      cc: ['neighbour@vogt.example'],
    });
    await world.work.delivery.drain();
    expect(linkIn(mailTo('dora@vogt.example'))).toBe(dora);
    expect(linkIn(mailTo('neighbour@vogt.example'))).toBe('');
    expect(mailTo('neighbour@vogt.example')).toContain('link taken out');
  });

  test('who was copied in and then wrote takes part and gets a link of their own', async () => {
    const caseId = await openCase('emil@vogt.example', { cc: 'paul@vogt.example' });
    const { number } = await world.query((tx) =>
      tx.db.selectFrom('cases').select('number').where('id', '=', caseId).executeTakeFirstOrThrow(),
    );
    await world.query((tx) =>
      tx.db
        .updateTable('case_contacts')
        .set({ added_because: 'wrote' })
        .where('case_id', '=', caseId)
        .where('address', '=', 'paul@vogt.example')
        .execute(),
    );
    await reply(caseId, { text: `About ${number}`, cc: ['paul@vogt.example'] });
    await world.work.delivery.drain();
    const [emil, paul] = ['emil@vogt.example', 'paul@vogt.example'].map((one) =>
      linkIn(mailTo(one)),
    );
    expect(paul).toMatch(LINK);
    expect(paul).not.toBe(emil);
  });

  test('a channel may leave the link out', async () => {
    await setChannel({ case_page: false });
    await openCase('fritz@vogt.example');
    expect(linkIn(mailTo('fritz@vogt.example'))).toBe('');
    await setChannel({ case_page: true });
  });
});

test('our line is folded as ours where the contact answers below it', async () => {
  const caseId = await openCase('greta@vogt.example');
  await reply(caseId, {
    text: 'Please send us the number on the bottom of your kettle, we order the part then.',
  });
  await world.work.delivery.drain();
  const sent = mailTo('greta@vogt.example');
  const [url] = LINK.exec(sent) ?? [''];
  const messageId = /^Message-ID: (<.*>)$/im.exec(sent)?.[1] ?? '';
  const got = await world.receive({
    from: 'greta@vogt.example',
    subject: 'Re: Kettle',
    inReplyTo: messageId,
    references: messageId,
    text: `It is 4711-B.\n\nVon: Falk\nGesendet: Montag\nAn: greta@vogt.example\nBetreff: Kettle\n\nPlease send us the number on the bottom of your kettle, we order the part then.\n\nSee your case and what we promised: ${url}\n`,
  });
  expect(got.receipt.case_id).toBe(caseId);
  const folded = got.message?.folded.at(-1);
  expect(folded?.end).toBe(got.message?.body_text.trimEnd().length);
});

function setChannel(settings: Record<string, unknown>): Promise<unknown> {
  return world.query((tx) =>
    tx.db
      .updateTable('channel_accounts')
      .set({ settings: JSON.stringify(settings) })
      .where('id', '=', world.channelId())
      .execute(),
  );
}
