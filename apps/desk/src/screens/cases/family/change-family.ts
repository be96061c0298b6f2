import type { ContactLanguage } from '@earshot/contract/contact-language.ts';
import type { CaseDetail, CaseRow } from '@earshot/contract/case-contract.ts';
import type { ReplyCheckOverride } from '@earshot/contract/reply-check-rule.ts';
import type { ResponseOf } from '@earshot/contract/operation.ts';
import type { FamilyPreview, getCaseFamily } from '@earshot/contract/family-contract.ts';
import { useQuery } from '@tanstack/react-query';
import { pick } from '../../../actions/pick.ts';
import { offerUndo } from '../../../actions/undo-store.ts';
import { changeStatus } from '../../../api/change-cases.ts';
import { client } from '../../../api/desk-client.ts';
import { queryKeys } from '../../../api/query-keys.ts';
import { t } from '../../../i18n/translate.ts';
import type { CaseRef } from '../case-changes/change-links.ts';
import { attempt } from '../../../actions/attempt.ts';
import { renewCase, showCase } from '../case-changes/show-case.ts';

export type Family = ResponseOf<typeof getCaseFamily>;

/** How often the progress of an answer to all is read while it leaves. */
const progress_ms = 1_000;

/** What the case is part of, and its parts; undefined until it is known. */
export function useFamily(caseId: string): Family | undefined {
  const { data } = useQuery({
    queryKey: [...queryKeys.case(caseId), 'family'],
    queryFn: () => client.call('getCaseFamily', { params: { caseId } }),
    refetchInterval: ({ state }) => {
      const reply = state.data?.last_reply?.state;
      return reply === 'waiting' || reply === 'running' ? progress_ms : false;
    },
  });
  return data;
}

async function unlink(links: readonly { case_id: string; link_id: string }[]): Promise<void> {
  for (const link of links) {
    const params = { caseId: link.case_id, linkId: link.link_id };
    showCase(await client.call('deleteCaseLink', { params }));
  }
}

async function join(parentId: string, childIds: string[]): Promise<void> {
  const made = await client.call('createCaseFamily', {
    body: { parent_case_id: parentId, child_ids: childIds },
  });
  showCase(made.parent);
  for (const id of childIds) renewCase(id);
  offerUndo(
    t('family.made', { count: made.links.length, number: made.parent.number }),
    async () => {
      await unlink(made.links);
      renewCase(parentId);
    },
  );
}

/** Asks what hits the selected cases, and makes them parts of one. */
export async function askFamily(rows: readonly CaseRow[]): Promise<void> {
  const picked = await pick({
    title: t('family.makeTitle'),
    items: rows.map((row) => ({
      id: row.id,
      label: t('family.makeInto', { number: row.number, subject: row.subject }),
      icon: 'folder',
    })),
    createLabel: (words) => t('family.makeNew', { words }),
  });
  if (picked === null) return;
  await attempt(async () => {
    if ('id' in picked) {
      await join(
        picked.id,
        rows.map((row) => row.id).filter((id) => id !== picked.id),
      );
      return;
    }
    const made = await client.call('createCaseFamily', {
      body: { subject: picked.created, child_ids: rows.map((row) => row.id) },
    });
    showCase(made.parent);
    for (const row of rows) renewCase(row.id);
    const { number } = made.parent;
    offerUndo(t('family.made', { count: made.links.length, number }), async () => {
      await unlink(made.links);
      const params = { caseId: made.parent.id };
      showCase(await client.call('createCaseStatusChange', { params, body: { status: 'closed' } }));
    });
  });
}

/** Adds another case to the family of this one. */
export async function addPart(parent: CaseDetail, part: CaseRef): Promise<void> {
  await attempt(() => join(parent.id, [part.id]));
}

/** Takes a part out of the family; the undo puts it back. */
export async function removePart(
  parent: CaseRef,
  part: CaseRef & { linkId: string },
): Promise<void> {
  await attempt(async () => {
    await unlink([{ case_id: part.id, link_id: part.linkId }]);
    renewCase(parent.id);
    offerUndo(t('family.takenOut', { number: part.number }), () => join(parent.id, [part.id]));
  });
}

export interface FamilyWords {
  texts: Record<ContactLanguage, string>;
  status: 'open' | 'resolved' | null;
  /** Rules of the reply check that do not hold the words back. */
  overrides: readonly ReplyCheckOverride[];
}

/** Who would read what; nothing is sent. */
export function previewReply(caseId: string, words: FamilyWords): Promise<FamilyPreview> {
  return client.call('createFamilyReply', {
    params: { caseId },
    body: { dry_run: true, texts: words.texts },
  });
}

/** Sends the answer to all, with the way back while it has not begun to leave. */
export async function sendReply(
  caseId: string,
  words: FamilyWords,
  requestKey: string,
): Promise<void> {
  const { reply } = await client.call('createFamilyReply', {
    params: { caseId },
    body: {
      dry_run: false,
      request_key: requestKey,
      texts: words.texts,
      ...(words.status === null ? {} : { status: words.status }),
      undo_seconds: 11,
      check_overrides: [...words.overrides],
    },
  });
  renewCase(caseId);
  if (!reply) return;
  offerUndo(t('family.sent', { count: reply.total }), async () => {
    await client.call('createFamilyReplyCancellation', { params: { familyReplyId: reply.id } });
    renewCase(caseId);
  });
}

/** After a parent was resolved: asks whether its open parts shall be as well. */
export async function askResolveParts(caseId: string): Promise<void> {
  const family = await client.call('getCaseFamily', { params: { caseId } });
  const open = family.children
    .map((child) => child.case)
    .filter((row) => row.status === 'open' || row.status === 'waiting');
  if (open.length === 0) return;
  const picked = await pick({
    title: t('family.resolveParts'),
    items: [
      { id: 'yes', label: t('family.resolveYes', { count: open.length }), icon: 'check' },
      { id: 'no', label: t('family.resolveNo'), icon: 'close' },
    ],
  });
  if (picked !== null && 'id' in picked && picked.id === 'yes') {
    await changeStatus(open, { status: 'resolved' });
  }
}
