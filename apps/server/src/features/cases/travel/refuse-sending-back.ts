import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { Invalid, Refused } from '../../../platform/errors.ts';
import { listTeamRefs } from '../../members/public.ts';
import type { SeenCase } from '../case-access-views.ts';
import { decideSendingBack, findGivingAway } from './send-back-rules.ts';
import { forGuard, listHoldersSince, type TransferRow } from './transfer-views.ts';

export interface Wish {
  team: { id: string; name: string } | null;
  memberId: string | null;
  reason: string;
}

/**
 * Throws `sent_back` where the case would go straight back to the team that gave it, saying what to
 * do instead; a supervisor may, with a reason.
 */
export async function assertNotSentBack(
  tx: Tx,
  actor: Actor,
  current: SeenCase,
  transfers: readonly TransferRow[],
  wish: Wish,
): Promise<void> {
  const { team } = wish;
  const past = forGuard(transfers);
  const given = team && findGivingAway(past, team.id);
  if (!team || !given) return;
  const isMember = actor.kind === 'member';
  const decision = decideSendingBack({
    transfers: past,
    toTeamId: team.id,
    holders: await listHoldersSince(tx, current.id, given.id, current.assignee_id),
    actor: {
      supervises: isMember && (actor.role === 'supervisor' || actor.role === 'administrator'),
      teamIds: isMember ? actor.teamIds : [],
      takesItOn: isMember && wish.memberId === actor.id,
    },
    reason: wish.reason,
  });
  if (decision === 'allowed') return;
  if (decision === 'needs_reason') {
    const message =
      `${team.name} gave this case away, and nobody stood between since. ` +
      'As a supervisor you may send it back: say why.';
    throw new Invalid([{ path: 'body.reason', message }]);
  }
  throw await refuse(
    tx,
    current,
    team,
    transfers.find((one) => one.id === given.id)!,
  );
}

async function refuse(
  tx: Tx,
  current: SeenCase,
  team: { id: string; name: string },
  given: TransferRow,
): Promise<Refused> {
  const present = current.team_id ?? given.to_team_id;
  const names = await listTeamRefs(tx, [present]);
  const here = (present === null ? undefined : names.get(present)?.name) ?? 'this team';
  return new Refused(
    'sent_back',
    `This case came from ${team.name} (${given.made_by.name} transferred it), so ${here} cannot ` +
      'send it straight back: the contact would wait between two desks. Nothing was changed. ' +
      `If ${team.name} must do something, give them a task and keep the case; if a firm outside ` +
      'must, ask them in a side conversation; if somebody has to decide, draw them in. If it was ' +
      `given to the wrong team, a supervisor can send it back with a reason, or a member of ${team.name} ` +
      'fetches it.',
    {
      facts: {
        team,
        transferred_at: given.made_at.toISOString(),
        transferred_by: given.made_by.name,
        instead: ['task', 'side_conversation', 'draw_in', 'supervisor'],
      },
    },
  );
}
