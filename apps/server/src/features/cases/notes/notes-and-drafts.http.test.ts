import * as changes from '@earshot/contract/case-change-contract.ts';
import * as contract from '@earshot/contract/case-contract.ts';
import { createUpload } from '@earshot/contract/message-contract.ts';
import * as replies from '@earshot/contract/reply-contract.ts';
import { deleteCaseTransfer } from '@earshot/contract/travel-contract.ts';
import { describe, expect, test } from 'vitest';
import { openTestDesk } from '@earshot/testkit/world/open-test-desk.ts';

const { app, desk, newCase } = await openTestDesk();

const someId = '0198f2a0-0000-7000-8000-0000000000ff';

const write = (params: { caseId: string }, body: { text?: string; html?: string }) =>
  desk.ito.call(replies.createCaseNote, { params, body });

describe('a note', () => {
  test('stands in the timeline with its author, and its HTML is made safe', async () => {
    const { params } = await newCase();
    const html = '<p>Bitte <b>prüfen</b><script>alert(1)</script></p><img src=x onerror=alert(1)>';
    const note = await write(params, { html });
    expect(note.author).toEqual({ id: desk.ito.memberId, name: desk.ito.name });
    expect(note.html).toContain('<b>prüfen</b>');
    expect(note.html).not.toMatch(/script|onerror/);
    expect(note.text).toContain('Bitte prüfen');
    const { items } = await desk.brandt.call(contract.listCaseTimeline, { params });
    expect(items.find((item) => item.kind === 'note')).toMatchObject({ note: { id: note.id } });
  });

  test('[L11] written again because nobody heard that it was taken, is the same note', async () => {
    const { params } = await newCase();
    const body = { text: 'Einmal.', request_key: someId };
    const save = () => desk.ito.call(replies.createCaseNote, { params, body });
    const notes = await Promise.all([save(), save(), save()]);
    expect(new Set(notes.map((note) => note.id)).size).toBe(1);
  });

  test('without a word is refused', async () => {
    const { params } = await newCase();
    for (const body of [{}, { text: '  ' }, { html: '<p></p>' }]) {
      const problem = await desk.ito.refused(replies.createCaseNote, { params, body });
      expect(problem).toMatchObject({ status: 400, fields: [{ path: 'body.text' }] });
    }
  });

  test('lets the colleague read whom it mentions, and nobody else', async () => {
    const { params } = await newCase();
    expect((await desk.okoye.send(contract.getCase, { params })).status).toBe(404);
    const body = { text: '@Ada, kennst du das?', mention_ids: [desk.okoye.memberId] };
    const note = await desk.ito.call(replies.createCaseNote, { params, body });
    expect(note.mentions).toEqual([{ id: desk.okoye.memberId, name: desk.okoye.name }]);
    const shown = await desk.okoye.call(contract.getCase, { params });
    expect(shown.participants.map((one) => one.member.name)).toEqual([desk.okoye.name]);
  });

  test('does not draw in who reads the case anyway', async () => {
    const { params } = await newCase();
    const body = { text: '@Mia', mention_ids: [desk.brandt.memberId] };
    await desk.ito.call(replies.createCaseNote, { params, body });
    expect((await desk.ito.call(contract.getCase, { params })).participants).toEqual([]);
  });

  test('lets an agent into a restricted case only by mentioning them', async () => {
    const { params } = await newCase({ teamId: desk.complaintsTeamId });
    const body = { text: '@Kenji', mention_ids: [desk.ito.memberId] };
    expect((await desk.ito.send(contract.getCase, { params })).status).toBe(404);
    await desk.brandt.call(replies.createCaseNote, { params, body });
    expect((await desk.ito.send(contract.getCase, { params })).status).toBe(200);
  });

  test('mentions nobody who is not there', async () => {
    const { params } = await newCase();
    for (const id of [someId, desk.stranger.memberId]) {
      const problem = await desk.ito.refused(replies.createCaseNote, {
        params,
        body: { text: 'x', mention_ids: [id] },
      });
      expect(problem).toMatchObject({ status: 400, fields: [{ path: 'body.mention_ids.0' }] });
    }
  });

  test('is changed and removed by its author only; that one stood there stays', async () => {
    const { params } = await newCase();
    const { id: noteId } = await write(params, { text: 'falsch' });
    const place = { params: { ...params, noteId } };
    const body = { text: 'richtig' };
    expect((await desk.brandt.send(replies.updateCaseNote, { ...place, body })).status).toBe(403);
    expect((await desk.admin.send(replies.deleteCaseNote, place)).status).toBe(403);
    const edited = await desk.ito.call(replies.updateCaseNote, { ...place, body });
    expect(edited).toMatchObject({ text: 'richtig', edited_at: app.clock.now().toISOString() });
    await desk.ito.call(replies.deleteCaseNote, place);
    const { items } = await desk.ito.call(contract.listCaseTimeline, { params });
    expect(items.find((item) => item.kind === 'note')).toMatchObject({
      note: { text: '', html: null, deleted_at: app.clock.now().toISOString() },
    });
    const gone = await desk.ito.refused(replies.updateCaseNote, { ...place, body });
    expect(gone.code).toBe('note_deleted');
  });

  test('of another case is not found under this one', async () => {
    const { params } = await newCase();
    const { params: other } = await newCase();
    const { id: noteId } = await write(params, { text: 'x' });
    const place = { params: { ...other, noteId } };
    expect((await desk.ito.send(replies.deleteCaseNote, place)).status).toBe(404);
  });

  test('that a program wrote has no author, and is the program’s to change', async () => {
    const { params } = await newCase();
    const note = await desk.key.call(replies.createCaseNote, {
      params,
      body: { text: 'aus dem CRM' },
    });
    expect(note.author).toBeNull();
    const place = { params: { ...params, noteId: note.id } };
    expect((await desk.ito.send(replies.deleteCaseNote, place)).status).toBe(403);
    await desk.key.call(replies.deleteCaseNote, place);
  });

  test('is found by its words, until it is removed', async () => {
    const { params } = await newCase();
    const { id: noteId } = await write(params, { text: 'Heizspirale vom Lieferanten' });
    const search = async () =>
      (await desk.ito.call(contract.listCases, { query: { q: 'Heizspiralen' } })).items;
    expect((await search()).map((item) => item.id)).toEqual([params.caseId]);
    await desk.ito.call(replies.deleteCaseNote, { params: { ...params, noteId } });
    expect(await search()).toEqual([]);
  });
});

