import { createUpload } from '@earshot/contract/message-contract.ts';
import { createCaseNote } from '@earshot/contract/reply-contract.ts';
import { createInvitation, createInvitationAcceptance } from '@earshot/contract/member-contract.ts';
import {
  createCasePageLink,
  createCaseSeat,
  createSeatExtension,
  deleteCasePageLink,
  deleteCaseSeat,
  listCasePageLinks,
  listCaseSeats,
} from '@earshot/contract/seat-contract.ts';
import { createSession } from '@earshot/contract/session-contract.ts';
import { listAuditEntries } from '@earshot/contract/key-contract.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Caller, createCaller } from '@earshot/testkit/http/call-operation.ts';
import { cookieOf } from '@earshot/testkit/http/start-test-app.ts';
import { type IntakeWorld, startIntakeWorld } from '@earshot/testkit/intake/start-intake-world.ts';
import { writeNote } from '../cases/notes/write-note.ts';
import { createAccount } from '../accounts/public.ts';
import { createFirstAdministrator } from '../members/public.ts';

let world: IntakeWorld;
let ada: Caller;

beforeAll(async () => {
  world = await startIntakeWorld();
  ada = await signIn('ada@falk.example');
});
afterAll(() => world.stop());

const password = 'correct horse battery';

async function signIn(email: string): Promise<Caller> {
  const nobody = createCaller(world.app.server, { kind: 'nobody' });
  const answer = await nobody.send(createSession, { body: { email, password } });
  const { csrf_token: csrfToken } = answer.body as { csrf_token: string };
  const credentials = { kind: 'session' as const, cookie: cookieOf(answer), csrfToken };
  return createCaller(world.app.server, credentials);
}

async function inviteMember(email: string, role: 'agent' | 'colleague'): Promise<Caller> {
  const { link } = await ada.call(createInvitation, {
    body: { email, name: email.split('@')[0]!, role, team_ids: [] },
  });
  const nobody = createCaller(world.app.server, { kind: 'nobody' });
  await nobody.call(createInvitationAcceptance, {
    params: { token: new URL(link).hash.slice(1) },
    body: { name: email.split('@')[0]!, password },
  });
  return signIn(email);
}

async function openCase(address: string, text = 'It hums all night.'): Promise<string> {
  const got = await world.receive({ from: `Lena Vogt <${address}>`, text });
  await world.work.delivery.drain();
  return got.receipt.case_id as string;
}

function get(path: string) {
  return world.app.server.inject({ method: 'GET', url: path });
}

