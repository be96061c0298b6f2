import type { ReplyCheckMode, ReplyCheckSettings } from '@earshot/contract/reply-check-contract.ts';
import type { ReplyCheckRule } from '@earshot/contract/reply-check-rule.ts';
import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { say } from '../../actions/undo-store.ts';
import { client, queryClient } from '../../api/desk-client.ts';
import { useMe } from '../../api/use-me.ts';
import { t } from '../../i18n/translate.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { AppLink } from '../../parts/app-link.tsx';
import { describeError } from '../../parts/describe-error.ts';
import { mayAdminister } from '../../parts/may.ts';
import { pathTo } from '../../paths.ts';
import styles from './checks-section.module.css';
import { SettingsPage } from './settings-page.tsx';
import page from './settings-screen.module.css';

const settingsKey = ['reply-check-settings'];
const modes = ['off', 'warn', 'binding'] as const;

async function changeMode(rule: ReplyCheckRule, mode: ReplyCheckMode): Promise<void> {
  const before = queryClient.getQueryData<ReplyCheckSettings>(settingsKey);
  queryClient.setQueryData<ReplyCheckSettings>(settingsKey, (data) =>
    data ? { items: data.items.map((one) => (one.rule === rule ? { rule, mode } : one)) } : data,
  );
  try {
    const body = { items: [{ rule, mode }] };
    const saved = await client.call('updateReplyCheckSettings', { body });
    queryClient.setQueryData(settingsKey, saved);
  } catch (error) {
    queryClient.setQueryData(settingsKey, before);
    say(describeError(error));
  }
}

/** How strictly each rule of the reply check is taken, and what came of it. */
export function ChecksSection(): ReactElement {
  const mayChange = mayAdminister(useMe());
  const [shown, setShown] = useState<ReplyCheckRule | null>(null);
  const { data } = useQuery({
    queryKey: settingsKey,
    queryFn: () => client.call('getReplyCheckSettings'),
  });
  const figures = useQuery({
    queryKey: ['reply-check-figures'],
    queryFn: () => client.call('getReplyCheckFigures', { query: {} }),
  });
  return (
    <SettingsPage section="checks">
      <p className={page['intro']}>{t('check.intro')}</p>
      <ul className={styles['rules']} aria-busy={!data}>
        {data?.items.map(({ rule, mode }) => {
          const figure = figures.data?.items.find((one) => one.rule === rule);
          return (
            <li key={rule}>
              <div>
                <b id={`rule-${rule}`}>{t(`check.rule.${rule}`)}</b>
                {figure === undefined ? null : (
                  <button type="button" onClick={() => setShown(rule)}>
                    {t('check.figures')}: {t('check.figure', { ...figure })}
                  </button>
                )}
              </div>
              <SegmentedControl
                aria-labelledby={`rule-${rule}`}
                size="xs"
                disabled={!mayChange}
                value={mode}
                data={modes.map((one) => ({ value: one, label: t(`check.mode.${one}`) }))}
                onChange={(next) => void changeMode(rule, next)}
              />
            </li>
          );
        })}
      </ul>
      {shown === null ? null : <FigureCases rule={shown} onClose={() => setShown(null)} />}
    </SettingsPage>
  );
}

/** The cases that a figure counts. */
function FigureCases(props: { rule: ReplyCheckRule; onClose: () => void }): ReactElement {
  const { rule } = props;
  const { data } = useQuery({
    queryKey: ['reply-check-overrides', rule],
    queryFn: () => client.call('listReplyCheckOverrides', { query: { rule } }),
  });
  return (
    <Dialog
      onClose={props.onClose}
      title={t('check.figureCases', { rule: t(`check.rule.${rule}`) })}
      size={640}
    >
      {data?.items.length === 0 ? <p>{t('check.noCases')}</p> : null}
      <ul className={styles['cases']} aria-busy={!data}>
        {data?.items.map((one) => (
          <li key={one.id}>
            <AppLink to={pathTo.case(one.case_number)} onClick={props.onClose}>
              #{one.case_number} {one.case_subject}
            </AppLink>
            <p>
              {one.made_by} · {t(`check.outcome.${one.outcome}`)}
              {one.reason === '' ? null : `: ${one.reason}`}
            </p>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
