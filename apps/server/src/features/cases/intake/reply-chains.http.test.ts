import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type IntakeWorld, startIntakeWorld } from '@earshot/testkit/intake/start-intake-world.ts';
import { replyToCase } from '../replies/reply-to-case.ts';

let world: IntakeWorld;

beforeAll(async () => {
  world = await startIntakeWorld();
});
afterAll(() => world.stop());

interface Thread {
  readonly from: string;
  readonly caseId: string;
  readonly number: number;
  /** Message-ID of the contact’s first mail. */
  readonly firstId: string;
  /** Message-ID of our answer, and the signed address to which an answer goes. */
  readonly ourId: string;
  readonly replyTo: string;
}

const answer = {
  text: 'Please send us the number on the base.',
  cc: [],
  bcc: [],
  attachment_ids: [],
  signature: false,
  undo_seconds: 0,
  send_anyway: true,
};

const subject = 'Kettle does not switch off';

/** A mail of this person, and our answer to it as it arrived. */
async function answerTo(who: string): Promise<Thread> {
  const from = `${who}@vogt.example`;
  const firstId = `<first-${who}@vogt.example>`;
  const first = await world.receive({ from, subject, messageId: firstId });
  const caseId = first.receipt.case_id!;
  await world.query((tx) => replyToCase(tx, world.admin, caseId, answer, new Date()));
  await world.work.delivery.drain();
  const sent = world.sink.mails
    .filter((mail) => mail.to.includes(from))
    .map((mail) => mail.raw.toString('utf8'))
    .find((raw) => raw.includes(answer.text))!;
  const find = (name: string) => new RegExp(`^${name}: (.*)$`, 'im').exec(sent)![1]!.trim();
  const replyTo = /<([^>]+)>/.exec(find('Reply-To'))?.[1] ?? find('Reply-To');
  const ourId = find('Message-ID');
  return { from, caseId, number: first.opened!.number, firstId, ourId, replyTo };
}

const quoted = `\r\n\r\n> ${answer.text}\r\n`;

function write(thread: Thread, lines: readonly string[], text: string): Buffer {
  return Buffer.from(
    [
      `From: ${thread.from}`,
      'Date: Tue, 17 Nov 2026 09:00:00 +0100',
      'MIME-Version: 1.0',
      'Content-Type: text/plain; charset=utf-8',
      ...lines,
      '',
      text,
    ].join('\r\n'),
  );
}

const ids = (count: number) =>
  Array.from({ length: count }, (_, index) => `<older-${index}.${'a'.repeat(60)}@mail.example>`);

/**
 * Answers as the programs of contacts write them. Left out on purpose: the signed address, which
 * alone would do, except where a program answers to nothing else.
 */
const programs: Record<string, (thread: Thread) => { raw: Buffer; envelopeTo?: string[] }> = {
  'Apple Mail, which names its own earlier mails in References and ours only in In-Reply-To': (
    thread,
  ) => ({
    raw: write(
      thread,
      [
        'To: support@falk.example',
        `Subject: Re: ${subject}`,
        'Mime-Version: 1.0 (Mac OS X Mail 16.0 \\(3826.200.121\\))',
        'Message-Id: <6E1F0A5C-0001-4F9B@vogt.example>',
        `References: <UNKNOWN-0001@vogt.example>`,
        `In-Reply-To: ${thread.ourId}`,
      ],
      `It says FK-200.${quoted}`,
    ),
  }),
  'Outlook, whose server put another Message-ID on our answer': (thread) => ({
    raw: write(
      thread,
      [
        'To: Falk Support <support@falk.example>',
        `Subject: AW: ${subject}`,
        `Thread-Topic: ${subject}`,
        'Thread-Index: AQHbOJ8K0fI3oD4x0k2Q3g0',
        'Message-ID: <AM0PR01MB0001@AM0PR01MB0001.eurprd01.prod.outlook.example>',
        `References: ${thread.firstId}\r\n <0102019-rewritten-000000@eu-west-1.mailer.example>`,
        'In-Reply-To: <0102019-rewritten-000000@eu-west-1.mailer.example>',
      ],
      `Es steht FK-200 darauf.\r\n\r\n-----Ursprüngliche Nachricht-----\r\nVon: Falk${quoted}`,
    ),
  }),
  'Outlook in an organisation that strips every reference': (thread) => ({
    raw: write(
      thread,
      [
        `To: ${thread.replyTo}`,
        `Subject: RE: [EXTERNAL] ${subject}`,
        `Thread-Topic: ${subject}`,
        'Message-ID: <DB9PR02@DB9PR02.eurprd02.prod.outlook.example>',
      ],
      `It says FK-200.${quoted}`,
    ),
    envelopeTo: [thread.replyTo],
  }),
  'Gmail after a long thread, its References folded over many lines': (thread) => ({
    raw: write(
      thread,
      [
        'To: Falk <support@falk.example>',
        `Subject: Re: ${subject}`,
        'Message-ID: <CAK5+hX0aB=e@mail.gmail.example>',
        `References: ${[thread.firstId, ...ids(60), thread.ourId].join('\r\n ')}`,
        `In-Reply-To: ${thread.ourId}`,
      ],
      `It says FK-200.\r\n\r\nOn Mon, Nov 16, 2026 at 9:00 AM Falk wrote:${quoted}`,
    ),
  }),
  'GMX on the web, with “Aw:” and a subject that it broke in two': (thread) => ({
    raw: write(
      thread,
      [
        'To: support@falk.example',
        'Subject: Aw:  =?UTF-8?Q?Kettle_does?= =?UTF-8?Q?_not_switch_off?=',
        'Message-ID: <trinity-e2b7-1763370000@3c-app-gmx-bap01>',
        `In-Reply-To:\r\n ${thread.ourId}`,
        `References:\r\n ${thread.firstId}\r\n ${thread.ourId}`,
      ],
      `Es steht FK-200 darauf.${quoted}`,
    ),
  }),
  'a phone that knows only the number in the subject': (thread) => ({
    raw: write(
      thread,
      ['To: support@falk.example', `Subject: RE: ${subject} [#${thread.number}]`],
      'FK-200',
    ),
  }),
  'ServiceNow, which answers to the signed address with its own words as subject': (thread) => ({
    raw: write(
      thread,
      [
        `To: ${thread.replyTo}`,
        'Subject: INC0012345 - comments added',
        'Message-ID: <1234567.5678.1763370000000@app130001.fra1.service-now.example>',
        'X-ServiceNow-Generated: true',
        'Auto-Submitted: auto-generated',
      ],
      'Comments: FK-200\r\n\r\nRef:MSG0098765',
    ),
    envelopeTo: [thread.replyTo],
  }),
};

