import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import { json } from '../../platform/db/tables.ts';

const NAME = 'setup';

type SetupState = { token_sha256: string } | { claimed_at: string; account_id: string };

/** Whether somebody claimed this installation; in a system transaction, as all but the claim. */
export async function isInstallationClaimed(tx: Tx): Promise<boolean> {
  const row = await tx.db
    .selectFrom('installation')
    .select('value')
    .where('name', '=', NAME)
    .executeTakeFirst();
  return row !== undefined && 'claimed_at' in (row.value as SetupState);
}

/** Puts another set-up token in place, by its SHA-256 in hex; false if somebody claimed already. */
export async function replaceSetupToken(tx: Tx, tokenSha256: string): Promise<boolean> {
  const value = json({ token_sha256: tokenSha256 });
  const replaced = await tx.db
    .insertInto('installation')
    .values({ name: NAME, value })
    .onConflict((conflict) =>
      conflict
        .column('name')
        .doUpdateSet({ value })
        .where(sql<boolean>`not (installation.value ? 'claimed_at')`),
    )
    .returning('name')
    .executeTakeFirst();
  return replaced !== undefined;
}

/**
 * Claims the installation for the account of this transaction; true for the holder of the present
 * token only, and once. A second claim waits for the first and then fails.
 */
export async function claimInstallation(tx: Tx, tokenSha256: string): Promise<boolean> {
  const { rows } = await sql<{ claimed: boolean | null }>`
    select claim_installation(${tokenSha256}, ${tx.accountId}::uuid) as claimed`.execute(tx.db);
  return rows[0]?.claimed === true;
}
