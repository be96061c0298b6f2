import type { CaseDetail } from '@earshot/contract/case-contract.ts';
import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { t } from '../../../i18n/translate.ts';
import { useGo } from '../../../parts/app-link.tsx';
import { pathTo } from '../../../paths.ts';
import type { CaseDrafts } from './case-drafts.ts';
import styles from './composer.module.css';
import { draftKinds, isBlank, joinDrafts } from './draft-rules.ts';
import { openDrafts } from './open-drafts.ts';
import { useDraft } from './use-drafts.ts';

/** Puts what was begun here below what stands in the drafts of the case that is kept. */
async function carryOver(from: CaseDrafts, keptId: string): Promise<void> {
  const to = openDrafts(keptId);
  await to.load();
  for (const kind of draftKinds) {
    const begun = from.state(kind).value;
    if (isBlank(begun)) continue;
    const there = to.state(kind).value;
    to.replace(kind, isBlank(there) ? begun : joinDrafts(there, begun));
  }
  await to.flush();
  for (const kind of draftKinds) await from.clear(kind);
}

/** Where the composer was before the case was merged: what was begun goes along to the other one. */
export function MergedPlace({
  merged,
  drafts,
}: {
  merged: NonNullable<CaseDetail['merged_into']>;
  drafts: CaseDrafts;
}): ReactElement {
  const go = useGo();
  const reply = useDraft(drafts, 'reply');
  const note = useDraft(drafts, 'note');
  const forward = useDraft(drafts, 'forward');
  const begun = [reply, note, forward].some((draft) => !isBlank(draft.value));
  const { id, number } = merged;
  return (
    <div className={styles['closed']}>
      <p>{t('compose.merged', { number })}</p>
      {begun ? (
        <p>
          {t('compose.mergedDraft')}{' '}
          <Button
            size="xs"
            variant="default"
            onClick={() => void carryOver(drafts, id).then(() => go(pathTo.case(number)))}
          >
            {t('compose.carry', { number })}
          </Button>
        </p>
      ) : null}
    </div>
  );
}
