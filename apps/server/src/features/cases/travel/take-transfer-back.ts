import { type Actor, storedActor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { Invalid, notFound, Refused } from '../../../platform/errors.ts';
import { emitEvent } from '../../../platform/events/emit-event.ts';
import { cancelDeliveries, refreshDeliveryState } from '../../deliveries/public.ts';
import { getKnownTeam, listTeamRefs } from '../../members/public.ts';
import { promiseVerbs } from '../../promises/public.ts';
import {
  assertNotMerged,
  getCaseForUpdate,
  lockCases,
  type SeenCase,
} from '../case-access-views.ts';
import { touchCase } from '../case-store.ts';
import { clearNoteRow } from '../notes/note-store.ts';
import { listFamilyIds, replanCase } from '../promises/settle-case.ts';
import { listTransfers, type TransferRow } from './transfer-views.ts';
import { markTransferUndone } from './travel-store.ts';

/** Whoever transferred a case out of their own sight may take that back for this long. */
const OWN_UNDO_MS = 5 * 60_000;

/**
 * Takes the newest transfer back: team, responsible member and hand-over note return, and the words
 * to the contact are taken back. Refused once those have left, or the case has moved on.
 */
export async function takeTransferBack(
  tx: Tx,
  actor: Actor,
  caseId: string,
  transferId: string,
  now: Date,
): Promise<void> {
  const before = (await listTransfers(tx, caseId)).at(-1);
  const current = await getTransferredCase(tx, actor, caseId, before, now);
  // Once more behind the lock: somebody else may have taken it back meanwhile.
  const newest = (await listTransfers(tx, caseId)).at(-1);
  if (newest?.id !== transferId || newest.to_team_id !== current.team_id) throw refuseOld();
  await assertTeamStands(tx, newest.from_team_id);
  if (newest.message_id !== null && !(await cancelDeliveries(tx, newest.message_id))) {
    throw new Refused(
      'already_sent',
      'The contact was told of this transfer already. Transfer the case again if it must go on; ' +
        'they are told at most once a day.',
    );
  }
  if (newest.message_id !== null) {
    await refreshDeliveryState(tx, newest.message_id);
    await promiseVerbs.untellPromiseRows(tx, await listFamilyIds(tx, caseId), newest.made_at);
  }
  if (newest.note_id !== null) await clearNoteRow(tx, newest.note_id, now);
  if (!(await markTransferUndone(tx, transferId, storedActor(actor), now))) throw refuseOld();
  await touchCase(tx, caseId, {
    team_id: newest.from_team_id,
    assignee_id: newest.from_member_id,
  });
  await replanCase(tx, caseId, now);
  const names = await listTeamRefs(tx, [newest.from_team_id]);
  await emitEvent(tx, actor, {
    name: 'case.transfer_undone',
    subjectId: caseId,
    facts: {
      transfer_id: transferId,
      to_team: newest.from_team_id === null ? null : (names.get(newest.from_team_id) ?? null),
    },
  });
}

/** The case, also where its new team hides it from whoever has just given it there. */
async function getTransferredCase(
  tx: Tx,
  actor: Actor,
  caseId: string,
  newest: TransferRow | undefined,
  now: Date,
): Promise<SeenCase> {
  const own =
    newest !== undefined &&
    actor.kind === 'member' &&
    newest.made_by.id === actor.id &&
    now.getTime() - newest.made_at.getTime() <= OWN_UNDO_MS;
  if (!own) return getCaseForUpdate(tx, actor, caseId);
  const found = (await lockCases(tx, actor, [caseId])).get(caseId);
  if (!found || found.deleted_at !== null) throw notFound('case');
  await assertNotMerged(tx, found);
  return found;
}

async function assertTeamStands(tx: Tx, teamId: string | null): Promise<void> {
  if (teamId === null) return;
  await getKnownTeam(tx, teamId, 'path.caseId').catch((error: unknown) => {
    throw error instanceof Invalid ? refuseRemovedTeam() : error;
  });
}

function refuseRemovedTeam(): Refused {
  return new Refused(
    'transfer_over',
    'The team that the case came from was removed meanwhile. Nothing was changed; transfer the ' +
      'case to another team if it must go on.',
  );
}

function refuseOld(): Refused {
  return new Refused(
    'transfer_over',
    'This transfer was taken back, or the case has moved on since. Nothing was changed; ' +
      'look where it is now.',
  );
}
