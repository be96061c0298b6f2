import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { t } from '../../../i18n/translate.ts';
import type { CaseDrafts } from './case-drafts.ts';
import styles from './composer.module.css';
import { isBlank, type DraftKind } from './draft-rules.ts';
import { useDraft } from './use-drafts.ts';

/** Where the draft is safe, in a quiet word. */
export function SaveWord({ drafts, kind }: { drafts: CaseDrafts; kind: DraftKind }): ReactElement {
  const { save, value, savedAt } = useDraft(drafts, kind);
  const words =
    save === 'failed'
      ? t('compose.savedHere')
      : isBlank(value)
        ? ''
        : save === 'clean' && savedAt !== null
          ? t('compose.saved')
          : t('compose.saving');
  return (
    <span
      className={styles['saved']}
      data-failed={save === 'failed' || undefined}
      role="status"
      aria-live={save === 'failed' ? 'polite' : 'off'}
    >
      {words}
    </span>
  );
}

/** Two devices wrote: the newest is shown, and this says where the other one is. */
export function DraftNotice({
  drafts,
  kind,
}: {
  drafts: CaseDrafts;
  kind: DraftKind;
}): ReactElement | null {
  const { kept } = useDraft(drafts, kind);
  if (kept === null) return null;
  return (
    <div className={styles['kept']} role="status">
      <span>{t('compose.kept')}</span>
      <Button size="xs" variant="default" onClick={() => drafts.swapKept(kind)}>
        {t('compose.showKept')}
      </Button>
      <Button size="xs" variant="subtle" onClick={() => drafts.dropKept(kind)}>
        {t('compose.dropKept')}
      </Button>
    </div>
  );
}