describe('[L4] an answer stays in its case when it was written with', () => {
  test.each(Object.entries(programs))('%s', async (program, make) => {
    const thread = await answerTo(`lena${Object.keys(programs).indexOf(program)}`);
    const { raw, envelopeTo } = make(thread);
    const got = await world.receive({ from: thread.from, raw, ...(envelopeTo && { envelopeTo }) });
    expect(got.receipt).toMatchObject({ state: 'understood', case_id: thread.caseId });
    expect(got.message!.seq).toBeGreaterThan(1);
  });

  // They name a mail that we never got: the first of the matter in their own system.
  const trackers: Record<string, (index: number) => string[]> = {
    Jira: (index) => [
      'Subject: [JIRA] (FK-12) Kettles of lot 7 boil over',
      `Message-ID: <JIRA.10042.1763370000000.${index}.1763370000000@Atlassian.JIRA>`,
      'In-Reply-To: <JIRA.10042.1763370000000@Atlassian.JIRA>',
      'References: <JIRA.10042.1763370000000@Atlassian.JIRA>',
      'X-JIRA-FingerPrint: 1a2b3c',
      'Auto-Submitted: auto-generated',
      'Precedence: bulk',
    ],
    'a tracker that declares nothing but bulk': (index) => [
      'Subject: Re: [tracker] Kettles of lot 8 boil over',
      `Message-ID: <event-${index}@tracker.example>`,
      'In-Reply-To: <matter-8@tracker.example>',
      'References: <matter-8@tracker.example>',
      'Precedence: bulk',
    ],
    ServiceNow: (index) => [
      'Subject: CS0001234 - Kettles of lot 9 boil over',
      `Message-ID: <${index}.99.1763370000000@app130001.fra1.service-now.example>`,
      'References: <CS0001234@dealer.service-now.example>',
      'X-ServiceNow-Generated: true',
      'Auto-Submitted: auto-generated',
    ],
  };

  test.each(Object.entries(trackers))(
    '%s, which tells of one matter in mail after mail',
    async (tracker, make) => {
      const from = `tracker${Object.keys(trackers).indexOf(tracker)}@dealer.example`;
      const cases = new Set<string | null>();
      for (let index = 1; index <= 4; index += 1) {
        const thread = { from } as Thread;
        const lines = ['To: support@falk.example', ...make(index)];
        const raw = write(thread, lines, `Comment ${index}: it happened again.`);
        const got = await world.receive({ from, raw });
        expect(got.receipt.state).toBe('understood');
        cases.add(got.receipt.case_id);
      }
      expect(cases.size).toBe(1);
    },
  );
});

