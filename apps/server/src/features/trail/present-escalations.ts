import type { ResponseOf } from '@earshot/contract/operation.ts';
import type * as contract from '@earshot/contract/trail-contract.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { calibrate } from './calibration-rules.ts';
import { levelOf } from './escalation-rules.ts';
import { countOutcomes, type EscalatedRow, listEscalated } from './escalation-views.ts';
import { outcomeWithin_ms } from './trail-limits.ts';

/** Matters that are not solved, by their score, with the reasons. */
export async function presentEscalated(
  tx: Tx,
  actor: Actor,
  scoreMin: number,
  now: Date,
): Promise<ResponseOf<typeof contract.listEscalations>> {
  const rows = await listEscalated(tx, actor, scoreMin);
  return { items: rows.map((row) => presentRow(row, now)) };
}

function presentRow(row: EscalatedRow, now: Date): contract.EscalatedCase {
  const { waiting_since: since, waiting_seconds: ended, dismissed, ...shown } = row;
  const open = since === null ? 0 : Math.max(0, now.getTime() - since.getTime()) / 1_000;
  return {
    ...shown,
    level: levelOf(row.score),
    waiting_seconds: Math.round(ended + open),
    dismissed: dismissed && {
      reason: dismissed.reason,
      by: dismissed.name,
      at: new Date(dismissed.at).toISOString(),
    },
  };
}

/** How often matters went bad by their score, on the account’s own history. */
export async function presentCalibration(
  tx: Tx,
  now: Date,
): Promise<ResponseOf<typeof contract.getEscalationCalibration>> {
  const items = calibrate(await countOutcomes(tx, now)).map(({ wentBad, ...row }) => ({
    ...row,
    went_bad: wentBad,
  }));
  const total = (field: 'cases' | 'went_bad') => items.reduce((sum, row) => sum + row[field], 0);
  return {
    items,
    cases: total('cases'),
    went_bad: total('went_bad'),
    within_days: outcomeWithin_ms / 86_400_000,
  };
}
