import type { CaseDetail } from '@earshot/contract/case-contract.ts';
import { Icon, type IconName } from '@earshot/ui/icon.tsx';
import { Button } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import { t } from '../../../i18n/translate.ts';
import { useGo } from '../../../parts/app-link.tsx';
import { pathTo } from '../../../paths.ts';
import { restoreCase } from '../case-changes/change-case.ts';
import { unmergeCase } from '../case-changes/change-links.ts';
import { attempt } from '../../../actions/attempt.ts';
import styles from './case-banners.module.css';

/**
 * What stands above a case that is not simply open: merged, removed, held; each with the way back.
 */
export function CaseBanners({
  detail,
  gone,
  onShowHeld,
}: {
  detail: CaseDetail;
  /** It can no longer be read. */
  gone: boolean;
  /** Leads to the held message; null where it is not loaded. */
  onShowHeld: (() => void) | null;
}): ReactElement | null {
  const go = useGo();
  const { merged_into: merged } = detail;
  if (detail.deleted_at !== null) {
    const restore = () => void attempt(() => restoreCase(detail));
    return (
      <Banner icon="trash" tone="warn" deeds={<Deed words={t('banner.restore')} run={restore} />}>
        {t('banner.deleted')}
      </Banner>
    );
  }
  if (gone) {
    return (
      <Banner icon="warning" tone="warn">
        {t('banner.gone')}
      </Banner>
    );
  }
  if (merged !== null) {
    const { number } = merged;
    return (
      <Banner
        icon="merge"
        tone="plain"
        deeds={
          <>
            <Deed words={t('banner.openMerged', { number })} run={() => go(pathTo.case(number))} />
            <Deed words={t('banner.unmerge')} run={() => void unmergeCase(detail, merged)} />
          </>
        }
      >
        {t('banner.merged', { number })}
      </Banner>
    );
  }
  if (detail.held && onShowHeld !== null) {
    return (
      <Banner
        icon="hand"
        tone="warn"
        deeds={<Deed words={t('banner.showHeld')} run={onShowHeld} />}
      >
        {t('banner.held')}
      </Banner>
    );
  }
  return null;
}

function Deed({ words, run }: { words: string; run: () => void }): ReactElement {
  return (
    <Button size="xs" variant="default" onClick={run}>
      {words}
    </Button>
  );
}

function Banner(props: {
  icon: IconName;
  tone: 'plain' | 'warn';
  children: ReactNode;
  deeds?: ReactNode;
}): ReactElement {
  return (
    <div className={styles['banner']} data-tone={props.tone} role="status">
      <Icon name={props.icon} />
      <span>{props.children}</span>
      <span className={styles['deeds']}>{props.deeds}</span>
    </div>
  );
}