function post(path: string, fields: Record<string, string>) {
  return world.app.server.inject({
    method: 'POST',
    url: path,
    payload: new URLSearchParams(fields).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
}

/** The mail with which somebody was asked, and the path of the page in it. */
async function invitationTo(address: string) {
  await world.work.delivery.drain();
  const mail = world.sink.mails.findLast((one) => one.to.includes(address));
  const words = (mail?.raw.toString('utf8') ?? '').replaceAll(/=\r?\n/g, '').replaceAll('=3D', '=');
  const path = /http:\/\/localhost(\/s\/[\w-]{43})/.exec(words)?.[1] ?? '';
  const messageId = /^Message-ID: (<.*>)/im.exec(mail?.raw.toString('utf8') ?? '')?.[1] ?? '';
  return { words, path, messageId };
}

async function drawIn(caseId: string, address: string, more: Record<string, unknown> = {}) {
  const body = { address, name: 'Mara Okoye', question: 'Is the switch safe?', ...more };
  const seat = await ada.call(createCaseSeat, { params: { caseId }, body });
  return { seat, ...(await invitationTo(address)) };
}

async function settle(): Promise<void> {
  await world.work.intake.drain();
  await world.work.relay.drain();
  await world.work.consumers.settle();
  await world.work.relay.drain();
}

async function eventNames(caseId: string): Promise<string[]> {
  await settle();
  const rows = await world.query((tx) =>
    tx.db.selectFrom('events').select('name').where('subject_id', '=', caseId).execute(),
  );
  return rows.map((row) => row.name);
}

async function seatOf(caseId: string) {
  const { items } = await ada.call(listCaseSeats, { params: { caseId } });
  return items[0]!;
}

describe('somebody drawn in by mail address', () => {
  test('gets the question and the link, reads this one case, and each opening is recorded', async () => {
    const caseId = await openCase('anna@vogt.example');
    const summary = 'The kettle hums; nothing was tried.';
    const { seat, words, path } = await drawIn(caseId, 'okoye@works.example', { summary });
    expect(seat).toMatchObject({ state: 'invited', name: 'Mara Okoye', openings: 0 });
    expect(words).toContain('Is the switch safe?');
    expect(words).toContain(summary);
    const page = await get(path);
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('It hums all night.');
    expect(page.body).toContain('Is the switch safe?');
    expect(page.headers['x-robots-tag']).toContain('noindex');
    await get(path);
    expect(await seatOf(caseId)).toMatchObject({ state: 'opened', openings: 1 });
    expect(await eventNames(caseId)).toEqual(
      expect.arrayContaining(['seat.invited', 'seat.opened']),
    );
    const { items } = await ada.call(listAuditEntries, { query: {} });
    expect(items.map((one) => one.action)).toContain('seat.invited');
  });

  test('answers there; it lands in the case, for the colleagues only, and can be a proposal', async () => {
    const caseId = await openCase('berta@vogt.example');
    const { path } = await drawIn(caseId, 'okoye@works.example');
    const form = /name="form" value="([^"]+)"/.exec((await get(path)).body)?.[1] ?? '';
    const sent = await post(`${path}/answers`, { form, as: 'proposal', text: 'It is safe.' });
    expect(sent.statusCode).toBe(303);
    const { body } = await get(String(sent.headers['location']));
    expect(body).toContain('We have it.');
    expect(body).toContain('It is safe.');
    await settle();
    const said = await world.query((tx) =>
      tx.db.selectFrom('messages').selectAll().where('case_id', '=', caseId).execute(),
    );
    expect(said.find((one) => one.body_text.includes('It is safe.'))).toMatchObject({
      kind: 'side',
      from_address: 'okoye@works.example',
      contact_id: null,
      joined_because: { code: 'seat_proposal' },
    });
    expect(await seatOf(caseId)).toMatchObject({ state: 'answered' });
    expect(await eventNames(caseId)).toContain('seat.answered');
    const link = await ada.call(createCasePageLink, { params: { caseId }, body: {} });
    expect(link.address).toBe('berta@vogt.example');
    const page = await get(new URL(link.url).pathname);
    expect(page.statusCode).toBe(200);
    expect(page.body).not.toContain('It is safe.');
    expect(page.body).not.toContain('Is the switch safe?');
  });

  test('may simply answer the mail: it lands in the case as theirs', async () => {
    const caseId = await openCase('clara@vogt.example');
    const { messageId } = await drawIn(caseId, 'okoye@works.example');
    const got = await world.receive({
      from: 'Mara Okoye <okoye@works.example>',
      inReplyTo: messageId,
      references: messageId,
      subject: 'Re: asks you',
      text: 'By mail: it is safe.',
    });
    expect(got.receipt.case_id).toBe(caseId);
    expect(got.message?.kind).toBe('side');
    await settle();
    expect(await seatOf(caseId)).toMatchObject({ state: 'answered' });
  });

  test('reads the notes only where they were ticked', async () => {
    const caseId = await openCase('dora@vogt.example');
    const note = { text: 'Internal: lot 17.', mention_ids: [], attachment_ids: [] };
    await world.query((tx) => writeNote(tx, world.admin, caseId, note, new Date()));
    const without = await drawIn(caseId, 'okoye@works.example');
    expect((await get(without.path)).body).not.toContain('lot 17');
    const withNotes = await drawIn(caseId, 'lab@works.example', { shows_notes: true });
    expect((await get(withNotes.path)).body).toContain('lot 17');
  });

  test('gets files of notes only where the notes are theirs to read', async () => {
    const caseId = await openCase('ines@vogt.example');
    const query = { file_name: 'lot-17.txt', mime_type: 'text/plain' };
    const { id } = await ada.call(createUpload, { query, body: Buffer.from('bad solder') });
    const body = { text: 'Measured.', attachment_ids: [id] };
    await ada.call(createCaseNote, { params: { caseId }, body });
    const without = await drawIn(caseId, 'okoye@works.example');
    expect((await get(`${without.path}/files/${id}`)).statusCode).toBe(404);
    const withNotes = await drawIn(caseId, 'lab@works.example', { shows_notes: true });
    expect((await get(withNotes.path)).body).toContain('lot-17.txt');
    expect((await get(`${withNotes.path}/files/${id}`)).body).toBe('bad solder');
  });

  test('sees no other case, no other side conversation, and no link of the contact', async () => {
    const caseId = await openCase('emma@vogt.example');
    const other = await openCase('frida@vogt.example', 'Frida smells smoke.');
    const one = await drawIn(caseId, 'okoye@works.example', { question: 'Only for Okoye?' });
    const two = await drawIn(caseId, 'lab@works.example', { question: 'Only for the lab?' });
    const three = await drawIn(other, 'okoye@works.example');
    expect((await get(two.path)).body).not.toContain('Only for Okoye?');
    expect((await get(one.path)).body).not.toContain('smoke');
    expect(one.path).not.toBe(three.path);
    expect((await get(one.path.replace('/s/', '/c/'))).statusCode).toBe(404);
    expect((await get(one.path)).body).not.toMatch(/\/c\/[\w-]{43}/);
    const forged = one.path.slice(0, -4) + three.path.slice(-4);
    expect((await get(forged)).statusCode).toBe(404);
  });

  test('is shut out when revoked, and the undo lets them in again by the same link', async () => {
    const caseId = await openCase('gina@vogt.example');
    const { seat, path } = await drawIn(caseId, 'okoye@works.example');
    const params = { caseId, seatId: seat.id };
    const revoked = await ada.call(deleteCaseSeat, { params });
    expect(revoked.state).toBe('revoked');
    const shut = await get(path);
    expect(shut.statusCode).toBe(410);
    expect(shut.body).toContain('This link was withdrawn');
    expect(shut.body).not.toContain('hums');
    expect((await post(`${path}/answers`, { text: 'x' })).statusCode).toBe(410);
    await ada.call(createSeatExtension, { params, body: { expires_at: seat.expires_at } });
    expect((await get(path)).statusCode).toBe(200);
    expect(await eventNames(caseId)).toEqual(
      expect.arrayContaining(['seat.revoked', 'seat.extended']),
    );
  });

  test('is shut out when the time is over, and one click lets them in longer', async () => {
    const caseId = await openCase('hanna@vogt.example');
    const { seat, path } = await drawIn(caseId, 'okoye@works.example');
    await world.query((tx) =>
      tx.db
        .updateTable('case_seats')
        .set({ expires_at: new Date(Date.now() - 1_000) })
        .where('id', '=', seat.id)
        .execute(),
    );
    const shut = await get(path);
    expect(shut.statusCode).toBe(410);
    expect(shut.body).toContain('This link has run out');
    expect((await seatOf(caseId)).state).toBe('expired');
    await ada.call(createSeatExtension, { params: { caseId, seatId: seat.id }, body: {} });
    expect((await get(path)).statusCode).toBe(200);
  });
});

