import type { createCaseNote, updateCaseNote } from '@earshot/contract/reply-contract.ts';
import type { BodyOf } from '@earshot/contract/operation.ts';
import { isVisible } from '@earshot/contract/visible-text.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { forbidden, Invalid, notFound, Refused } from '../../../platform/errors.ts';
import { emitEvent } from '../../../platform/events/emit-event.ts';
import { scheduleForgetting } from '../../../platform/storage/forget-files.ts';
import { sanitiseHtml, textFromHtml } from '../../channels/email/public.ts';
import { deleteNoteFiles } from '../../conversations/changes/public.ts';
import { actorOf, getActiveMember, type KnownMember } from '../../members/public.ts';
import { assertNotMerged, canMemberSee, getCase, type SeenCase } from '../case-access-views.ts';
import { insertParticipant, touchCase } from '../case-store.ts';
import { attachUploads } from '../replies/write-body.ts';
import { hasFiles } from './note-views.ts';
import {
  clearNoteRow,
  findNote,
  getNoteOfRequest,
  insertNote,
  type NoteRow,
  updateNoteRow,
} from './note-store.ts';

/**
 * Writes an internal note; answers its id. Whoever reads the case may write one. Who is mentioned
 * can read the case from then on, and is told.
 */
export async function writeNote(
  tx: Tx,
  actor: Actor,
  caseId: string,
  input: BodyOf<typeof createCaseNote>,
  now: Date,
): Promise<string> {
  const seen = await getCase(tx, actor, caseId);
  await assertNotMerged(tx, seen);
  const body = readBody(input, input.attachment_ids.length > 0);
  const mentions = [...new Set(input.mention_ids)];
  for (const [index, memberId] of mentions.entries()) {
    const member = await getActiveMember(tx, memberId, `body.mention_ids.${index}`);
    await letRead(tx, seen, member);
  }
  const noteId = await insertNote(tx, {
    caseId,
    authorMemberId: actor.kind === 'member' ? actor.id : null,
    ...body,
    mentions,
    language: actor.locale,
    requestKey: input.request_key,
    at: now,
  });
  if (noteId === null) return getNoteOfRequest(tx, caseId, input.request_key);
  const { attachment_ids: attachmentIds } = input;
  await attachUploads(tx, actor.id, { note_id: noteId }, { html: undefined, attachmentIds });
  await emitEvent(tx, actor, {
    name: 'note.written',
    subjectId: caseId,
    facts: { note_id: noteId, mention_ids: mentions },
  });
  return noteId;
}

/** Changes an own note. */
export async function updateNote(
  tx: Tx,
  actor: Actor,
  note: { caseId: string; noteId: string },
  input: BodyOf<typeof updateCaseNote>,
  now: Date,
): Promise<void> {
  const { id } = await getOwnNote(tx, actor, note.caseId, note.noteId);
  const body = readBody(input, await hasFiles(tx, id));
  await updateNoteRow(tx, id, { ...body, language: actor.locale, at: now });
  await emitEvent(tx, actor, {
    name: 'note.edited',
    subjectId: note.caseId,
    facts: { note_id: note.noteId },
  });
}

/** Removes the words and files of an own note; that one stood there stays visible. */
export async function deleteNote(
  tx: Tx,
  actor: Actor,
  note: { caseId: string; noteId: string },
  now: Date,
): Promise<void> {
  await getOwnNote(tx, actor, note.caseId, note.noteId);
  await clearNoteRow(tx, note.noteId, now);
  await scheduleForgetting(tx, await deleteNoteFiles(tx, note.noteId), now);
  await emitEvent(tx, actor, {
    name: 'note.deleted',
    subjectId: note.caseId,
    facts: { note_id: note.noteId },
  });
}

/** Text and safe HTML of what was written, one made from the other; files need no words. */
function readBody(
  input: { text?: string | undefined; html?: string | undefined },
  withFiles: boolean,
) {
  const html = input.html === undefined ? null : sanitiseHtml(input.html).html;
  const text = input.text ?? (html === null ? '' : textFromHtml(html));
  if (!isVisible(text) && !withFiles && !/<img\b/.test(html ?? '')) {
    throw new Invalid([
      { path: 'body.text', message: 'Write something: text and html are empty.' },
    ]);
  }
  return { text, html };
}

/** A mentioned member who could not read the case takes part in it from now on. */
async function letRead(tx: Tx, seen: SeenCase, member: KnownMember): Promise<void> {
  if (canMemberSee(actorOf(tx, member), seen)) return;
  if (await insertParticipant(tx, seen.id, member.id, '')) await touchCase(tx, seen.id, {});
}

async function getOwnNote(tx: Tx, actor: Actor, caseId: string, noteId: string): Promise<NoteRow> {
  await getCase(tx, actor, caseId);
  const note = await findNote(tx, caseId, noteId);
  if (!note) throw notFound('note');
  const own = actor.kind === 'member' ? actor.id : null;
  if (note.author_member_id !== own) {
    throw forbidden(
      'Only who wrote a note changes or removes it. Write a note of your own instead.',
    );
  }
  if (note.deleted_at !== null) {
    throw new Refused('note_deleted', 'The note was removed already; write a new one.');
  }
  return note;
}
