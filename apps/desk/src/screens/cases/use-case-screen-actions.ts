import type { CaseDetail } from '@earshot/contract/case-contract.ts';
import { useAction } from '../../actions/action-registry.ts';
import { pick } from '../../actions/pick.ts';
import { say } from '../../actions/undo-store.ts';
import { useCaseActions } from '../../actions/use-case-actions.ts';
import { useMembers } from '../../api/directory.ts';
import { useMe } from '../../api/use-me.ts';
import { t } from '../../i18n/translate.ts';
import { useGo } from '../../parts/app-link.tsx';
import { pathTo, type CaseListName } from '../../paths.ts';
import { addParticipant } from './case-changes/change-case.ts';
import { askChecklist } from './checklists/change-checklists.ts';
import type { CaseDeeds } from './case-context.ts';
import { findOwedNext, keepPromise } from './promises/change-promises.ts';
import { copyPageLink, revokeFirstPageLink } from './seats/change-seats.ts';

/** The screen goes before the list, which offers the same for its cursor. */
const priority = 2;

export interface ScreenDeeds extends Pick<CaseDeeds, 'compose' | 'openDialog' | 'locked'> {
  editSubject: () => void;
  /** Null where the panel is a column that is always there. */
  togglePanel: (() => void) | null;
}

function isParent(detail: CaseDetail): boolean {
  return detail.links.some((link) => link.kind === 'parent' && link.direction === 'to');
}

/** Gives every action of an open case its deed: keys, palette, menus and tooltips use them. */
export function useCaseScreenActions(
  detail: CaseDetail,
  list: CaseListName,
  deeds: ScreenDeeds,
): void {
  const go = useGo();
  const me = useMe();
  const members = useMembers();
  const when = !deeds.locked;
  const { role } = me.member;
  const canAnswer = when && detail.reply_to !== null;
  const present = new Set(detail.participants.map((one) => one.member.id));

  async function drawIn(): Promise<void> {
    const items = members
      .filter((member) => !present.has(member.id))
      .map(({ id, name, email }) => ({ id, label: name, detail: email }));
    const picked = await pick({ title: t('participant.title'), items });
    const member = members.find((one) => picked !== null && 'id' in picked && one.id === picked.id);
    if (member) await addParticipant(detail.id, { id: member.id, name: member.name });
  }

  async function copyLink(): Promise<void> {
    await navigator.clipboard.writeText(location.origin + pathTo.case(detail.number));
    say(t('word.copied'));
  }

  const { compose, openDialog, togglePanel } = deeds;
  useCaseActions([detail], { when, priority: 1 });
  useAction('case.transfer', () => openDialog({ kind: 'transfer' }), { when, priority });
  useAction('case.snooze', () => openDialog({ kind: 'wait' }), {
    when: when && detail.status !== 'closed',
    priority,
  });
  useAction('case.reply', () => compose({ mode: 'reply', message: null }), { when: canAnswer });
  useAction('case.replyAll', () => compose({ mode: 'replyAll', message: null }), {
    when: canAnswer,
  });
  useAction('case.forward', () => compose({ mode: 'forward', message: null }), {
    when: canAnswer,
  });
  useAction('case.note', () => compose({ mode: 'note', message: null }), {
    when: detail.merged_into === null,
  });
  const owed = findOwedNext(detail.promises);
  useAction('case.promise', () => openDialog({ kind: 'promise' }), { when });
  useAction('case.promiseLater', () => openDialog({ kind: 'renegotiate' }), {
    when: when && owed !== null,
  });
  useAction('case.promiseKept', () => owed && void keepPromise(detail.id, owed.id), {
    when: when && owed !== null,
  });
  useAction('case.task', () => openDialog({ kind: 'task' }), { when });
  useAction('case.checklist', () => void askChecklist(detail.id), { when });
  useAction('case.familyReply', () => openDialog({ kind: 'familyReply' }), {
    when: when && isParent(detail),
  });
  useAction('case.subject', deeds.editSubject, { when });
  useAction('case.participant', () => void drawIn(), { when });
  useAction('case.seat', () => openDialog({ kind: 'seat' }), { when });
  useAction('case.copyPageLink', () => void copyPageLink(detail.id), {
    when: canAnswer,
  });
  useAction('case.revokePageLink', () => void revokeFirstPageLink(detail), { when });
  useAction('case.merge', () => openDialog({ kind: 'merge' }), { when });
  useAction('case.link', () => openDialog({ kind: 'link' }), { when });
  useAction('case.copyLink', () => void copyLink());
  useAction('case.panel', () => togglePanel?.(), { when: togglePanel !== null });
  useAction('case.delete', () => openDialog({ kind: 'delete' }), {
    when: when && (role === 'administrator' || role === 'supervisor'),
  });
  useAction('back', () => go(pathTo.cases(list)), { priority: 1 });
}
