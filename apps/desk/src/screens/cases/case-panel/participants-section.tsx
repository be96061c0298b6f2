import type { CaseDetail } from '@earshot/contract/case-contract.ts';
import { Avatar } from '@earshot/ui/avatar.tsx';
import { IconButton } from '@earshot/ui/icon-button.tsx';
import { formatDate } from '@earshot/ui/format-time.ts';
import { useUi } from '@earshot/ui/ui-provider.tsx';
import type { ReactElement } from 'react';
import { runAction } from '../../../actions/action-registry.ts';
import { useMe } from '../../../api/use-me.ts';
import { t } from '../../../i18n/translate.ts';
import { removeParticipant } from '../case-changes/change-case.ts';
import styles from './case-panel.module.css';
import { PanelSection } from './panel-section.tsx';

/** Colleagues who were drawn in, who else may read and write notes. */
export function ParticipantsSection({
  detail,
  locked,
}: {
  detail: CaseDetail;
  locked: boolean;
}): ReactElement {
  const { locale, timeZone } = useUi();
  const me = useMe();
  return (
    <PanelSection
      title={t('panel.participants')}
      deed={
        locked ? null : (
          <IconButton
            size="small"
            icon="plus"
            label={t('action.participant')}
            onClick={() => runAction('case.participant')}
          />
        )
      }
    >
      {detail.participants.length === 0 ? (
        <p className={styles['empty']}>{t('panel.noParticipants')}</p>
      ) : null}
      <ul className={styles['rows']}>
        {detail.participants.map((one) => (
          <li key={one.member.id} className={styles['row']}>
            <Avatar name={one.member.name} size={20} strong={one.member.id === me.member.id} />
            <span>
              {one.member.name}
              <small>
                {t('panel.since', { since: formatDate(Date.parse(one.since), locale, timeZone) })}
                {one.reason === '' ? '' : ` · ${one.reason}`}
              </small>
            </span>
            {locked && one.member.id !== me.member.id ? null : (
              <IconButton
                size="small"
                icon="close"
                label={t('panel.removeParticipant', { name: one.member.name })}
                onClick={() => void removeParticipant(detail.id, one)}
              />
            )}
          </li>
        ))}
      </ul>
    </PanelSection>
  );
}
