import * as contract from '@earshot/contract/reply-contract.ts';
import type { Clock } from '../../../platform/clock.ts';
import { route, type Route } from '../../../platform/http/route.ts';
import { canReadCases } from '../case-policy.ts';
import { presentNotes } from './note-views.ts';
import { deleteDraft, listDrafts, saveDraft } from './save-draft.ts';
import { deleteNote, updateNote, writeNote } from './write-note.ts';

/** Notes and drafts of a case: open to whoever reads the case. */
export function noteRoutes({ clock }: { clock: Clock }): Route[] {
  return [
    route(contract.createCaseNote, canReadCases, ({ actor, db, params, body }) =>
      db.withAccount(actor.accountId, async (tx) => {
        const noteId = await writeNote(tx, actor, params.caseId, body, clock.now());
        const [note] = await presentNotes(tx, [noteId]);
        return note!;
      }),
    ),
    route(contract.updateCaseNote, canReadCases, ({ actor, db, params, body }) =>
      db.withAccount(actor.accountId, async (tx) => {
        await updateNote(tx, actor, params, body, clock.now());
        const [note] = await presentNotes(tx, [params.noteId]);
        return note!;
      }),
    ),
    route(contract.deleteCaseNote, canReadCases, ({ actor, db, params }) =>
      db.withAccount(actor.accountId, (tx) => deleteNote(tx, actor, params, clock.now())),
    ),
    route(contract.listDrafts, canReadCases, ({ actor, db, params }) =>
      db.withAccount(actor.accountId, async (tx) => ({
        items: await listDrafts(tx, actor, params.caseId),
      })),
    ),
    route(contract.updateDraft, canReadCases, ({ actor, db, params, body }) =>
      db.withAccount(actor.accountId, (tx) => saveDraft(tx, actor, params, body, clock.now())),
    ),
    route(contract.deleteDraft, canReadCases, ({ actor, db, params }) =>
      db.withAccount(actor.accountId, (tx) => deleteDraft(tx, actor, params)),
    ),
  ];
}
