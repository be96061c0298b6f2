import type { CaseDetail, TimelineEntry } from '@earshot/contract/case-contract.ts';
import type { Typing } from '@earshot/sdk/live-client.ts';
import { useEffect, useRef, type ReactElement } from 'react';
import { useMe } from '../../../api/use-me.ts';
import { t } from '../../../i18n/translate.ts';
import { ComposerBar, listModes } from './composer-bar.tsx';
import { ComposerSheet } from './composer-sheet.tsx';
import { loadEditor } from './composer-text.tsx';
import styles from './composer.module.css';
import { MergedPlace } from './merged-place.tsx';
import type { ComposerState } from './use-composer.ts';
import type { Seen } from './use-seen.ts';

/** The editor is fetched while nobody waits for it. */
const idle_ms = 600;

export interface ComposerProps {
  detail: CaseDetail;
  entries: readonly TimelineEntry[];
  composer: ComposerState;
  seen: Seen;
  setTyping: (typing: Typing) => void;
  onShow: (entryId: string) => void;
}

/** Where a case is answered: a row of buttons, or the open sheet; Esc puts it aside, text kept. */
export function Composer(props: ComposerProps): ReactElement {
  const { detail, composer } = props;
  const { mode } = composer;
  const colleague = useMe().member.role === 'colleague';
  const place = useRef<HTMLElement>(null);
  const wasOpen = useRef(false);

  useEffect(() => {
    const timer = setTimeout(() => void loadEditor().catch(() => undefined), idle_ms);
    return () => clearTimeout(timer);
  }, []);

  useEffect(() => {
    const lost = document.activeElement === null || document.activeElement === document.body;
    if (wasOpen.current && mode === null && lost) place.current?.querySelector('button')?.focus();
    wasOpen.current = mode !== null;
  }, [mode]);

  if (detail.merged_into !== null) {
    return <MergedPlace merged={detail.merged_into} drafts={composer.drafts} />;
  }
  const modes = listModes(detail, colleague);
  return (
    // Esc anywhere inside puts the composer aside.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      ref={place}
      className={styles['composer']}
      aria-label={t('compose.label')}
      data-open={mode !== null || undefined}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented || mode === null) return;
        if (!event.currentTarget.contains(event.target as Node)) return;
        event.preventDefault();
        composer.close();
      }}
    >
      {mode === null ? (
        <>
          {modes.includes('reply') ? null : (
            <p className={styles['why']}>
              {t(colleague ? 'compose.colleague' : 'compose.nothingToAnswer')}
            </p>
          )}
          <ComposerBar modes={modes} drafts={composer.drafts} onOpen={composer.open} />
        </>
      ) : (
        <ComposerSheet
          {...props}
          key={`${composer.kind} ${composer.about?.id ?? ''}`}
          mode={mode}
          modes={modes}
        />
      )}
    </section>
  );
}
