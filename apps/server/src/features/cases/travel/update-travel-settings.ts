import type { BodyOf } from '@earshot/contract/operation.ts';
import type { updateTravelSettings as operation } from '@earshot/contract/travel-contract.ts';
import type { MemberActor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { recordAudit } from '../../keys/public.ts';
import { findTravelSettings } from './transfer-views.ts';
import { saveTravelSettings } from './travel-store.ts';

/** Switches on or off that contacts are told of transfers; the audit says by whom. */
export async function updateTravelSettings(
  tx: Tx,
  actor: MemberActor,
  input: BodyOf<typeof operation>,
): Promise<{ tell_contact: boolean }> {
  const before = await findTravelSettings(tx);
  const tell = input.tell_contact ?? before.tell_contact;
  if (tell === before.tell_contact) return before;
  await saveTravelSettings(tx, tell);
  await recordAudit(tx, actor, {
    action: 'travel_settings.changed',
    subjectKind: 'account',
    subjectId: tx.accountId,
    detail: { tell_contact: { from: before.tell_contact, to: tell } },
  });
  return { tell_contact: tell };
}
