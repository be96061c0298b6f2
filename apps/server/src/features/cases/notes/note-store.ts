import '../case-tables.ts';
import { type Selectable, sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import type { Tables } from '../../../platform/db/tables.ts';
import { newId } from '../../../platform/ids.ts';
import { searchVector } from '../../../platform/db/search-vector.ts';

const COLUMNS = [
  'id',
  'case_id',
  'author_member_id',
  'body_text',
  'body_html',
  'mentions',
  'created_at',
  'edited_at',
  'deleted_at',
] as const;

export type NoteRow = Pick<Selectable<Tables['notes']>, (typeof COLUMNS)[number]>;

export interface NewNote {
  caseId: string;
  authorMemberId: string | null;
  text: string;
  html: string | null;
  mentions: readonly string[];
  language: string | null;
  requestKey: string | undefined;
  at: Date;
}

/** Adds a note; answers its id, or null where the same request wrote it already. */
export async function insertNote(tx: Tx, note: NewNote): Promise<string | null> {
  const row = await tx.db
    .insertInto('notes')
    .values({
      account_id: tx.accountId,
      id: newId(),
      case_id: note.caseId,
      author_member_id: note.authorMemberId,
      body_text: note.text,
      body_html: note.html,
      mentions: [...note.mentions],
      search: searchVector(note.language, note.text),
      request_key: note.requestKey ?? null,
      created_at: note.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

/** The note that this request wrote into the case. */
export async function getNoteOfRequest(
  tx: Tx,
  caseId: string,
  requestKey: string | undefined,
): Promise<string> {
  const { id } = await tx.db
    .selectFrom('notes')
    .select('id')
    .where('account_id', '=', tx.accountId)
    .where('case_id', '=', caseId)
    .where('request_key', '=', requestKey ?? null)
    .executeTakeFirstOrThrow();
  return id;
}

/** A note of this case, locked; null if there is none. */
export async function findNote(tx: Tx, caseId: string, noteId: string): Promise<NoteRow | null> {
  const row = await tx.db
    .selectFrom('notes')
    .select(COLUMNS)
    .where('account_id', '=', tx.accountId)
    .where('case_id', '=', caseId)
    .where('id', '=', noteId)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

/** Notes by id, in no order. */
export async function listNotes(tx: Tx, noteIds: readonly string[]): Promise<NoteRow[]> {
  if (noteIds.length === 0) return [];
  return tx.db
    .selectFrom('notes')
    .select(COLUMNS)
    .where('account_id', '=', tx.accountId)
    .where((where) => where('id', '=', where.fn.any(where.val([...noteIds]))))
    .execute();
}

/** Changes the text of a note. */
export async function updateNoteRow(
  tx: Tx,
  noteId: string,
  note: { text: string; html: string | null; language: string | null; at: Date },
): Promise<void> {
  await tx.db
    .updateTable('notes')
    .set({
      body_text: note.text,
      body_html: note.html,
      search: searchVector(note.language, note.text),
      edited_at: note.at,
    })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', noteId)
    .execute();
}

/** Removes the words of a note; that one stood there, whose and when, stays. */
export async function clearNoteRow(tx: Tx, noteId: string, at: Date): Promise<void> {
  await tx.db
    .updateTable('notes')
    .set({ body_text: '', body_html: null, search: sql`null`, deleted_at: at })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', noteId)
    .execute();
}
