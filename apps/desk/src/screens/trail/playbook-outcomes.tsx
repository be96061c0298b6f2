import type { Playbook } from '@earshot/contract/recovery-contract.ts';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { client } from '../../api/desk-client.ts';
import { queryKeys } from '../../api/query-keys.ts';
import { t } from '../../i18n/translate.ts';
import made from './making-good.module.css';

const percent = (share: number) => Math.round(share * 100);

/** How often each playbook put things right, with how sure that is. */
export function PlaybookOutcomes(): ReactElement | null {
  const { data } = useQuery({
    queryKey: [...queryKeys.gestures, 'playbooks'],
    queryFn: () => client.call('listRecoveryPlaybooks'),
  });
  if (!data) return null;
  return (
    <section aria-labelledby="outcomes" className={made['outcomes']}>
      <h2 id="outcomes">{t('making.outcomes')}</h2>
      <p className={made['small']}>{t('making.outcomesAbout')}</p>
      <ul>
        {data.items.map((one) => (
          <OutcomeRow key={one.code} playbook={one} />
        ))}
      </ul>
    </section>
  );
}

function OutcomeRow({ playbook }: { playbook: Playbook }): ReactElement {
  const { started, finished, asked, yes, partly, no, no_answer, put_right } = playbook.outcomes;
  return (
    <li>
      <div>
        <b>{playbook.name}</b>
        <p>{t('making.counts', { started, finished, asked })}</p>
        {asked === 0 ? null : <p>{t('making.answers', { yes, partly, no, silent: no_answer })}</p>}
      </div>
      <div>
        <Interval of={put_right} />
        <p>{put_right === null ? t('making.noShare') : describeShare(put_right)}</p>
      </div>
    </li>
  );
}

type Share = NonNullable<Playbook['outcomes']['put_right']>;

function describeShare({ share, low, high }: Share): string {
  return t('making.share', { percent: percent(share), low: percent(low), high: percent(high) });
}

/** From none at the left to all at the right; the words beside it say the same. */
function Interval({ of }: { of: Share | null }): ReactElement {
  const x = (share: number) => `${2 + share * 96}%`;
  return (
    <svg width="100%" height={20} aria-hidden="true">
      <line className={made['axis']} x1={x(0)} x2={x(1)} y1={10} y2={10} />
      {[0, 0.5, 1].map((at) => (
        <line key={at} className={made['axis']} x1={x(at)} x2={x(at)} y1={6} y2={14} />
      ))}
      {of === null ? null : (
        <>
          <line className={made['interval']} x1={x(of.low)} x2={x(of.high)} y1={10} y2={10} />
          <circle cx={x(of.share)} cy={10} r={5} />
        </>
      )}
    </svg>
  );
}
