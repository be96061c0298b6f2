import './routing-tables.ts';
import type { Selectable } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import { json, type StoredActor, type Tables } from '../../platform/db/tables.ts';
import { newId } from '../../platform/ids.ts';
import { handOversShownMax } from './routing-limits.ts';
import type { Learnt } from './routing-tables.ts';

export type BotHandOverRow = Selectable<Tables['bot_hand_overs']>;

export interface NewBotHandOver {
  conversationId: string;
  caseId: string;
  servedBy: 'bot' | 'people';
  because: BotHandOverRow['because'];
  reason: string;
  learnt: readonly Learnt[];
  by: StoredActor;
  at: Date;
}

/** Keeps that a conversation went from a bot to people or back; answers its id. */
export async function insertBotHandOver(tx: Tx, one: NewBotHandOver): Promise<string> {
  const id = newId();
  await tx.db
    .insertInto('bot_hand_overs')
    .values({
      account_id: tx.accountId,
      id,
      conversation_id: one.conversationId,
      case_id: one.caseId,
      served_by: one.servedBy,
      because: one.because,
      reason: one.reason,
      learnt: json(one.learnt),
      made_by: json(one.by),
      made_at: one.at,
    })
    .execute();
  return id;
}

/** Hand-overs of a case, newest first. */
export async function listBotHandOvers(tx: Tx, caseId: string): Promise<BotHandOverRow[]> {
  return tx.db
    .selectFrom('bot_hand_overs')
    .selectAll()
    .where('account_id', '=', tx.accountId)
    .where('case_id', '=', caseId)
    .orderBy('made_at', 'desc')
    .orderBy('id', 'desc')
    .limit(handOversShownMax)
    .execute();
}
