import type { CaseDetail } from '@earshot/contract/case-contract.ts';
import type { PresenceMember } from '@earshot/sdk/live-client.ts';
import { Icon } from '@earshot/ui/icon.tsx';
import type { ReactElement } from 'react';
import { useMe } from '../../../api/use-me.ts';
import { t } from '../../../i18n/translate.ts';
import { AppLink } from '../../../parts/app-link.tsx';
import { LiveStateBadge } from '../../../parts/live-state.tsx';
import { useLive } from '../../../live/use-live.ts';
import { pathTo, type CaseListName } from '../../../paths.ts';
import { CaseFactsLine } from './case-facts-line.tsx';
import styles from './case-header.module.css';
import { CaseToolbar } from './case-toolbar.tsx';
import { SubjectLine } from './subject-line.tsx';
import { Viewers } from './viewers.tsx';

export interface CaseHeaderProps {
  detail: CaseDetail;
  list: CaseListName;
  locked: boolean;
  others: readonly PresenceMember[];
  editing: boolean;
  onEdit: (editing: boolean) => void;
}

/** What the case is about and how it stands. */
export function CaseHeader(props: CaseHeaderProps): ReactElement {
  const { detail, list, locked, others } = props;
  const { state } = useLive();
  const me = useMe().member.id;
  const other = detail.assignee?.id === me ? 'reader' : 'other';
  const holder = detail.assignee === null ? 'nobody' : other;
  return (
    <header className={styles['header']}>
      <div className={styles['top']}>
        <AppLink to={pathTo.cases(list)} className={styles['back']} aria-label={t('word.back')}>
          <Icon name="chevron-left" />
        </AppLink>
        <div className={styles['title']}>
          <SubjectLine
            detail={detail}
            locked={locked}
            editing={props.editing}
            onEdit={props.onEdit}
          />
          <span className={styles['number']} data-figures>
            #{detail.number}
          </span>
          <span className={styles['live']} data-state={state}>
            <LiveStateBadge />
          </span>
        </div>
        <CaseToolbar holder={holder} />
      </div>
      <div className={styles['second']}>
        <CaseFactsLine detail={detail} locked={locked} />
        <Viewers others={others} />
      </div>
    </header>
  );
}
