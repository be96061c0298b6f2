import type { VisitorState } from '@earshot/contract/live-contract.ts';
import type { Database, Tx } from '../../../platform/db/database.ts';
import type { Log } from '../../../platform/log/log.ts';
import { listHolders } from './holder-views.ts';

export interface VisitorTelling {
  db: Database;
  log: Log;
  /** Whether somebody of the account has a desk open at this process. */
  isDeskOpen(accountId: string): boolean;
  /** Members who have a case on screen at this process. */
  listViewers(accountId: string, caseId: string): string[];
  /** Sends to the desks of members that are open at this process. */
  tell(accountId: string, memberIds: readonly string[], message: unknown): void;
}

/** How the contact of a live conversation is there; null: nothing is known of them. */
export type FindVisitor = (tx: Tx, caseId: string) => Promise<VisitorState | null>;

/** Hears how contacts are there. */
export interface VisitorTeller {
  /** Whether a desk of the account is open here, so that somebody hears of it. */
  isThere(accountId: string): boolean;
  tell(accountId: string, states: readonly VisitorState[]): void;
}

/**
 * Lets desks know how contacts are there: those that have the case on screen, and that of who is
 * responsible, whose strip shows it.
 */
export function tellVisitors(deps: VisitorTelling): VisitorTeller {
  const { db, log, isDeskOpen, listViewers, tell } = deps;
  return {
    isThere: isDeskOpen,
    tell(accountId, states) {
      const caseIds = states.map((state) => state.case_id);
      db.withAccount(accountId, (tx) => listHolders(tx, caseIds))
        .then((holders) => {
          for (const state of states) {
            const viewers = listViewers(accountId, state.case_id);
            const holderId = holders.get(state.case_id);
            const memberIds = holderId === undefined ? viewers : [...viewers, holderId];
            if (memberIds.length > 0) tell(accountId, memberIds, { type: 'visitor', ...state });
          }
        })
        .catch((error: unknown) => {
          log.warn({ err: error }, 'Desks were not told how a contact is there.');
        });
    },
  };
}
