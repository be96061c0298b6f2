import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type IntakeWorld, startIntakeWorld } from '@earshot/testkit/intake/start-intake-world.ts';
import { deleteCase } from '../cases/changes/delete-case.ts';
import { mergeCases } from '../cases/changes/merge-cases.ts';
import { writeNote } from '../cases/notes/write-note.ts';
import { replyToCase } from '../cases/replies/reply-to-case.ts';
import { linkKeyOf, makeLinks } from '../links/public.ts';
import { newId } from '../../platform/ids.ts';
import { createSecretBox } from '../../platform/crypto/secret-box.ts';
import { hashSource } from '../../platform/web/content-security.ts';

let world: IntakeWorld;

beforeAll(async () => {
  world = await startIntakeWorld();
});
afterAll(() => world.stop());

async function openCase(address: string, letter: { cc?: string; text?: string } = {}) {
  const got = await world.receive({ from: `Lena Vogt <${address}>`, ...letter });
  await world.work.delivery.drain();
  return got.receipt.case_id as string;
}

/** The path of the page that this address gets for a case. */
async function pathFor(caseId: string, address: string): Promise<string> {
  const links = await world.query((tx) =>
    makeLinks(
      tx,
      { key: linkKeyOf(createSecretBox(world.masterKey)), publicUrl: 'http://localhost' },
      { kind: 'contact', caseId, addresses: [address], at: new Date() },
    ),
  );
  return new URL(links.get(address)!.url).pathname;
}

function get(path: string, headers: Record<string, string> = {}) {
  return world.app.server.inject({ method: 'GET', url: path, headers });
}

interface FormFile {
  name: string;
  type: string;
  bytes: Buffer;
}

