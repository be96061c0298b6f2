import type { CaseDetail } from '@earshot/contract/case-contract.ts';
import { formatDateTime } from '@earshot/ui/format-time.ts';
import { useUi } from '@earshot/ui/ui-provider.tsx';
import type { ReactElement } from 'react';
import { t, type MessageId } from '../../../i18n/translate.ts';
import styles from './case-panel.module.css';
import { PanelSection } from './panel-section.tsx';

/** When the case was opened, answered, resolved; its channel and priority. */
export function FactsSection({ detail }: { detail: CaseDetail }): ReactElement {
  const { locale, timeZone } = useUi();
  const time = (at: string | null, none: string | null) =>
    at === null ? none : formatDateTime(Date.parse(at), locale, timeZone);
  const facts: [MessageId, string | null][] = [
    ['panel.opened', time(detail.created_at, null)],
    ['panel.firstAnswered', time(detail.first_answered_at, t('panel.notAnswered'))],
    ['panel.resolved', time(detail.resolved_at, null)],
    ['panel.closed', time(detail.closed_at, null)],
    ['panel.channel', t(`channel.${detail.channel_kind}`)],
    ['action.priority', t(`priority.${detail.priority}`)],
  ];
  return (
    <PanelSection title={t('panel.facts')}>
      <dl className={styles['facts']}>
        {facts.map(([label, value]) =>
          value === null ? null : (
            <div key={label}>
              <dt>{t(label)}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
    </PanelSection>
  );
}
