import type { QueryOf, ResponseOf } from '@earshot/contract/operation.ts';
import type { caseTransfer, getTransferPreview } from '@earshot/contract/travel-contract.ts';
import type { z } from 'zod';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { Invalid, notFound, Refused } from '../../../platform/errors.ts';
import { getActiveMember, getKnownTeam, listTeamRefs } from '../../members/public.ts';
import { getCase } from '../case-access-views.ts';
import { assertNotSentBack, type Wish } from './refuse-sending-back.ts';
import { planTelling } from './tell-transfer.ts';
import { listTransfers } from './transfer-views.ts';

type Preview = ResponseOf<typeof getTransferPreview>;

/** What a transfer would do, before anybody is moved or told. */
export async function previewTransfer(
  tx: Tx,
  actor: Actor,
  caseId: string,
  query: QueryOf<typeof getTransferPreview>,
  now: Date,
): Promise<Preview> {
  const seen = await getCase(tx, actor, caseId);
  const team = await getKnownTeam(tx, query.to_team_id, 'query.to_team_id');
  const member = query.member_id
    ? await getActiveMember(tx, query.member_id, 'query.member_id')
    : null;
  const transfers = await listTransfers(tx, caseId);
  const telling = await planTelling(tx, seen, { team, member, wanted: true, transfers }, now);
  const wish: Wish = { team, memberId: member?.id ?? null, reason: '' };
  return {
    contact_told: telling.told,
    language: telling.language,
    to: telling.to.map((one) => one.address),
    text: telling.text,
    refusal: await findRefusal(() => assertNotSentBack(tx, actor, seen, transfers, wish)),
  };
}

async function findRefusal(check: () => Promise<void>): Promise<Preview['refusal']> {
  try {
    await check();
    return null;
  } catch (error) {
    if (error instanceof Refused) {
      return { code: error.code, detail: error.message, supervisor_may: false };
    }
    if (error instanceof Invalid) {
      const detail = error.fields[0]?.message ?? '';
      return { code: 'sent_back', detail, supervisor_may: true };
    }
    throw error;
  }
}

/** A transfer as the contract shows it. */
export async function presentTransfer(
  tx: Tx,
  caseId: string,
  transferId: string,
): Promise<z.infer<typeof caseTransfer>> {
  const row = (await listTransfers(tx, caseId)).find((one) => one.id === transferId);
  if (!row) throw notFound('transfer');
  const names = await listTeamRefs(tx, [row.from_team_id, row.to_team_id]);
  return {
    id: row.id,
    from_team: names.get(row.from_team_id ?? '') ?? null,
    to_team: names.get(row.to_team_id ?? '') ?? null,
    made_at: row.made_at.toISOString(),
    contact_told: row.contact_told,
    message_id: row.message_id,
    note_id: row.note_id,
  };
}
