import type { CaseDetail } from '@earshot/contract/case-contract.ts';
import type { Seat } from '@earshot/contract/seat-contract.ts';
import { formatDate } from '@earshot/ui/format-time.ts';
import { IconButton } from '@earshot/ui/icon-button.tsx';
import { useUi } from '@earshot/ui/ui-provider.tsx';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { runAction } from '../../../actions/action-registry.ts';
import { client } from '../../../api/desk-client.ts';
import { queryKeys } from '../../../api/query-keys.ts';
import { t } from '../../../i18n/translate.ts';
import { PanelSection } from '../case-panel/panel-section.tsx';
import { copyPageLink, extendSeat, revokePageLink, revokeSeat } from './change-seats.ts';
import styles from './seats.module.css';

interface SeatsProps {
  detail: CaseDetail;
  locked: boolean;
}

/** Who was asked by mail, and which contacts have a link to the page of the case. */
export function SeatsSection(props: SeatsProps): ReactElement {
  return (
    <>
      <Seats {...props} />
      <PageLinks {...props} />
    </>
  );
}

function Seats({ detail, locked }: SeatsProps): ReactElement {
  const params = { caseId: detail.id };
  const { data } = useQuery({
    queryKey: [...queryKeys.case(detail.id), 'seats'],
    queryFn: () => client.call('listCaseSeats', { params }),
  });
  const seats = data?.items ?? [];
  return (
    <PanelSection
      title={t('seat.panel')}
      deed={
        locked ? null : (
          <IconButton
            size="small"
            icon="plus"
            label={t('action.seat')}
            onClick={() => runAction('case.seat')}
          />
        )
      }
    >
      {data && seats.length === 0 ? <p className={styles['empty']}>{t('seat.none')}</p> : null}
      <ul className={styles['rows']}>
        {seats.map((seat) => (
          <SeatRow key={seat.id} caseId={detail.id} seat={seat} locked={locked} />
        ))}
      </ul>
    </PanelSection>
  );
}

function SeatRow(props: { caseId: string; seat: Seat; locked: boolean }): ReactElement {
  const { caseId, seat, locked } = props;
  const { locale, timeZone } = useUi();
  const over = seat.state === 'revoked' || seat.state === 'expired';
  const until = formatDate(Date.parse(seat.expires_at), locale, timeZone);
  const words = [
    t(`seat.state.${seat.state}`),
    ...(over ? [] : [t('seat.expires', { at: until })]),
    ...(seat.openings > 0 ? [t('seat.openings', { count: seat.openings })] : []),
  ];
  const { name } = seat;
  return (
    <li className={styles['row']} data-over={over || undefined}>
      <span>
        {name}
        <small>{seat.address}</small>
        <small>{words.join(' · ')}</small>
      </span>
      {locked ? null : (
        <>
          <IconButton
            size="small"
            icon="clock"
            label={t('seat.extend', { name })}
            onClick={() => void extendSeat(caseId, seat)}
          />
          {over ? null : (
            <IconButton
              size="small"
              icon="close"
              label={t('seat.revoke', { name })}
              onClick={() => void revokeSeat(caseId, seat)}
            />
          )}
        </>
      )}
    </li>
  );
}

function PageLinks({ detail, locked }: SeatsProps): ReactElement {
  const params = { caseId: detail.id };
  const { data } = useQuery({
    queryKey: [...queryKeys.case(detail.id), 'page-links'],
    queryFn: () => client.call('listCasePageLinks', { params }),
  });
  const links = data?.items ?? [];
  return (
    <PanelSection title={t('pageLink.panel')}>
      {data && links.length === 0 ? <p className={styles['empty']}>{t('pageLink.none')}</p> : null}
      <ul className={styles['rows']}>
        {links.map(({ id, address, openings }) => (
          <li key={id} className={styles['row']}>
            <span>
              {address}
              <small>{t('pageLink.openings', { count: openings })}</small>
            </span>
            {locked ? null : (
              <>
                <IconButton
                  size="small"
                  icon="copy"
                  label={t('pageLink.copy', { address })}
                  onClick={() => void copyPageLink(detail.id, address)}
                />
                <IconButton
                  size="small"
                  icon="close"
                  label={t('pageLink.revoke', { address })}
                  onClick={() => void revokePageLink(detail.id, id)}
                />
              </>
            )}
          </li>
        ))}
      </ul>
    </PanelSection>
  );
}
