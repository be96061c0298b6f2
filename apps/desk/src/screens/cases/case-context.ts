import type { Message } from '@earshot/contract/message-contract.ts';
import type { Task } from '@earshot/contract/task-contract.ts';
import { createContext, useContext } from 'react';
import type { PromiseDialog } from './promises/promise-dialogs.tsx';

export type ComposeMode = 'reply' | 'replyAll' | 'forward' | 'note';

/** Asks the composer to open: for the case, or for one message of it. */
export interface ComposeRequest {
  mode: ComposeMode;
  message: Message | null;
  /** Put below what is written already. */
  text?: string;
}

/** A dialog of what makes the case travel. */
export type TravelDialog =
  | { kind: 'transfer' | 'familyReply' | 'familyAdd' }
  | { kind: 'task'; teamId?: string }
  | { kind: 'taskChange' | 'taskFinish'; task: Task };

/** A dialog over the case. */
export type CaseDialog =
  | PromiseDialog
  | TravelDialog
  | { kind: 'wait' | 'merge' | 'link' | 'delete' | 'seat' }
  | { kind: 'move' | 'headers'; message: Message }
  | { kind: 'source'; message: Message; receiptId: string };

/** What every part of the open case can ask of the screen; stable while the case is open. */
export interface CaseDeeds {
  caseId: string;
  /** Nothing can be changed: the reader may not, or the case was merged or removed. */
  locked: boolean;
  compose: (request: ComposeRequest) => void;
  openDialog: (dialog: CaseDialog) => void;
  /** Scrolls to a message and marks it for a moment. */
  show: (messageId: string) => void;
}

const CaseDeedsContext = createContext<CaseDeeds | null>(null);

/** Gives the parts of an open case what they can ask of the screen. */
export const CaseDeedsProvider = CaseDeedsContext.Provider;

/** What the parts of an open case can ask of the screen. */
export function useCaseDeedsHere(): CaseDeeds {
  const deeds = useContext(CaseDeedsContext);
  if (deeds === null) throw new Error('There is no open case around this.');
  return deeds;
}
