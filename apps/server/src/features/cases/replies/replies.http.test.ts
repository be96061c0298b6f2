import { createCaseStatusChange } from '@earshot/contract/case-change-contract.ts';
import { getCase, listCaseMessages, listCaseTimeline } from '@earshot/contract/case-contract.ts';
import {
  createDeliveryRetry,
  createSendCancellation,
  createUpload,
} from '@earshot/contract/message-contract.ts';
import {
  createCaseForward,
  createCaseReply,
  listDrafts,
} from '@earshot/contract/reply-contract.ts';
import { openTestDesk } from '@earshot/testkit/world/open-test-desk.ts';
import { falk } from '@earshot/testkit/world/named-world.ts';
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';

const { app, desk, newCase } = await openTestDesk();

describe('an answer', () => {
  test('goes to who wrote, with the team’s signature, and is the writer’s from then on', async () => {
    const { caseId } = await newCase();
    const sent = await desk.ito.call(createCaseReply, {
      params: { caseId },
      body: { text: 'Bitte schicken Sie ihn uns.' },
    });
    expect(sent).toMatchObject({
      direction: 'out',
      delivery_state: 'waiting',
      author: { kind: 'member', member: { id: desk.ito.memberId } },
      joined_because: { code: 'written_here' },
    });
    expect(sent.text).toContain(`Falk, ${desk.ito.name}`);
    expect(sent.to).toHaveLength(1);
    const shown = await desk.ito.call(getCase, { params: { caseId } });
    expect(shown.assignee?.id).toBe(desk.ito.memberId);
    expect(shown.first_answered_at).not.toBeNull();
  });

  test('keeps what the composer made, without what could run', async () => {
    const { caseId } = await newCase();
    const html = '<p>Guten <b>Tag</b></p><script>alert(1)</script><img src=x onerror=alert(1)>';
    const body = { html, signature: false };
    const sent = await desk.ito.call(createCaseReply, { params: { caseId }, body });
    expect(sent.html).toContain('<b>Tag</b>');
    expect(sent.html).not.toMatch(/script|onerror/);
    expect(sent.text).toContain('Guten Tag');
  });

  test('[L11] sent again because nobody heard that it was taken, is the same answer', async () => {
    const { caseId } = await newCase();
    const query = { file_name: 'Bild.txt', mime_type: 'text/plain' };
    const { id } = await desk.ito.call(createUpload, { query, body: Buffer.from('Inhalt') });
    const body = { text: 'Einmal.', attachment_ids: [id], request_key: randomUUID() };
    const send = () => desk.ito.call(createCaseReply, { params: { caseId }, body });
    const sent = await send();
    expect((await Promise.all([send(), send()])).map((one) => one.id)).toEqual([sent.id, sent.id]);
    const other = { ...body, attachment_ids: [], request_key: randomUUID() };
    const more = await desk.ito.call(createCaseReply, { params: { caseId }, body: other });
    expect(more.id).not.toBe(sent.id);
    const to = ['werk@aydin.example'];
    const forward = { to, text: 'Bitte prüfen.', request_key: randomUUID() };
    const ask = () => desk.ito.call(createCaseForward, { params: { caseId }, body: forward });
    expect((await ask()).id).toBe((await ask()).id);
  });

  test('carries uploads of the writer, and nobody else’s', async () => {
    const { caseId } = await newCase();
    const query = { file_name: 'Bild.txt', mime_type: 'text/plain' };
    const upload = (who: typeof desk.ito) =>
      who.call(createUpload, { query, body: Buffer.from('Inhalt') });
    const mine = await upload(desk.ito);
    const theirs = await upload(desk.brandt);
    const body = { text: 'Anbei.', attachment_ids: [mine.id] };
    const sent = await desk.ito.call(createCaseReply, { params: { caseId }, body });
    expect(sent.attachments).toMatchObject([{ file_name: 'Bild.txt', size_bytes: 6 }]);
    const stolen = { text: 'Anbei.', attachment_ids: [theirs.id] };
    expect(
      await desk.ito.refused(createCaseReply, { params: { caseId }, body: stolen }),
    ).toMatchObject({ status: 400, code: 'invalid' });
  });

  test('without words, with a past time or with a line break in an address is refused', async () => {
    const { caseId } = await newCase();
    const wrong = [
      {},
      { text: '   ' },
      { text: 'x', send_at: '2020-01-01T00:00:00Z' },
      { text: 'x', send_at: '2099-01-01T00:00:00Z' },
      { text: 'x', to: ['a@b.example\r\nBcc: c@d.example'] },
      { text: 'x', to: ['a,b@c.example'] },
      { text: 'x', cc: ['(a)b@c.example'] },
      { text: 'x', bcc: ['a@b.example;'] },
      { text: 'x', to: [] },
      { text: 'x', quick_replies: ['Yes'] },
      { text: 'x', status: 'waiting' as const },
      { text: 'x', attachment_ids: ['0198f2a0-0000-7000-8000-0000000000ff'] },
    ];
    for (const body of wrong) {
      const problem = await desk.ito.refused(createCaseReply, { params: { caseId }, body });
      expect(problem.status, JSON.stringify(body)).toBe(400);
    }
    const { items } = await desk.ito.call(listCaseMessages, { params: { caseId } });
    expect(items).toHaveLength(1);
  });

  test('to ourselves is refused: it would keep a promise that nobody outside heard of', async () => {
    const { caseId } = await newCase();
    const body = { text: 'Der Deckel kommt am Dienstag.', to: [falk.supportAddress.toUpperCase()] };
    for (const operation of [createCaseReply, createCaseForward]) {
      const problem = await desk.ito.refused(operation, { params: { caseId }, body });
      expect(problem).toMatchObject({ status: 400, fields: [{ path: 'body.to' }] });
    }
    const { promises } = await desk.ito.call(getCase, { params: { caseId } });
    expect(promises.map(({ state }) => state)).not.toContain('kept');
  });

  test('a subject with a line break cannot make headers', async () => {
    const { caseId } = await newCase();
    const body = { text: 'x', subject: 'Hallo\r\nBcc: alle@falk.example' };
    const answer = await desk.ito.send(createCaseReply, { params: { caseId }, body });
    expect([201, 400]).toContain(answer.status);
    const { items } = await desk.ito.call(listCaseMessages, { params: { caseId } });
    for (const message of items) expect(message.subject).not.toMatch(/[\r\n]/);
  });

  test('is for those who work the desk: not for a colleague, a stranger or a key without the scope', async () => {
    const { caseId } = await newCase();
    const call = { params: { caseId }, body: { text: 'x' } };
    expect((await desk.okoye.send(createCaseReply, call)).status).toBe(403);
    expect((await desk.stranger.send(createCaseReply, call)).status).toBe(404);
    expect((await desk.nobody.send(createCaseReply, call)).status).toBe(401);
    const reader = await app.key(desk.admin, ['cases:read']);
    expect((await reader.send(createCaseReply, call)).status).toBe(403);
  });

  test('by a program is marked as sent by the system', async () => {
    const { caseId } = await newCase();
    const body = { text: 'Automatisch.', undo_seconds: 0 };
    const sent = await desk.key.call(createCaseReply, { params: { caseId }, body });
    expect(sent.author.kind).toBe('system');
  });

  test('[L14] asks first where a colleague wrote since, and says who', async () => {
    const { caseId } = await newCase();
    const { last_position: position } = await desk.ito.call(getCase, { params: { caseId } });
    await desk.brandt.call(createCaseReply, {
      params: { caseId },
      body: { text: 'Ich war schneller.' },
    });
    const body = { text: 'Meine Antwort.', seen_position: position };
    const problem = await desk.ito.refused(createCaseReply, { params: { caseId }, body });
    expect(problem).toMatchObject({ status: 409, code: 'case_moved_on' });
    expect(problem.detail).toContain(desk.brandt.name);
    await desk.ito.call(createCaseReply, {
      params: { caseId },
      body: { ...body, send_anyway: true },
    });
  });
});