describe('[L10] a mail that comes twice', () => {
  const sameMail = (route: string) =>
    Buffer.from(
      [
        `Received: from ${route} by mx.falk.example; Tue, 17 Nov 2026 09:00:00 +0100`,
        'From: Otto <otto@vogt.example>',
        'To: support@falk.example',
        'Subject: Toaster',
        'Message-ID: <otto-1@vogt.example>',
        '',
        'My toaster smokes.',
        '',
      ].join('\r\n'),
    );

  test('because the sender’s server never heard our 250 is one message, confirmed once', async () => {
    const first = await world.receive({ from: 'otto@vogt.example', raw: sameMail('out1.example') });
    const again = await world.receive({ from: 'otto@vogt.example', raw: sameMail('out2.example') });
    expect(again.receiptId).not.toBe(first.receiptId);
    expect(again.receipt).toMatchObject({ state: 'understood', case_id: first.receipt.case_id });
    await world.work.delivery.drain();
    const count = await world.query((tx) =>
      tx.db
        .selectFrom('messages')
        .select('id')
        .where('case_id', '=', first.receipt.case_id)
        .where('direction', '=', 'in')
        .execute(),
    );
    expect(count.length).toBe(1);
    const toOtto = world.sink.mails.filter((mail) => mail.to.includes('otto@vogt.example'));
    expect(toOtto.length).toBe(1);
  });

  test('by two ways at the same moment is one message too', async () => {
    const make = (route: string) =>
      Buffer.from(sameMail(route).toString('utf8').replaceAll('otto', 'olga'));
    const from = 'olga@vogt.example';
    const stored = await Promise.all([
      world.store({ from, raw: make('out1.example'), source: 'imap' }),
      world.store({ from, raw: make('out2.example') }),
      world.store({ from, raw: make('out2.example') }),
    ]);
    await world.work.intake.drain();
    const outcomes = await Promise.all(stored.map((one) => world.findOutcome(one.receiptId)));
    expect(new Set(outcomes.map((one) => one.receipt.case_id)).size).toBe(1);
    const messages = new Set(outcomes.flatMap((one) => one.message?.id ?? []));
    expect(messages.size).toBe(1);
  });

  test('is one matter with all ten pictures, in their order, when it carries an album', async () => {
    const part = (index: number) =>
      [
        '--album',
        'Content-Type: image/png',
        `Content-Disposition: attachment; filename="picture-${index}.png"`,
        'Content-Transfer-Encoding: base64',
        '',
        Buffer.from(`picture ${index}`).toString('base64'),
      ].join('\r\n');
    const raw = Buffer.from(
      [
        'From: Rosa <rosa@blog.example>',
        'To: support@falk.example',
        'Subject: The kettle from all sides',
        'Message-ID: <album@blog.example>',
        'MIME-Version: 1.0',
        'Content-Type: multipart/mixed; boundary="album"',
        '',
        ...Array.from({ length: 10 }, (_, index) => part(index)),
        '--album--',
        '',
      ].join('\r\n'),
    );
    const got = await world.receive({ from: 'rosa@blog.example', raw });
    await world.receive({ from: 'rosa@blog.example', raw });
    const files = await world.query((tx) =>
      tx.db
        .selectFrom('attachments')
        .select('file_name')
        .where('message_id', '=', got.message!.id)
        .orderBy('id')
        .execute(),
    );
    const names = Array.from({ length: 10 }, (_, index) => `picture-${index}.png`);
    expect(files.map((file) => file.file_name)).toEqual(names);
  });
});

test('[L8] a case that was deleted stays so when the mailbox is read from the beginning again', async () => {
  const mail = (route: string) =>
    Buffer.from(
      [
        `Received: from ${route} by mx.falk.example; Tue, 17 Nov 2026 09:00:00 +0100`,
        'From: Werbung <ad@spam.example>',
        'To: support@falk.example',
        'Subject: Gewinn 2',
        'Message-ID: <gewinn-2@spam.example>',
        '',
        'Sie haben gewonnen.',
        '',
      ].join('\r\n'),
    );
  const from = 'ad@spam.example';
  const first = await world.receive({ from, raw: mail('a.example'), source: 'imap' });
  const caseId = first.receipt.case_id!;
  await world.query((tx) =>
    tx.db.updateTable('cases').set({ deleted_at: new Date() }).where('id', '=', caseId).execute(),
  );
  // The same bytes, and the same mail after it was moved between two servers.
  const again = await world.receive({ from, raw: mail('a.example'), source: 'imap' });
  expect(again.duplicate).toBe(true);
  const moved = await world.receive({ from, raw: mail('b.example'), source: 'imap' });
  const standing = await world.query((tx) =>
    tx.db
      .selectFrom('cases')
      .select('id')
      .where('subject', '=', 'Gewinn 2')
      .where('deleted_at', 'is', null)
      .execute(),
  );
  expect(standing).toEqual([]);
  expect(moved.receipt.state).toBe('understood');
});