function post(
  path: string,
  fields: Record<string, string>,
  files: readonly FormFile[] = [],
  headers: Record<string, string> = {},
) {
  const mark = 'x-form-x';
  const parts = [
    ...Object.entries(fields).map(([name, value]) =>
      Buffer.from(
        `--${mark}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
      ),
    ),
    ...files.flatMap(({ name, type, bytes }) => [
      Buffer.from(
        `--${mark}\r\ncontent-disposition: form-data; name="files"; filename="${name}"\r\n` +
          `content-type: ${type}\r\n\r\n`,
      ),
      bytes,
      Buffer.from('\r\n'),
    ]),
    Buffer.from(`--${mark}--\r\n`),
  ];
  return world.app.server.inject({
    method: 'POST',
    url: path,
    payload: Buffer.concat(parts),
    headers: { 'content-type': `multipart/form-data; boundary=${mark}`, ...headers },
  });
}

function formOf(page: string): string {
  return /name="form" value="([^"]+)"/.exec(page)?.[1] ?? '';
}

async function answer(path: string, text: string, files: readonly FormFile[] = []) {
  const form = formOf((await get(path)).body);
  return post(`${path}/answers`, { form, text }, files);
}

function reply(caseId: string, text: string, to?: string[], cc: string[] = []) {
  const input = {
    text,
    ...(to ? { to } : {}),
    cc,
    bcc: [],
    attachment_ids: [],
    signature: false,
    undo_seconds: 0,
    send_anyway: false,
  };
  return world.query((tx) => replyToCase(tx, world.admin, caseId, input, new Date()));
}

function messagesOf(caseId: string) {
  return world.query((tx) =>
    tx.db
      .selectFrom('messages')
      .selectAll()
      .where('case_id', '=', caseId)
      .orderBy('received_at')
      .orderBy('id')
      .execute(),
  );
}

function loadCase(caseId: string) {
  return world.query((tx) =>
    tx.db.selectFrom('cases').selectAll().where('id', '=', caseId).executeTakeFirstOrThrow(),
  );
}

describe('the page of a case', () => {
  test('shows the contact the matter, what was promised and what was said, and is kept nowhere', async () => {
    const caseId = await openCase('anna@vogt.example', { text: 'It hums all night.' });
    const { number } = await loadCase(caseId);
    const page = await get(await pathFor(caseId, 'anna@vogt.example'));
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain(`Case #${number}`);
    expect(page.body).toContain('It hums all night.');
    expect(page.body).toContain('What we promised');
    expect(page.body).toContain('You will have an answer');
    expect(page.headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'DENY',
    });
    expect(page.headers['x-robots-tag']).toContain('noindex');
    expect(page.headers['content-security-policy']).toMatch(/default-src 'none'/);
    expect(page.headers['content-security-policy']).not.toMatch(/script-src|unsafe/);
    expect(page.body).not.toContain('<script');
    const style = /<style>([^]*?)<\/style>/.exec(page.body)?.[1] ?? '';
    expect(page.headers['content-security-policy']).toContain(hashSource(style));
  });

  test('a German contact reads it in German', async () => {
    const caseId = await openCase('beate@vogt.example', {
      text: 'Guten Tag, mein Wasserkocher schaltet leider nicht mehr ab. Was kann ich tun? Vielen Dank und freundliche Grüße',
    });
    const { body } = await get(await pathFor(caseId, 'beate@vogt.example'));
    expect(body).toContain('<html lang="de">');
    expect(body).toContain('Was wir zugesagt haben');
  });

  test('shows no note, no name of a colleague, no hidden copy and nothing that did not leave', async () => {
    const caseId = await openCase('carl@vogt.example');
    await world.query((tx) =>
      writeNote(
        tx,
        world.admin,
        caseId,
        { text: 'He is a regular.', mention_ids: [], attachment_ids: [] },
        new Date(),
      ),
    );
    await reply(caseId, 'We send you a part.');
    const later = await world.query((tx) =>
      replyToCase(
        tx,
        world.admin,
        caseId,
        {
          text: 'Only tomorrow.',
          cc: [],
          bcc: ['boss@falk.example'],
          attachment_ids: [],
          signature: false,
          undo_seconds: 60,
          send_anyway: false,
        },
        new Date(),
      ),
    );
    expect(later).not.toBe('');
    const { body } = await get(await pathFor(caseId, 'carl@vogt.example'));
    expect(body).toContain('We send you a part.');
    for (const hidden of ['regular', 'Ada Admin', 'boss@falk', 'Only tomorrow']) {
      expect(body).not.toContain(hidden);
    }
  });

  test('what a contact wrote is text there, never markup', async () => {
    const caseId = await openCase('dirk@vogt.example', {
      text: '<img src=x onerror=alert(1)> "quoted" & more',
    });
    const { body } = await get(await pathFor(caseId, 'dirk@vogt.example'));
    expect(body).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(body).not.toContain('<img');
  });

  test('a promise that was moved says why and until when', async () => {
    const caseId = await openCase('rita@vogt.example');
    const moved = new Date(Date.now() + 3 * 86_400_000);
    const newer = newId();
    await world.query(async (tx) => {
      const [first] = await tx.db
        .selectFrom('case_promises')
        .select(['id', 'words'])
        .where('case_id', '=', caseId)
        .execute();
      await sql`insert into case_promises
          (account_id, id, case_id, kind, words, due_at, made_how, made_by, made_at)
        values (${world.accountId}, ${newer}, ${caseId}, 'answer', 'The part will be here.',
          ${moved}, 'agent', '{"kind": "system", "id": null, "name": "x"}', now())`.execute(tx.db);
      await sql`update case_promises set withdrawn_at = now(), renegotiated_to_id = ${newer},
          renegotiated_because = 'the part comes from Spain'
        where id = ${first!.id}`.execute(tx.db);
    });
    const { body } = await get(await pathFor(caseId, 'rita@vogt.example'));
    expect(body).toContain('We needed longer: “the part comes from Spain” The new time is');
    expect(body).toContain('The part will be here.');
    expect(body).not.toContain('We are sorry');
  });

  test('a broken promise is owned up to', async () => {
    const caseId = await openCase('edda@vogt.example');
    await world.query((tx) =>
      tx.db
        .updateTable('case_promises')
        .set({ due_at: new Date(Date.now() - 60_000) })
        .where('case_id', '=', caseId)
        .execute(),
    );
    const { body } = await get(await pathFor(caseId, 'edda@vogt.example'));
    expect(body).toContain('We did not keep this. We are sorry.');
    expect(body).toContain('We owe you this and are late');
  });

  test('looking changes nothing, and each reading is recorded but that of a machine ahead', async () => {
    const caseId = await openCase('fred@vogt.example');
    const path = await pathFor(caseId, 'fred@vogt.example');
    const before = await loadCase(caseId);
    await get(path, { 'sec-purpose': 'prefetch' });
    await world.app.server.inject({ method: 'HEAD', url: path });
    const openings = () =>
      world.query((tx) =>
        tx.db.selectFrom('page_openings').selectAll().where('case_id', '=', caseId).execute(),
      );
    expect(await openings()).toHaveLength(0);
    await get(path);
    expect(await openings()).toHaveLength(1);
    expect(await loadCase(caseId)).toEqual(before);
  });
});

