import { createContact, getContact } from '@earshot/contract/contact-contract.ts';
import { createPasswordChange, createSession } from '@earshot/contract/session-contract.ts';
import { createTeam } from '@earshot/contract/member-contract.ts';
import { getPromiseFigures } from '@earshot/contract/promise-contract.ts';
import { startTestApp } from '@earshot/testkit/http/start-test-app.ts';
import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, test } from 'vitest';

const app = await startTestApp();
afterAll(() => app.stop());
const admin = await app.signUp();
const german = { 'accept-language': 'de-DE,de;q=0.9,en;q=0.5' };

describe('a refusal is explained in the language of whoever asked', () => {
  test('by its code, with the facts as they are', async () => {
    const params = { contactId: randomUUID() };
    const answer = await admin.send(getContact, { params, headers: german });
    expect(answer.headers).toMatchObject({ 'content-language': 'de', vary: 'accept-language' });
    expect(answer.body).toMatchObject({ status: 404, code: 'not_found', title: 'Nicht gefunden' });
    expect((answer.body as { detail: string }).detail).toMatch(/^Das gibt es nicht, oder/);
    const plain = await admin.send(getContact, { params });
    expect(plain.headers['content-language']).toBe('en');
    expect(plain.body).toMatchObject({ title: 'Not found' });
  });

  test('also before anybody is signed in', async () => {
    const body = { email: 'nobody@falk.example', password: 'wrong but long enough' };
    const answer = await app.nobody.send(createSession, { body, headers: german });
    expect((answer.body as { detail: string }).detail).toMatch(/Passwort ist falsch/);
  });

  test('beside each field that is wrong', async () => {
    const body = { name: 4711, nonsense: true };
    const answer = await admin.send(createContact, { body, headers: german });
    const { fields, detail } = answer.body as {
      fields: { path: string; message: string }[];
      detail: string;
    };
    expect(detail).toMatch(/Es wurde nichts geändert/);
    expect(Object.fromEntries(fields.map(({ path, message }) => [path, message]))).toEqual({
      'body.name': 'Hierher gehört ein Text.',
      'body.nonsense': 'Dieses Feld gibt es nicht.',
    });
  });

  test('also where a rule says what is wrong with a field', async () => {
    const body = { present_password: 'not the present one', new_password: 'kettle boils at dawn' };
    const answer = await admin.send(createPasswordChange, { body, headers: german });
    const { fields } = answer.body as { fields: { message: string }[] };
    expect(fields.map(({ message }) => message)).toEqual(['Das ist nicht Ihr jetziges Passwort.']);
  });

  test('and names the values that the English sentence names', async () => {
    const body = { name: 'Repairs', member_ids: [randomUUID()] };
    const answer = await admin.send(createTeam, { body, headers: german });
    const { fields } = answer.body as { fields: { message: string }[] };
    expect(fields.map(({ message }) => message)).toEqual(['Dieses Mitglied gibt es nicht.']);
    const query = { from: '2026-05-01', to: '2026-04-01' };
    const figures = await admin.send(getPromiseFigures, { query, headers: german });
    expect((figures.body as { fields: unknown[] }).fields).toEqual([
      {
        path: 'query.to',
        message: expect.stringMatching(
          /^Wählen Sie einen letzten Tag.* innerhalb von \d+ Tagen\.$/,
        ),
      },
    ]);
  });

  test('where there is nothing at all', async () => {
    const answer = await admin.request({ method: 'GET', path: '/api/v1/none', headers: german });
    expect(answer.body).toMatchObject({ title: 'Nicht gefunden' });
  });
});
