import type { Me, Session } from '@earshot/contract/session-contract.ts';
import type { MemberActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { getAccount } from '../accounts/public.ts';
import { getMember } from '../members/public.ts';
import { listLiveSessions } from './session-store.ts';

/** The signed-in member, their account and the token that changing requests carry. */
export async function describeMe(tx: Tx, memberId: string, csrfToken: string): Promise<Me> {
  const member = await getMember(tx, memberId);
  return { member, account: await getAccount(tx), csrf_token: csrfToken };
}

/** The devices on which a member is signed in, the one used last first. */
export async function listSessions(tx: Tx, actor: MemberActor, now: Date): Promise<Session[]> {
  const rows = await listLiveSessions(tx, actor.id, now);
  return rows.map((row) => ({
    id: row.id,
    device: row.device,
    address: row.address,
    created_at: row.created_at.toISOString(),
    last_seen_at: row.last_seen_at.toISOString(),
    expires_at: row.expires_at.toISOString(),
    current: row.id === actor.sessionId,
  }));
}
