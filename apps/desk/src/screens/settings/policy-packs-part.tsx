import { formatDateTime } from '@earshot/ui/format-time.ts';
import { Icon } from '@earshot/ui/icon.tsx';
import { useUi } from '@earshot/ui/ui-provider.tsx';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { attempt } from '../../actions/attempt.ts';
import { client } from '../../api/desk-client.ts';
import { t } from '../../i18n/translate.ts';
import { AppLink } from '../../parts/app-link.tsx';
import { describeError } from '../../parts/describe-error.ts';
import { pathTo } from '../../paths.ts';
import { renewRules } from './promise-rules.ts';
import { Part } from './settings-page.tsx';
import styles from './settings-screen.module.css';

const dutyIcons = {
  met: 'check',
  not_met: 'warning',
  not_measured: 'clock',
  no_cases: 'clock',
} as const;

/** Ready-made policies with their source, what they ask for and whether it is met. */
export function PolicyPacksPart({ leads }: { leads: boolean }): ReactElement {
  const { locale, timeZone } = useUi();
  const [opened, setOpened] = useState<string | null>(null);
  const { data } = useQuery({
    queryKey: ['promise-rules', 'packs'],
    queryFn: () => client.call('listPolicyPacks'),
  });

  async function toggle(packId: string, isApplied: boolean): Promise<void> {
    await attempt(async () => {
      const params = { packId };
      if (isApplied) await client.call('deletePackApplication', { params });
      else await client.call('createPackApplication', { params });
      await renewRules();
    });
  }

  return (
    <Part title={t('rules.packs')}>
      <p className={styles['intro']}>{t('rules.packsIntro')}</p>
      <ul className={styles['items']}>
        {data?.items.map((pack) => (
          <li key={pack.id}>
            <Icon name="folder" size={18} />
            <div className={styles['item']}>
              <b>{pack.name}</b>
              <p>{pack.summary}</p>
              {pack.applied === null ? null : (
                <p>
                  {t('rules.applied', {
                    at: formatDateTime(Date.parse(pack.applied.at), locale, timeZone),
                    name: pack.applied.by,
                  })}
                </p>
              )}
              {opened === pack.id ? <Readiness packId={pack.id} /> : null}
              <div className={styles['buttons']}>
                {leads ? (
                  <Button
                    size="compact-sm"
                    variant="default"
                    onClick={() => void toggle(pack.id, pack.applied !== null)}
                  >
                    {t(pack.applied === null ? 'rules.apply' : 'rules.unapply')}
                  </Button>
                ) : null}
                <Button
                  size="compact-sm"
                  variant="subtle"
                  aria-expanded={opened === pack.id}
                  onClick={() => setOpened(opened === pack.id ? null : pack.id)}
                >
                  {t('rules.readiness')}
                </Button>
              </div>
            </div>
          </li>
        ))}
      </ul>
    </Part>
  );
}

function Readiness({ packId }: { packId: string }): ReactElement {
  const { data, error } = useQuery({
    queryKey: ['promise-rules', 'readiness', packId],
    queryFn: () => client.call('getPackReadiness', { params: { packId } }),
  });
  if (error) return <p role="alert">{describeError(error)}</p>;
  return (
    <ul className={styles['items']} aria-busy={!data}>
      {data?.items.map((duty) => (
        <li key={duty.id}>
          <Icon name={dutyIcons[duty.state]} size={18} />
          <div className={styles['item']}>
            <b>{t(`rules.state.${duty.state}`)}</b> {duty.text}
            {duty.figures['cases'] ? (
              <p>
                {t('rules.counted', {
                  met: String(duty.figures['met']),
                  cases: String(duty.figures['cases']),
                })}
              </p>
            ) : null}
            <p>
              {duty.why} {duty.source}
              {duty.verified ? '' : ` (${t('rules.unverified')})`}
            </p>
            <p>
              {duty.cases.map((one) => (
                <AppLink key={one.id} to={pathTo.case(one.number)}>
                  #{one.number}{' '}
                </AppLink>
              ))}
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}
