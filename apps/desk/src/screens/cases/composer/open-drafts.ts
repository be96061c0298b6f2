import type { Me } from '@earshot/contract/session-contract.ts';
import { client, queryClient } from '../../../api/desk-client.ts';
import { queryKeys } from '../../../api/query-keys.ts';
import { CaseDrafts, type DraftTransport } from './case-drafts.ts';
import type { DraftKind, DraftValue } from './draft-rules.ts';
import { openShelf } from './draft-shelf.ts';

/** Browsers carry at most this much out of a page that goes away. */
const lastBytes_max = 60_000;

/** By member and case. */
const opened = new Map<string, CaseDrafts>();

function bodyOf({ attachments, ...value }: DraftValue) {
  return { ...value, attachment_ids: attachments.map((file) => file.id) };
}

/** The page goes away: the request outlives it; what is too large stays on this device. */
function sendLast(caseId: string, kind: DraftKind, value: DraftValue): void {
  const body = JSON.stringify(bodyOf(value));
  if (body.length > lastBytes_max) return;
  const address = client.url('updateDraft', { params: { caseId, kind }, body: bodyOf(value) });
  const headers = { ...client.headers('PUT'), 'content-type': 'application/json' };
  fetch(address, {
    method: 'PUT',
    keepalive: true,
    credentials: 'same-origin',
    headers,
    body,
  }).catch(
    // Nobody is left to be told; the text is still on this device.
    () => undefined,
  );
}

function readMemberId(): string | null {
  return queryClient.getQueryData<Me>(queryKeys.me)?.member.id ?? null;
}

/**
 * The way of one member's text to the server. Somebody else may be signed in on this page by now:
 * then it stays on this device until its writer is back.
 */
function transportOf(memberId: string): DraftTransport {
  function assertOwner(): void {
    if (readMemberId() !== memberId) throw new Error('The writer of this draft is not signed in.');
  }
  return {
    list: async (caseId) => {
      assertOwner();
      return (await client.call('listDrafts', { params: { caseId } })).items;
    },
    save: async (caseId, kind, value) => {
      assertOwner();
      return client.call('updateDraft', { params: { caseId, kind }, body: bodyOf(value) });
    },
    remove: async (caseId, kind) => {
      assertOwner();
      await client.call('deleteDraft', { params: { caseId, kind } });
    },
    sendLast: (caseId, kind, value) => {
      if (readMemberId() === memberId) sendLast(caseId, kind, value);
    },
  };
}

/** The reader's drafts of a case; the same ones however often it is opened. */
export function openDrafts(caseId: string): CaseDrafts {
  const memberId = readMemberId() ?? '';
  const key = `${memberId} ${caseId}`;
  const known = opened.get(key);
  if (known) return known;
  const shelf = openShelf(memberId, localStorage);
  const drafts = new CaseDrafts(caseId, transportOf(memberId), shelf);
  opened.set(key, drafts);
  return drafts;
}

function forAll(deed: (drafts: CaseDrafts) => unknown): () => void {
  return () => {
    for (const drafts of opened.values()) void deed(drafts);
  };
}

window.addEventListener(
  'pagehide',
  forAll((drafts) => drafts.sendLast()),
);
window.addEventListener(
  'online',
  forAll((drafts) => drafts.flush()),
);
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'hidden') forAll((drafts) => drafts.flush())();
});