test('files come by the link of the seat that reads them, and by no other', async () => {
  const caseId = await openCase('nina@vogt.example');
  const one = await drawIn(caseId, 'okoye@works.example');
  const two = await drawIn(caseId, 'lab@works.example');
  const form = /name="form" value="([^"]+)"/.exec((await get(one.path)).body)?.[1] ?? '';
  const mark = 'x-form-x';
  const parts = [
    `--${mark}\r\ncontent-disposition: form-data; name="form"\r\n\r\n${form}\r\n`,
    `--${mark}\r\ncontent-disposition: form-data; name="files"; filename="plan.txt"\r\n` +
      `content-type: text/plain\r\n\r\nsecret plan\r\n--${mark}--\r\n`,
  ];
  await world.app.server.inject({
    method: 'POST',
    url: `${one.path}/answers`,
    payload: parts.join(''),
    headers: { 'content-type': `multipart/form-data; boundary=${mark}` },
  });
  await settle();
  const href = /href="(\/s\/[^"]+\/files\/[^"]+)"/.exec((await get(one.path)).body)?.[1] ?? '';
  expect((await get(href)).body).toBe('secret plan');
  const fileId = href.split('/').at(-1);
  expect((await get(`${two.path}/files/${fileId}`)).statusCode).toBe(404);
  const contact = await ada.call(createCasePageLink, { params: { caseId }, body: {} });
  const theirs = `${new URL(contact.url).pathname}/files/${fileId}`;
  expect((await get(theirs)).statusCode).toBe(404);
});

