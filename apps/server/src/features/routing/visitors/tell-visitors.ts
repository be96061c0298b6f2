import type { VisitorState } from '@earshot/contract/live-contract.ts';
import type { Database, Tx } from '../../../platform/db/database.ts';
import type { Log } from '../../../platform/log/log.ts';
import { findHolder } from './holder-views.ts';

export interface VisitorTelling {
  db: Database;
  log: Log;
  /** Members who have a case on screen at this process. */
  listViewers(accountId: string, caseId: string): string[];
  /** Sends to the desks of members that are open at this process. */
  tell(accountId: string, memberIds: readonly string[], message: unknown): void;
}

/** How the contact of a live conversation is there; null: nothing is known of them. */
export type FindVisitor = (tx: Tx, caseId: string) => Promise<VisitorState | null>;

/**
 * Lets desks know how a contact is there: those that have the case on screen, and that of who is
 * responsible, whose strip shows it.
 */
export function tellVisitors(
  deps: VisitorTelling,
): (accountId: string, state: VisitorState) => void {
  const { db, log, listViewers, tell } = deps;
  return (accountId, state) => {
    db.withAccount(accountId, (tx) => findHolder(tx, state.case_id))
      .then((holderId) => {
        const viewers = listViewers(accountId, state.case_id);
        const memberIds = holderId === null ? viewers : [...viewers, holderId];
        tell(accountId, memberIds, { type: 'visitor', ...state });
      })
      .catch((error: unknown) => {
        log.warn({ err: error }, 'Desks were not told how a contact is there.');
      });
  };
}