describe('a draft', () => {
  const save = (params: { caseId: string; kind: 'reply' | 'note' | 'forward' }, html: string) =>
    desk.ito.call(replies.updateDraft, { params, body: { html } });

  test('is the member’s own: nobody else sees or removes it', async () => {
    const params = { ...(await newCase()).params, kind: 'reply' as const };
    await save(params, '<p>Lieber Herr Aydin</p>');
    const { items } = await desk.brandt.call(replies.listDrafts, { params });
    expect(items).toEqual([]);
    await desk.brandt.call(replies.deleteDraft, { params });
    expect((await desk.ito.call(replies.listDrafts, { params })).items).toHaveLength(1);
    const byKey = await desk.key.send(replies.listDrafts, { params });
    expect(byKey.status).toBe(403);
  });

  test('[L15] survives a new owner, a merge, a change of status and the loss of access', async () => {
    const [one, other] = [(await newCase()).params, (await newCase()).params];
    const params = { ...one, kind: 'reply' as const };
    await save(params, '<p>Ich schreibe noch</p>');
    await desk.brandt.call(changes.createCaseAssignment, {
      params,
      body: { member_id: desk.brandt.memberId },
    });
    await desk.brandt.call(changes.createCaseMerge, {
      params,
      body: { into_case_id: other.caseId },
    });
    const kept = await desk.ito.call(replies.listDrafts, { params });
    expect(kept.items).toMatchObject([{ html: '<p>Ich schreibe noch</p>', version: 1 }]);
    const saved = await save(params, '<p>Ich schreibe weiter</p>');
    expect(saved.version).toBe(2);
    const restricted = { ...(await newCase()).params, kind: 'note' as const };
    await save(restricted, '<p>Notiz</p>');
    const { transfer } = await desk.brandt.call(changes.createCaseTransfer, {
      params: restricted,
      body: { to_team_id: desk.complaintsTeamId },
    });
    expect((await desk.ito.send(replies.listDrafts, { params: restricted })).status).toBe(404);
    await desk.brandt.call(deleteCaseTransfer, {
      params: { caseId: restricted.caseId, transferId: transfer.id },
    });
    expect((await desk.ito.call(replies.listDrafts, { params: restricted })).items).toHaveLength(1);
  });

  test('keeps recipients, subject and files, each kind for itself', async () => {
    const params = { ...(await newCase()).params, kind: 'reply' as const };
    const upload = await desk.ito.call(createUpload, {
      query: { file_name: 'rechnung.pdf', mime_type: 'application/pdf' },
      body: Buffer.from('%PDF-1.4 rechnung'),
    });
    const body = {
      html: '<p>Anbei</p>',
      to: ['lena.vogt@mail.example'],
      cc: ['kanzlei@recht.example'],
      subject: 'Re: Kocher',
      attachment_ids: [upload.id],
    };
    const draft = await desk.ito.call(replies.updateDraft, { params, body });
    expect(draft).toMatchObject({
      to: body.to,
      cc: body.cc,
      bcc: [],
      subject: body.subject,
      attachments: [{ id: upload.id, file_name: 'rechnung.pdf' }],
    });
    await save({ ...params, kind: 'forward' }, '<p>Zur Kenntnis</p>');
    const { items } = await desk.ito.call(replies.listDrafts, { params });
    expect(items.map((item) => item.kind).toSorted()).toEqual(['forward', 'reply']);
    await desk.ito.call(replies.deleteDraft, { params });
    expect((await desk.ito.call(replies.listDrafts, { params })).items).toHaveLength(1);
    await desk.ito.call(replies.deleteDraft, { params });
  });

  test('carries nobody else’s files', async () => {
    const params = { ...(await newCase()).params, kind: 'reply' as const };
    const upload = await desk.brandt.call(createUpload, {
      query: { file_name: 'geheim.txt', mime_type: 'text/plain' },
      body: Buffer.from('geheim'),
    });
    const problem = await desk.ito.refused(replies.updateDraft, {
      params,
      body: { html: '', attachment_ids: [upload.id] },
    });
    expect(problem).toMatchObject({ status: 400, fields: [{ path: 'body.attachment_ids.0' }] });
  });

  test('saved twice at once is saved once, the newest wins', async () => {
    const params = { ...(await newCase()).params, kind: 'reply' as const };
    await Promise.all(Array.from({ length: 8 }, (_, index) => save(params, `<p>${index}</p>`)));
    const { items } = await desk.ito.call(replies.listDrafts, { params });
    expect(items).toMatchObject([{ version: 8 }]);
  });

  test('of an unknown kind is refused', async () => {
    const { caseId } = await newCase();
    const answer = await desk.ito.send(replies.updateDraft, {
      params: { caseId, kind: 'sms' },
      body: { html: '' },
    });
    expect(answer.status).toBe(400);
  });
});
