import type { Me } from '@earshot/contract/session-contract.ts';
import { client, queryClient } from '../../../api/desk-client.ts';
import { queryKeys } from '../../../api/query-keys.ts';
import { CaseDrafts, type DraftTransport } from './case-drafts.ts';
import type { DraftKind, DraftValue } from './draft-rules.ts';
import { openShelf } from './draft-shelf.ts';

/** Browsers carry at most this much out of a page that goes away. */
const lastBytes_max = 60_000;

const opened = new Map<string, CaseDrafts>();
let owner: string | null = null;

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

const transport: DraftTransport = {
  list: async (caseId) => (await client.call('listDrafts', { params: { caseId } })).items,
  save: (caseId, kind, value) =>
    client.call('updateDraft', { params: { caseId, kind }, body: bodyOf(value) }),
  remove: (caseId, kind) => client.call('deleteDraft', { params: { caseId, kind } }),
  sendLast,
};

/** The reader's drafts of a case; the same ones however often it is opened. */
export function openDrafts(caseId: string): CaseDrafts {
  const me = queryClient.getQueryData<Me>(queryKeys.me);
  const memberId = me?.member.id ?? '';
  if (owner !== memberId) {
    opened.clear();
    owner = memberId;
  }
  const known = opened.get(caseId);
  if (known) return known;
  const drafts = new CaseDrafts(caseId, transport, openShelf(memberId, localStorage));
  opened.set(caseId, drafts);
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
