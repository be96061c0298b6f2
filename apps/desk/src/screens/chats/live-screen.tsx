import type { Availability, getLiveOverview } from '@earshot/contract/routing-contract.ts';
import type { ResponseOf } from '@earshot/contract/operation.ts';
import { EmptyState } from '@earshot/ui/empty-state.tsx';
import { ErrorState } from '@earshot/ui/error-state.tsx';
import { formatSpan } from '@earshot/ui/format-time.ts';
import { Icon } from '@earshot/ui/icon.tsx';
import { RelativeTime } from '@earshot/ui/relative-time.tsx';
import { useNow } from '@earshot/ui/use-now.ts';
import { useUi } from '@earshot/ui/ui-provider.tsx';
import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { client } from '../../api/desk-client.ts';
import { queryKeys } from '../../api/query-keys.ts';
import { useMe } from '../../api/use-me.ts';
import { t } from '../../i18n/translate.ts';
import { AppLink } from '../../parts/app-link.tsx';
import { describeError } from '../../parts/describe-error.ts';
import { maySupervise } from '../../parts/may.ts';
import frame from '../../parts/page.module.css';
import { PageHeader } from '../../parts/page-header.tsx';
import { RowsSkeleton } from '../../parts/rows-skeleton.tsx';
import { useTitle } from '../../parts/use-title.ts';
import { pathTo } from '../../paths.ts';
import { setMemberAvailability } from './change-live.ts';
import styles from './live-screen.module.css';

type Overview = ResponseOf<typeof getLiveOverview>;
type Waiting = Overview['waiting'][number];

/** The figures change by themselves; this catches what no event tells, such as time. */
const again_ms = 15_000;

/** Who takes live conversations now, how many each has, and what waits. */
export function LiveScreen(): ReactElement {
  useTitle(t('live.title'));
  const { data, error, refetch } = useQuery({
    queryKey: queryKeys.liveOverview,
    queryFn: () => client.call('getLiveOverview'),
    refetchInterval: again_ms,
  });
  return (
    <main className={frame['page']} id="main" tabIndex={-1}>
      <PageHeader title={t('live.title')} />
      <div className={frame['scroller']} tabIndex={-1}>
        <p className={styles['about']}>{t('overview.about')}</p>
        {error && !data ? (
          <ErrorState
            title={t('overview.failed')}
            detail={describeError(error)}
            retryLabel={t('word.retry')}
            onRetry={() => void refetch()}
          />
        ) : null}
        {data ? <Loaded overview={data} /> : null}
        {data || error ? null : <RowsSkeleton />}
      </div>
    </main>
  );
}

function Loaded({ overview }: { overview: Overview }): ReactElement {
  const { locale } = useUi();
  const now_ms = useNow();
  const { waiting, waiting_count: count, longest_since: longest } = overview;
  const hidden = count - waiting.length;
  const bots = t('overview.forBot', { count: overview.waiting_for_bot });
  return (
    <>
      <section className={styles['part']}>
        <h2>
          {t('overview.waiting', { count })}
          {longest === null ? null : (
            <small>
              {t('overview.longest', { span: formatSpan(now_ms - Date.parse(longest), locale) })}
            </small>
          )}
          {bots === '' ? null : <small>{bots}</small>}
        </h2>
        {count === 0 ? (
          <EmptyState icon="check" title={t('overview.none')}>
            {t('overview.noneNext')}
          </EmptyState>
        ) : null}
        <ul className={styles['rows']}>
          {waiting.map((one) => (
            <WaitingRow key={one.conversation_id} row={one} />
          ))}
        </ul>
        {hidden > 0 ? (
          <p className={styles['about']}>{t('overview.hidden', { count: hidden })}</p>
        ) : null}
      </section>
      <section className={styles['part']}>
        <h2>{t('overview.members')}</h2>
        <ul className={styles['rows']}>
          {overview.members.map((one) => (
            <MemberRow key={one.member.id} row={one} />
          ))}
        </ul>
      </section>
    </>
  );
}

function WaitingRow({ row }: { row: Waiting }): ReactElement {
  const { locale } = useUi();
  const now_ms = useNow();
  const where = row.rings_at
    ? t('overview.ringsAt', { name: row.rings_at.name })
    : t('overview.asked', { count: row.asked });
  return (
    <li className={styles['row']}>
      <Icon name={row.rings_at ? 'bell' : 'clock'} size={18} />
      <div>
        <AppLink to={pathTo.case(row.case.number)} className={styles['name']}>
          {row.case.contact?.name || t('ring.unnamed')} <span>#{row.case.number}</span>
        </AppLink>
        <p>{row.case.preview || row.case.subject}</p>
        <p>{[row.team?.name, where].filter(Boolean).join(' · ')}</p>
      </div>
      <b className={styles['figure']}>
        {t('dock.waits', { span: formatSpan(now_ms - Date.parse(row.since), locale) })}
      </b>
    </li>
  );
}

function MemberRow({ row }: { row: Availability }): ReactElement {
  const me = useMe();
  const { member, state, held, capacity } = row;
  return (
    <li className={styles['row']}>
      <i className={styles['dot']} data-state={state} aria-hidden="true" />
      <div>
        <b className={styles['name']}>{member.name}</b>
        <p>
          {t(`live.state.${state}`)}
          {row.since === null ? null : (
            <>
              {' · '}
              <RelativeTime at={row.since} />
            </>
          )}
          {row.because === 'own' || state !== 'away'
            ? ''
            : ` · ${t(`overview.because.${row.because}`)}`}
          {state !== 'away' && !row.connected ? ` · ${t('overview.gone')}` : ''}
        </p>
        <p>{row.teams.map((team) => team.name).join(', ')}</p>
      </div>
      <b className={styles['figure']}>
        <meter min={0} max={capacity} value={held} aria-hidden="true" />
        {t('overview.held', { held, capacity })}
      </b>
      {maySupervise(me) ? (
        <NativeSelect
          className={styles['choice']}
          aria-label={t('overview.set', { name: member.name })}
          value={state}
          data={(['live', 'mail', 'away'] as const).map((value) => ({
            value,
            label: t(`live.short.${value}`),
          }))}
          onChange={(event) =>
            void setMemberAvailability(member.id, event.target.value as Availability['state'])
          }
        />
      ) : null}
    </li>
  );
}