describe('taking back', () => {
  test('returns text and files to the draft and the case to where it was', async () => {
    const { caseId } = await newCase();
    const query = { file_name: 'Bild.txt', mime_type: 'text/plain' };
    const file = await desk.ito.call(createUpload, { query, body: Buffer.from('Inhalt') });
    const sent = await desk.ito.call(createCaseReply, {
      params: { caseId },
      body: { html: '<p>Zu früh</p>', attachment_ids: [file.id], status: 'resolved' },
    });
    const back = await desk.ito.call(createSendCancellation, { params: { messageId: sent.id } });
    expect(back.delivery_state).toBe('cancelled');
    const shown = await desk.ito.call(getCase, { params: { caseId } });
    expect(shown).toMatchObject({ status: 'open', first_answered_at: null, assignee: null });
    const { items } = await desk.ito.call(listDrafts, { params: { caseId } });
    expect(items).toMatchObject([{ kind: 'reply', attachments: [{ file_name: 'Bild.txt' }] }]);
    expect(items[0]?.html).toContain('Zu früh');
  });

  test('twice is refused, and so is it for a stranger', async () => {
    const { caseId } = await newCase();
    const sent = await desk.ito.call(createCaseReply, { params: { caseId }, body: { text: 'x' } });
    const call = { params: { messageId: sent.id } };
    expect((await desk.stranger.send(createSendCancellation, call)).status).toBe(404);
    await desk.ito.call(createSendCancellation, call);
    expect(await desk.ito.refused(createSendCancellation, call)).toMatchObject({
      code: 'already_sent',
    });
  });
});