describe('answering there', () => {
  test('lands raw first in the same conversation, says why, and the page says what is next', async () => {
    const caseId = await openCase('gina@vogt.example');
    const path = await pathFor(caseId, 'gina@vogt.example');
    const picture = { name: 'Foto ä.png', type: 'image/png', bytes: Buffer.from('not a picture') };
    const sent = await answer(path, 'It is number 4711-B.', [picture]);
    expect(sent.statusCode).toBe(303);
    const { body } = await get(String(sent.headers['location']));
    expect(body).toContain('We have it. Next:');
    expect(body).toContain('It is number 4711-B.');
    expect(body).toContain('Foto ä.png');
    const [first, , last] = await messagesOf(caseId);
    expect(last).toMatchObject({
      direction: 'in',
      kind: 'message',
      author_kind: 'contact',
      from_address: 'gina@vogt.example',
      conversation_id: first?.conversation_id,
      joined_because: { code: 'case_page' },
    });
    const receipt = await world.findOutcome(last?.receipt_id ?? '');
    expect(receipt.receipt).toMatchObject({ source: 'page', state: 'understood' });
    const raw = await world.storage.read(receipt.receipt.sha256);
    expect(raw.toString()).toContain('Message-ID: <page-');
  });

  test('files of the conversation come by the same link, as downloads', async () => {
    const caseId = await openCase('hans@vogt.example');
    const path = await pathFor(caseId, 'hans@vogt.example');
    const file = { name: 'a.html', type: 'text/html', bytes: Buffer.from('<script>1</script>') };
    await answer(path, 'See the file.', [file]);
    const { body } = await get(path);
    const href = /href="(\/c\/[^"]+\/files\/[^"]+)"/.exec(body)?.[1] ?? '';
    const got = await get(href);
    expect(got.statusCode).toBe(200);
    expect(got.body).toBe('<script>1</script>');
    expect(got.headers['content-disposition']).toMatch(/^attachment/);
    expect(got.headers['content-type']).toBe('application/octet-stream');
    const other = await openCase('otherhans@vogt.example');
    const otherPath = await pathFor(other, 'otherhans@vogt.example');
    expect((await get(`${otherPath}/files/${href.split('/').at(-1)}`)).statusCode).toBe(404);
  });

  test('the same form sent twice, also at once, is one message', async () => {
    const caseId = await openCase('ida@vogt.example');
    const path = await pathFor(caseId, 'ida@vogt.example');
    const form = formOf((await get(path)).body);
    const both = await Promise.all(
      [1, 2].map(() => post(`${path}/answers`, { form, text: 'Once only.' })),
    );
    expect(both.map((one) => one.statusCode)).toEqual([303, 303]);
    await post(`${path}/answers`, { form, text: 'Once only.' });
    await world.work.intake.drain();
    const said = (await messagesOf(caseId)).filter((one) => one.body_text.includes('Once only.'));
    expect(said).toHaveLength(1);
  });

  test('what was typed stays where the form is wrong, empty, too long or its files too large', async () => {
    const caseId = await openCase('jan@vogt.example');
    const path = await pathFor(caseId, 'jan@vogt.example');
    const typed = 'Three hours of typing & more';
    const shown = 'Three hours of typing &amp; more';
    const forged = await post(`${path}/answers`, { form: 'nonsense', text: typed });
    expect(forged.statusCode).toBe(422);
    expect(forged.body).toContain(shown);
    const form = formOf(forged.body);
    const empty = await post(`${path}/answers`, { form, text: ' \u200b\u2060' });
    expect(empty.statusCode).toBe(422);
    expect(empty.body).toContain('Write something or choose a file.');
    const bytes = Buffer.alloc(22 * 1024 ** 2);
    const large = { name: 'film.mov', type: 'video/quicktime', bytes };
    const tooLarge = await post(`${path}/answers`, { form, text: typed }, [large]);
    expect(tooLarge.statusCode).toBe(422);
    expect(tooLarge.body).toContain(shown);
    expect(tooLarge.body).toContain('together larger than');
    const long = await post(`${path}/answers`, { form, text: 'x'.repeat(60_000) });
    expect(long.statusCode).toBe(422);
    expect((await messagesOf(caseId)).some((one) => one.body_text.includes('typing'))).toBe(false);
  });

  test('a form on another site, or of another link, sends nothing', async () => {
    const caseId = await openCase('kim@vogt.example');
    const path = await pathFor(caseId, 'kim@vogt.example');
    const form = formOf((await get(path)).body);
    const cross = await post(`${path}/answers`, { form, text: 'Forged.' }, [], {
      'sec-fetch-site': 'cross-site',
    });
    expect(cross.statusCode).toBe(422);
    const origin = await post(`${path}/answers`, { form, text: 'Forged.' }, [], {
      origin: 'https://evil.example',
    });
    expect(origin.statusCode).toBe(422);
    const other = await openCase('otherkim@vogt.example');
    const otherForm = formOf((await get(await pathFor(other, 'otherkim@vogt.example'))).body);
    const foreign = await post(`${path}/answers`, { form: otherForm, text: 'Forged.' });
    expect(foreign.statusCode).toBe(422);
    expect((await messagesOf(caseId)).some((one) => one.body_text.includes('Forged'))).toBe(false);
  });

  test('header lines in a file name or a text cannot break out of the mail', async () => {
    const caseId = await openCase('lars@vogt.example');
    const path = await pathFor(caseId, 'lars@vogt.example');
    const file = {
      name: 'a%0d%0aBcc: x@evil.example',
      type: 'text/plain',
      bytes: Buffer.from('a'),
    };
    await answer(path, 'Hello\r\n.\r\nBcc: x@evil.example\r\n--x-form', [file]);
    const last = (await messagesOf(caseId)).at(-1);
    expect(last?.body_text).toContain('Bcc: x@evil.example');
    expect(last?.recipients.cc ?? []).toEqual([]);
  });

  test('an answer on a solved case opens it again', async () => {
    const caseId = await openCase('mona@vogt.example');
    await reply(caseId, 'Press the button.');
    const path = await pathFor(caseId, 'mona@vogt.example');
    const form = formOf((await get(path)).body);
    const solved = await post(`${path}/verdicts`, { form, solved: 'yes' });
    expect(solved.statusCode).toBe(303);
    expect((await loadCase(caseId)).status).toBe('resolved');
    await post(`${path}/verdicts`, { form, solved: 'yes' });
    await answer(path, 'It hums again.');
    expect((await loadCase(caseId)).status).toBe('open');
    await world.work.relay.drain();
    const events = await world.query((tx) =>
      tx.db.selectFrom('events').selectAll().where('subject_id', '=', caseId).execute(),
    );
    const verdicts = events.filter((event) => event.name === 'case.verdict_given');
    expect(verdicts).toHaveLength(1);
    expect(verdicts[0]?.actor).toMatchObject({ kind: 'contact', name: 'Lena Vogt' });
  });

  test('"it is not solved" opens the case again', async () => {
    const caseId = await openCase('nele@vogt.example');
    await reply(caseId, 'Press the button.');
    const path = await pathFor(caseId, 'nele@vogt.example');
    const form = formOf((await get(path)).body);
    await post(`${path}/verdicts`, { form, solved: 'yes' });
    const again = await post(`${path}/verdicts`, { form, solved: 'no' });
    expect((await get(String(again.headers['location']))).body).toContain('it is open again');
    expect((await loadCase(caseId)).status).toBe('open');
  });
});

