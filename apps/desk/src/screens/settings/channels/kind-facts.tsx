import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { client } from '../../../api/desk-client.ts';
import { t } from '../../../i18n/translate.ts';
import { Part } from '../settings-page.tsx';
import styles from './channel-parts.module.css';

/** Of each kind of channel, honestly: against what it was shown to work. */
export function KindFacts(): ReactElement | null {
  const { data } = useQuery({
    queryKey: ['channel-kinds'],
    queryFn: () => client.call('listChannelKinds'),
    staleTime: Infinity,
  });
  if (data === undefined) return null;
  return (
    <Part title={t('kinds.facts')}>
      <dl className={styles['facts']}>
        {data.items.map(({ kind, verified_by: verifiedBy, against, capabilities }) => (
          <div key={kind}>
            <dt>{t(`kinds.${kind}`)}</dt>
            <dd>
              <b>{t(`kinds.verified.${verifiedBy}`)}</b>
              <p>{against}.</p>
              <p>{t(capabilities.recognises_repeats ? 'kinds.repeats' : 'kinds.asksFirst')}</p>
            </dd>
          </div>
        ))}
      </dl>
    </Part>
  );
}