describe('sending again', () => {
  test('is refused where nothing failed, and for whoever may not see the case', async () => {
    const { caseId } = await newCase();
    const sent = await desk.ito.call(createCaseReply, { params: { caseId }, body: { text: 'x' } });
    const call = { params: { messageId: sent.id } };
    expect(await desk.ito.refused(createDeliveryRetry, call)).toMatchObject({
      status: 409,
      code: 'nothing_to_retry',
    });
    expect((await desk.stranger.send(createDeliveryRetry, call)).status).toBe(404);
    expect((await desk.okoye.send(createDeliveryRetry, call)).status).toBe(403);
  });

  test('makes a failed delivery due again', async () => {
    const { caseId } = await newCase();
    const sent = await desk.ito.call(createCaseReply, { params: { caseId }, body: { text: 'x' } });
    await app.db.withAccount(desk.accountId, (tx) =>
      tx.db
        .updateTable('deliveries')
        .set({ state: 'failed' })
        .where('message_id', '=', sent.id)
        .execute(),
    );
    const again = await desk.ito.call(createDeliveryRetry, { params: { messageId: sent.id } });
    expect(again.deliveries).toMatchObject([{ state: 'waiting' }]);
  });
});

describe('[L17] asking a third party', () => {
  test('is a conversation of its own: the contact is no recipient, the third party no contact', async () => {
    const { caseId, messageId } = await newCase();
    const sent = await desk.ito.call(createCaseForward, {
      params: { caseId },
      body: {
        to: ['teile@lieferant.example'],
        text: 'Gibt es den Schalter?',
        message_ids: [messageId],
      },
    });
    expect(sent.kind).toBe('side');
    expect(sent.to.map((one) => one.address)).toEqual(['teile@lieferant.example']);
    expect(sent.text).toContain('er kocht und kocht');
    const shown = await desk.ito.call(getCase, { params: { caseId } });
    const everybody = [...(shown.reply_to?.to ?? []), ...(shown.reply_to?.cc ?? [])];
    expect(everybody.join()).not.toContain('lieferant');
    const { items } = await desk.ito.call(listCaseTimeline, { params: { caseId } });
    expect(items.some((item) => item.kind === 'message' && item.message.kind === 'side')).toBe(
      true,
    );
  });

  test('quotes only messages of this case', async () => {
    const one = await newCase();
    const other = await newCase();
    const body = { to: ['teile@lieferant.example'], text: 'x', message_ids: [other.messageId] };
    const problem = await desk.ito.refused(createCaseForward, {
      params: { caseId: one.caseId },
      body,
    });
    expect(problem.status).toBe(400);
    expect(
      (await desk.nobody.send(createCaseForward, { params: { caseId: one.caseId }, body })).status,
    ).toBe(401);
    expect(
      (await desk.stranger.send(createCaseForward, { params: { caseId: one.caseId }, body }))
        .status,
    ).toBe(404);
  });
});

test('[L18] re-opened and answered again, the first answer keeps its time', async () => {
  const { caseId } = await newCase();
  await desk.ito.call(createCaseReply, {
    params: { caseId },
    body: { text: 'Erste.', status: 'resolved' },
  });
  const first = await desk.ito.call(getCase, { params: { caseId } });
  await desk.ito.call(createCaseStatusChange, { params: { caseId }, body: { status: 'open' } });
  await desk.ito.call(createCaseReply, { params: { caseId }, body: { text: 'Zweite.' } });
  const second = await desk.ito.call(getCase, { params: { caseId } });
  expect(second.first_answered_at).toBe(first.first_answered_at);
});