describe('a link', () => {
  test('that is cut, changed, made up or of the other kind leads nowhere, all alike', async () => {
    const caseId = await openCase('olaf@vogt.example');
    const path = await pathFor(caseId, 'olaf@vogt.example');
    const token = path.slice(3);
    const flipped = token.replace(/^./, (one) => (one === 'A' ? 'B' : 'A'));
    const signed = token.slice(0, -3) + (token.endsWith('AAA') ? 'BBB' : 'AAA');
    const paths = [
      `/c/${token.slice(0, 20)}`,
      `/c/${token}x`,
      `/c/${flipped}`,
      `/c/${signed}`,
      `/s/${token}`,
      '/c/..%2f..%2f',
      `/c/${'A'.repeat(43)}`,
    ];
    for (const one of paths) {
      const got = await get(one);
      expect([one, got.statusCode]).toEqual([one, 404]);
      expect(got.body).not.toContain('Kettle');
    }
    const posted = await post(`/c/${flipped}/answers`, { text: 'x' });
    expect(posted.statusCode).toBe(404);
  });

  test('of one case or account is of no use for another', async () => {
    const [one, two] = [await openCase('paul@vogt.example'), await openCase('paul@vogt.example')];
    const [first, second] = [
      await pathFor(one, 'paul@vogt.example'),
      await pathFor(two, 'paul@vogt.example'),
    ];
    expect(first).not.toBe(second);
    const mixed = first.slice(0, 24) + second.slice(24);
    expect((await get(mixed)).statusCode).toBe(404);
    await world.query((tx) =>
      tx.db
        .updateTable('page_links')
        .set({ address: 'thief@evil.example' })
        .where('case_id', '=', one)
        .execute(),
    );
    expect((await get(first)).statusCode).toBe(404);
  });

  test('shows nobody what another contact of the case wrote or read', async () => {
    const caseId = await openCase('rosa@vogt.example', {
      text: 'My secret is blue.',
      cc: 'rival@vogt.example',
    });
    await reply(caseId, 'Only for Rosa: green.', ['rosa@vogt.example']);
    await reply(caseId, 'For both: yellow.', ['rosa@vogt.example'], ['rival@vogt.example']);
    const rosa = (await get(await pathFor(caseId, 'rosa@vogt.example'))).body;
    const rival = (await get(await pathFor(caseId, 'rival@vogt.example'))).body;
    expect(rosa).toContain('green');
    expect(rival).toContain('yellow');
    expect(rival).not.toContain('green');
    const third = (await get(await pathFor(caseId, 'third@vogt.example'))).body;
    for (const word of ['blue', 'green', 'yellow']) expect(third).not.toContain(word);
  });

  test('of a merged case still shows only its own part', async () => {
    const own = await openCase('sina@vogt.example', { text: 'Sina hears a hum.' });
    const into = await openCase('tom@vogt.example', { text: 'Tom smells smoke.' });
    const path = await pathFor(own, 'sina@vogt.example');
    await world.query((tx) =>
      mergeCases(tx, world.admin, own, { into_case_id: into, reason: '' }, new Date()),
    );
    const { body, statusCode } = await get(path);
    expect(statusCode).toBe(200);
    expect(body).toContain('Sina hears a hum.');
    expect(body).not.toContain('Tom smells smoke.');
    const sent = await answer(path, 'Sina adds a word.');
    expect(sent.statusCode).toBe(303);
    const added = (await messagesOf(into)).at(-1);
    expect(added?.body_text).toContain('Sina adds a word.');
  });

  test('of a removed case leads nowhere', async () => {
    const caseId = await openCase('ulf@vogt.example');
    const path = await pathFor(caseId, 'ulf@vogt.example');
    await world.query((tx) => deleteCase(tx, world.admin, caseId, 'test', new Date()));
    expect((await get(path)).statusCode).toBe(404);
  });

  test('that was revoked says so; a new one is mailed to the known address, never shown', async () => {
    const caseId = await openCase('vera@vogt.example');
    const path = await pathFor(caseId, 'vera@vogt.example');
    await world.query((tx) =>
      tx.db
        .updateTable('page_links')
        .set({ revoked_at: new Date() })
        .where('case_id', '=', caseId)
        .execute(),
    );
    const shut = await get(path);
    expect(shut.statusCode).toBe(410);
    expect(shut.body).toContain('This link was withdrawn');
    expect(shut.body).not.toContain('Kettle');
    expect((await post(`${path}/answers`, { text: 'x' })).statusCode).toBe(410);
    const mails = world.sink.mails.length;
    const renewed = await post(`${path}/renewals`, {});
    expect(renewed.body).not.toMatch(/\/c\/[\w-]{43}/);
    await world.work.delivery.drain();
    expect(world.sink.mails).toHaveLength(mails + 1);
    const mail = world.sink.mails.at(-1);
    expect(mail?.to).toEqual(['vera@vogt.example']);
    const words = mail?.raw.toString().replaceAll(/=\r?\n/g, '') ?? '';
    const fresh = /http:\/\/localhost(\/c\/[\w-]{43})/.exec(words)?.[1] ?? '';
    expect(fresh).not.toBe(path);
    expect((await get(fresh)).statusCode).toBe(200);
    await post(`${path}/renewals`, {});
    await post(`${path}/renewals`, {});
    await world.work.delivery.drain();
    expect(world.sink.mails.length).toBeLessThanOrEqual(mails + 2);
  });

  test('runs out some time after the case ended, and says what to do', async () => {
    const caseId = await openCase('willi@vogt.example');
    const path = await pathFor(caseId, 'willi@vogt.example');
    const long = new Date(Date.now() - 61 * 86_400_000);
    await world.query(async (tx) => {
      await tx.db
        .updateTable('cases')
        .set({ status: 'closed', closed_at: long, resolved_at: long })
        .where('id', '=', caseId)
        .execute();
      await tx.db
        .updateTable('page_links')
        .set({ made_at: long })
        .where('case_id', '=', caseId)
        .execute();
    });
    const shut = await get(path);
    expect(shut.statusCode).toBe(410);
    expect(shut.body).toContain('This link has run out');
    expect(shut.body).toContain('Send me a new link by e-mail');
  });

  test('that is tried over and over is slowed down', async () => {
    const caseId = await openCase('xaver@vogt.example');
    const path = await pathFor(caseId, 'xaver@vogt.example');
    const form = formOf((await get(path)).body);
    const sent = [];
    for (let at = 0; at < 12; at += 1) {
      sent.push((await post(`${path}/answers`, { form, text: ' \u200b\u2060' })).body);
    }
    expect(sent.at(-1)).toContain('very often in a short time');
    const wrong = [];
    for (let at = 0; at < 70; at += 1) wrong.push((await get(`/c/${'B'.repeat(43)}`)).statusCode);
    expect(wrong.at(-1)).toBe(429);
    expect((await get(path)).statusCode).toBe(200);
  });
});
