import type { CaseDetail } from '@earshot/contract/case-contract.ts';
import { offerUndo, say } from '../../../actions/undo-store.ts';
import { client } from '../../../api/desk-client.ts';
import { t } from '../../../i18n/translate.ts';
import { attempt } from '../../../actions/attempt.ts';
import { renewCase, showCase } from './show-case.ts';

/** Another case, as a list of found ones knows it. */
export interface CaseRef {
  id: string;
  number: number;
}

function newLink(kept: CaseDetail, mergedId: string) {
  return kept.links.find((link) => link.kind === 'merged_into' && link.case_id === mergedId);
}

async function removeLink(caseId: string, linkId: string): Promise<void> {
  showCase(await client.call('deleteCaseLink', { params: { caseId, linkId } }));
}

/** Merges a case into another one by a link; `go` leads to the one that stays, and back. */
export async function mergeCase(
  merged: CaseDetail,
  into: CaseRef,
  go: (number: number) => void,
): Promise<void> {
  await attempt(async () => {
    const kept = await client.call('createCaseMerge', {
      params: { caseId: merged.id },
      body: { into_case_id: into.id },
    });
    showCase(kept);
    renewCase(merged.id);
    go(kept.number);
    const link = newLink(kept, merged.id);
    const number = `#${merged.number}`;
    const text = t('merge.done', { number, into: kept.number });
    if (!link) return say(text);
    offerUndo(text, async () => {
      await removeLink(kept.id, link.id);
      renewCase(merged.id);
      go(merged.number);
    });
  });
}

/** Takes a merge back: two cases again, each as it was; `undo` merges anew. */
export async function unmergeCase(
  merged: CaseRef,
  kept: { id: string; link_id: string },
): Promise<void> {
  await attempt(async () => {
    await removeLink(merged.id, kept.link_id);
    renewCase(kept.id);
    offerUndo(t('banner.unmerged'), async () => {
      const params = { caseId: merged.id };
      showCase(await client.call('createCaseMerge', { params, body: { into_case_id: kept.id } }));
      renewCase(merged.id);
    });
  });
}

/** Links two cases that belong together. */
export async function linkCases(
  from: CaseRef,
  to: CaseRef,
  kind: 'parent' | 'related',
): Promise<void> {
  await attempt(async () => {
    const made = await client.call('createCaseLink', {
      params: { caseId: from.id },
      body: { kind, to_case_id: to.id },
    });
    showCase(made);
    const link = made.links.findLast((one) => one.case_id === to.id && one.kind === kind);
    offerUndo(t('link.done', { number: to.number }), async () => {
      if (link) await removeLink(from.id, link.id);
    });
  });
}

/** Removes a link between two cases; for a merge this takes the merge back. */
export async function unlinkCases(detail: CaseDetail, link: CaseDetail['links'][number]) {
  const other = { id: link.case_id, number: link.number };
  if (link.kind === 'merged_into') {
    const [merged, kept] = link.direction === 'from' ? [detail, other] : [other, detail];
    await unmergeCase(merged, { id: kept.id, link_id: link.id });
    return;
  }
  const { kind } = link;
  await attempt(async () => {
    await removeLink(detail.id, link.id);
    const text = t('link.removed', { number: link.number });
    if (kind !== 'parent' && kind !== 'related') return say(text);
    offerUndo(text, async () => {
      const [from, to] = link.direction === 'from' ? [detail, other] : [other, detail];
      const params = { caseId: from.id };
      const body = { kind, to_case_id: to.id, reason: link.reason };
      await client.call('createCaseLink', { params, body });
      renewCase(detail.id);
    });
  });
}
