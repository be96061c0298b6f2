import type { RoutingSettings } from '@earshot/contract/routing-contract.ts';
import { type Actor, storedActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { emitEvent } from '../../platform/events/emit-event.ts';
import { recordAudit } from '../keys/public.ts';
import { getKnownTeam } from '../members/public.ts';
import { makeOffers } from './make-offers.ts';
import {
  findRoutingSettings,
  listTeamCapacities,
  lockRouting,
  saveRoutingSettings,
  saveTeamCapacities,
} from './routing-settings-store.ts';

/** How live conversations are offered, with what teams say of their own. */
export async function presentRoutingSettings(tx: Tx): Promise<RoutingSettings> {
  const teams = await listTeamCapacities(tx);
  return {
    ...(await findRoutingSettings(tx)),
    team_capacities: [...teams].map(([teamId, capacity]) => ({ team_id: teamId, capacity })),
  };
}

/** Changes it; what waits is offered anew where there is more room now. */
export async function updateRoutingSettings(
  tx: Tx,
  actor: Actor,
  input: RoutingSettings,
  now: Date,
): Promise<RoutingSettings> {
  await lockRouting(tx);
  const before = await presentRoutingSettings(tx);
  const { team_capacities: ofTeams, ...settings } = input;
  const once = new Map(ofTeams.map((one) => [one.team_id, one]));
  for (const teamId of once.keys()) await getKnownTeam(tx, teamId, 'body.team_capacities');
  await saveRoutingSettings(tx, settings);
  await saveTeamCapacities(tx, [...once.values()]);
  await makeOffers(tx, settings, now);
  const after = await presentRoutingSettings(tx);
  await recordAudit(tx, storedActor(actor), {
    action: 'routing.changed',
    subjectKind: 'account',
    subjectId: tx.accountId,
    detail: { from: before, to: after },
  });
  await emitEvent(tx, actor, { name: 'routing.changed', subjectId: null, facts: {} });
  return after;
}
