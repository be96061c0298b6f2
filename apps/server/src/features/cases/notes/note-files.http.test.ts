import { DAY_MS } from '@earshot/contract/durations.ts';
import * as contract from '@earshot/contract/case-contract.ts';
import { createUpload, getAttachment } from '@earshot/contract/message-contract.ts';
import * as replies from '@earshot/contract/reply-contract.ts';
import { describe, expect, test } from 'vitest';
import type { TestKey, TestMember } from '@earshot/testkit/http/start-test-app.ts';
import { openTestDesk } from '@earshot/testkit/world/open-test-desk.ts';
import { sweepUploads } from '../../conversations/sweep-uploads.ts';

const { app, desk, newCase } = await openTestDesk();

const measured = Buffer.from('Heizspirale: 214 °C nach 90 s');

function upload(who: TestMember | TestKey, bytes = measured) {
  const query = { file_name: 'messung.txt', mime_type: 'text/plain' };
  return who.call(createUpload, { query, body: bytes });
}

async function writeWithFile(params: { caseId: string }, text: string | undefined = 'Messung') {
  const { id } = await upload(desk.ito);
  const body = { text, attachment_ids: [id] };
  return desk.ito.call(replies.createCaseNote, { params, body });
}

function fetchFile(who: { send: TestMember['send'] }, attachmentId: string) {
  return who.send(getAttachment, { params: { attachmentId } });
}

describe('a file of a note', () => {
  test('stands in the timeline and comes to whoever reads the case', async () => {
    const { params } = await newCase();
    const note = await writeWithFile(params);
    expect(note.attachments).toMatchObject([
      { file_name: 'messung.txt', size_bytes: measured.length, disposition: 'attachment' },
    ]);
    const { items } = await desk.brandt.call(contract.listCaseTimeline, { params });
    expect(items.find((item) => item.kind === 'note')).toMatchObject({
      note: { attachments: [{ id: note.attachments[0]!.id }] },
    });
    for (const reader of [desk.ito, desk.brandt, desk.key]) {
      const answer = await fetchFile(reader, note.attachments[0]!.id);
      expect([answer.status, answer.raw]).toEqual([200, measured]);
    }
  });

  test('does not exist for who may not read the case, nor for another account', async () => {
    const note = await writeWithFile((await newCase()).params);
    const { id } = note.attachments[0]!;
    for (const reader of [desk.okoye, desk.stranger]) {
      expect((await fetchFile(reader, id)).status).toBe(404);
    }
    expect((await fetchFile(app.nobody, id)).status).toBe(401);
    const { params: restricted } = await newCase({ teamId: desk.complaintsTeamId });
    const own = await upload(desk.brandt);
    const body = { text: 'Nur für uns', attachment_ids: [own.id] };
    await desk.brandt.call(replies.createCaseNote, { params: restricted, body });
    expect((await fetchFile(desk.ito, own.id)).status).toBe(404);
  });

  test('opens to a colleague who is drawn in by the note', async () => {
    const { params } = await newCase();
    const { id } = await upload(desk.ito);
    const body = { text: '@Ada', mention_ids: [desk.okoye.memberId], attachment_ids: [id] };
    await desk.ito.call(replies.createCaseNote, { params, body });
    expect((await fetchFile(desk.okoye, id)).status).toBe(200);
  });

  test('needs no words beside it', async () => {
    const { params } = await newCase();
    const { id } = await upload(desk.ito);
    const note = await desk.ito.call(replies.createCaseNote, {
      params,
      body: { attachment_ids: [id] },
    });
    expect(note).toMatchObject({ text: '', attachments: [{ id }] });
  });

  test('is an own unused upload: nobody else’s, none of another note or message', async () => {
    const { params } = await newCase();
    const used = await writeWithFile(params);
    const foreign = await upload(desk.brandt);
    const gone = '0198f2a0-0000-7000-8000-0000000000ff';
    for (const id of [used.attachments[0]!.id, foreign.id, gone]) {
      const body = { text: 'x', attachment_ids: [id] };
      const problem = await desk.ito.refused(replies.createCaseNote, { params, body });
      expect(problem).toMatchObject({
        status: 400,
        fields: [{ path: `body.attachment_ids.${id}` }],
      });
    }
    const body = { text: 'x', attachment_ids: [used.attachments[0]!.id] };
    const problem = await desk.ito.refused(replies.createCaseReply, { params, body });
    expect(problem.status).toBe(400);
  });

  test('counts with the others of its note: 25 MiB together', async () => {
    const { params } = await newCase();
    const half = Buffer.alloc(13 * 1024 * 1024, 1);
    const ids = [(await upload(desk.ito, half)).id, (await upload(desk.ito, half)).id];
    const body = { text: 'x', attachment_ids: ids };
    const problem = await desk.ito.refused(replies.createCaseNote, { params, body });
    expect(problem).toMatchObject({ status: 400, fields: [{ path: 'body.attachment_ids' }] });
  });

  test('goes with its note, and stays when only the words change', async () => {
    const { params } = await newCase();
    const note = await writeWithFile(params);
    const place = { params: { ...params, noteId: note.id } };
    const edited = await desk.ito.call(replies.updateCaseNote, { ...place, body: { text: '' } });
    expect(edited.attachments).toHaveLength(1);
    await desk.ito.call(replies.deleteCaseNote, place);
    expect((await fetchFile(desk.ito, note.attachments[0]!.id)).status).toBe(404);
    const jobs = await app.db.withSystem((tx) =>
      tx.db.selectFrom('jobs').select('payload').where('name', '=', 'files.forget').execute(),
    );
    const [sha256] = note.attachments.map((file) => file.sha256);
    expect(JSON.stringify(jobs)).toContain(sha256);
  });

  test('is no forgotten upload, and a draft holds it until then', async () => {
    const note = await writeWithFile((await newCase()).params);
    const params = { ...(await newCase()).params, kind: 'note' as const };
    const drafted = await upload(desk.ito);
    const body = { html: '<p>Messung</p>', attachment_ids: [drafted.id] };
    await desk.ito.call(replies.updateDraft, { params, body });
    const { items } = await desk.ito.call(replies.listDrafts, { params });
    expect(items).toMatchObject([{ kind: 'note', attachments: [{ id: drafted.id }] }]);
    const later = new Date(Date.now() + 8 * DAY_MS);
    await sweepUploads(app.db, later, async () => new Set([drafted.id]));
    expect((await fetchFile(desk.brandt, note.attachments[0]!.id)).status).toBe(200);
    expect((await fetchFile(desk.ito, drafted.id)).status).toBe(200);
  });

  test('is never sent: a forward of the case with its files leaves it here', async () => {
    const { params } = await newCase();
    const note = await writeWithFile(params);
    const forward = await desk.ito.call(replies.createCaseForward, {
      params,
      body: { to: ['lab@works.example'], text: 'Please look.', with_attachments: true },
    });
    expect(forward.attachments).toEqual([]);
    const reply = await desk.ito.send(replies.createCaseReply, {
      params,
      body: { text: 'Wir messen.', attachment_ids: [note.attachments[0]!.id] },
    });
    expect(reply.status).toBe(400);
  });
});
