import { hashToken, newToken } from '../../platform/crypto/token.ts';
import type { Database } from '../../platform/db/database.ts';
import { isInstallationClaimed, replaceSetupToken } from './setup-store.ts';

export interface PreparedSetup {
  claimed: boolean;
  /** The one-time token to print; null once the installation is claimed. */
  token: string | null;
}

/**
 * At every start: a new set-up token while nobody has claimed the installation. Only its hash is
 * kept, so the link printed by an earlier start ends here.
 */
export async function prepareSetup(db: Database): Promise<PreparedSetup> {
  const token = newToken();
  const isOpen = await db.withSystem((tx) => replaceSetupToken(tx, hashSetupToken(token)));
  return isOpen ? { claimed: false, token } : { claimed: true, token: null };
}

/** Whether the installation still waits for its first administrator. */
export async function isSetupOpen(db: Database): Promise<boolean> {
  return !(await db.withSystem(isInstallationClaimed));
}

/** How a set-up token is kept: SHA-256 in hex. */
export function hashSetupToken(token: string): string {
  return hashToken(token).toString('hex');
}