describe('drawing in', () => {
  test('a member, the contact, or somebody twice is refused with what to do', async () => {
    const caseId = await openCase('ida@vogt.example');
    const ask = (address: string, more = {}) =>
      ada.refused(createCaseSeat, {
        params: { caseId },
        body: { address, question: '?', ...more },
      });
    const member = await ask('Ada@Falk.example');
    expect(member).toMatchObject({
      code: 'seat_for_member',
      facts: { member: { name: 'Ada Admin' } },
    });
    expect((await ask('ida@vogt.example')).code).toBe('seat_for_contact');
    await drawIn(caseId, 'okoye@works.example');
    expect((await ask('okoye@works.example')).code).toBe('seat_exists');
    const past = await ask('new@works.example', { expires_at: '2020-01-01T00:00:00Z' });
    expect(past.fields?.[0]?.path).toBe('body.expires_at');
    expect((await ask('nobody')).code).toBe('invalid');
    // Nobody sits at an address of our own: the invitation would come in as a matter.
    expect((await ask('support+anna@falk.example')).fields?.[0]?.path).toBe('body.address');
  });

  test('is for those who work the desk, in cases of their own account', async () => {
    const caseId = await openCase('jana@vogt.example');
    const colleague = await inviteMember('kurt@falk.example', 'colleague');
    const agent = await inviteMember('ito@falk.example', 'agent');
    const params = { caseId };
    const body = { address: 'okoye@works.example', question: '?' };
    expect((await colleague.refused(createCaseSeat, { params, body })).status).toBe(403);
    expect((await colleague.refused(listCaseSeats, { params })).status).toBe(404);
    const made = await agent.call(createCaseSeat, { params, body });
    expect(made.invited_by).toBe('ito');
    const founded = await createAccount(
      world.db,
      {
        account_name: 'Other',
        name: 'Otto',
        email: 'otto@other.example',
        password,
        locale: 'en',
        time_zone: 'Europe/Berlin',
      },
      { createFirstAdministrator, createFirstChannel: async () => {} },
    );
    expect(founded.account_id).not.toBe(world.accountId);
    const otto = await signIn('otto@other.example');
    expect((await otto.refused(listCaseSeats, { params })).status).toBe(404);
    const seatParams = { caseId, seatId: made.id };
    expect((await otto.refused(deleteCaseSeat, { params: seatParams })).status).toBe(404);
    expect((await otto.refused(createCasePageLink, { params, body: {} })).status).toBe(404);
    const nobody = createCaller(world.app.server, { kind: 'nobody' });
    expect((await nobody.refused(listCaseSeats, { params })).status).toBe(401);
  });
});

describe('the link of a contact', () => {
  test('is copied, listed with its openings, revoked, and made anew', async () => {
    const caseId = await openCase('karla@vogt.example');
    const params = { caseId };
    const made = await ada.call(createCasePageLink, { params, body: {} });
    const path = new URL(made.url).pathname;
    await get(path);
    const { items } = await ada.call(listCasePageLinks, { params });
    expect(items).toMatchObject([{ id: made.id, address: 'karla@vogt.example', openings: 1 }]);
    await ada.call(deleteCasePageLink, { params: { caseId, linkId: made.id } });
    expect((await get(path)).statusCode).toBe(410);
    expect((await ada.call(listCasePageLinks, { params })).items).toEqual([]);
    const again = await ada.call(createCasePageLink, { params, body: {} });
    expect(again.url).not.toBe(made.url);
    expect(await eventNames(caseId)).toContain('page_link.revoked');
  });

  test('is made for contacts of the case only', async () => {
    const caseId = await openCase('lotte@vogt.example');
    const refused = await ada.refused(createCasePageLink, {
      params: { caseId },
      body: { address: 'stranger@evil.example' },
    });
    expect(refused.fields?.[0]?.path).toBe('body.address');
  });
});
