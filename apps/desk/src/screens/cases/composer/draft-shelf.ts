import type { DraftKind, ShelvedDraft } from './draft-rules.ts';

/** Where unsaved text waits on this device until the server has it. */
export interface DraftShelf {
  read(caseId: string, kind: DraftKind): ShelvedDraft | null;
  /** null: the server has it. */
  write(caseId: string, kind: DraftKind, draft: ShelvedDraft | null): void;
}

const prefix = 'earshot.draft';

/** The shelf of one member in this browser; another member on the same device has their own. */
export function openShelf(memberId: string, storage: Storage): DraftShelf {
  const keyOf = (caseId: string, kind: DraftKind) => `${prefix}.${memberId}.${caseId}.${kind}`;
  return {
    read(caseId, kind) {
      const text = storage.getItem(keyOf(caseId, kind));
      if (text === null) return null;
      try {
        return JSON.parse(text) as ShelvedDraft;
      } catch {
        storage.removeItem(keyOf(caseId, kind));
        return null;
      }
    },
    write(caseId, kind, draft) {
      if (draft === null) {
        storage.removeItem(keyOf(caseId, kind));
        return;
      }
      try {
        storage.setItem(keyOf(caseId, kind), JSON.stringify(draft));
      } catch (error) {
        // The storage is full: the text stays in the page and goes to the server as before.
        if (!(error instanceof DOMException)) throw error;
      }
    },
  };
}
