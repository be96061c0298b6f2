import './canned-text-tables.ts';
import type { Selectable } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import { json, type StoredActor, type Tables } from '../../platform/db/tables.ts';
import { newId } from '../../platform/ids.ts';

export type CannedTextRow = Selectable<Tables['canned_texts']>;

/** Canned texts that were not removed, by shortcut. */
export async function listCannedTextRows(tx: Tx): Promise<CannedTextRow[]> {
  return tx.db
    .selectFrom('canned_texts')
    .selectAll()
    .where('account_id', '=', tx.accountId)
    .where('deleted_at', 'is', null)
    .orderBy('shortcut')
    .orderBy('id')
    .execute();
}

/** A canned text, removed or not, locked; null if there is none. */
export async function findCannedText(tx: Tx, id: string): Promise<CannedTextRow | null> {
  const row = await tx.db
    .selectFrom('canned_texts')
    .selectAll()
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

export interface CannedWords {
  shortcut: string;
  name: string;
  teamId: string | null;
  texts: { de: string; en: string };
  by: StoredActor;
  at: Date;
}

/** Writes a canned text, new (`id` null) or in the place of what it said; answers its id. */
export async function saveCannedText(
  tx: Tx,
  id: string | null,
  words: CannedWords,
): Promise<string> {
  const row = {
    shortcut: words.shortcut,
    name: words.name,
    team_id: words.teamId,
    texts: json(words.texts),
    changed_by: json(words.by),
    changed_at: words.at,
  };
  const kept = id ?? newId();
  await tx.db
    .insertInto('canned_texts')
    .values({ account_id: tx.accountId, id: kept, ...row })
    .onConflict((conflict) => conflict.columns(['account_id', 'id']).doUpdateSet(row))
    .execute();
  return kept;
}

/** Removes a canned text (a time) or brings it back (null). */
export async function setCannedTextDeleted(tx: Tx, id: string, at: Date | null): Promise<void> {
  await tx.db
    .updateTable('canned_texts')
    .set({ deleted_at: at })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .execute();
}
