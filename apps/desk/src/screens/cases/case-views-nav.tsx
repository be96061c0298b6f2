import type { CaseViewName } from '@earshot/contract/case-contract.ts';
import { Icon } from '@earshot/ui/icon.tsx';
import { useSingleColumn } from '@earshot/ui/use-narrow.ts';
import { UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { client } from '../../api/desk-client.ts';
import { queryKeys } from '../../api/query-keys.ts';
import { t } from '../../i18n/translate.ts';
import { AppLink } from '../../parts/app-link.tsx';
import { setPreference, usePreferences } from '../../parts/preferences.ts';
import { pathTo, type CaseListName } from '../../paths.ts';
import styles from './case-views-nav.module.css';

interface Entry {
  list: CaseListName;
  label: string;
  count: number | null;
  capped: boolean;
  inner?: boolean;
}

/** Always in sight; the others unfold. Held mail waits for a click, so it shows itself. */
const always: readonly CaseViewName[] = ['mine', 'unassigned', 'teams'];
const folded: readonly CaseViewName[] = ['waiting', 'held', 'resolved', 'all'];

/** The views of the case list with their live counts. */
export function CaseViewsNav({ current }: { current: CaseListName }): ReactElement {
  const { allViews } = usePreferences();
  const single = useSingleColumn();
  const { data } = useQuery({
    queryKey: queryKeys.caseViews,
    queryFn: () => client.call('listCaseViews'),
  });

  function entryOf(view: CaseViewName): Entry {
    const found = data?.items.find((item) => item.view === view);
    const count = found?.count ?? null;
    return { list: view, label: t(`view.${view}`), count, capped: found?.capped ?? false };
  }
  const teams: Entry[] = (data?.teams ?? []).map(({ team, count, capped }) => ({
    list: `team-${team.id}`,
    label: team.name,
    count,
    capped,
    inner: true,
  }));
  const all = [...always.map(entryOf), ...teams, ...folded.map(entryOf)];
  const shown = all.filter(
    ({ list, count }) =>
      allViews ||
      single ||
      always.includes(list as CaseViewName) ||
      list === current ||
      (list === 'held' && (count ?? 0) > 0),
  );

  return (
    <nav className={styles['views']} aria-label={t('views.label')}>
      <ul id="case-views">
        {shown.map((entry) => (
          <li key={entry.list}>
            <AppLink
              to={pathTo.cases(entry.list)}
              className={styles['view']}
              data-inner={entry.inner}
              aria-current={entry.list === current ? 'page' : undefined}
            >
              <span>{entry.label}</span>
              <span className={styles['count']}>
                {entry.count === null ? '' : `${entry.count}${entry.capped ? '+' : ''}`}
              </span>
            </AppLink>
          </li>
        ))}
      </ul>
      <UnstyledButton
        className={styles['more']}
        aria-expanded={allViews}
        aria-controls="case-views"
        onClick={() => setPreference('allViews', !allViews)}
      >
        <Icon name={allViews ? 'chevron-down' : 'chevron-right'} size={12} />
        {t(allViews ? 'views.fewer' : 'views.more')}
      </UnstyledButton>
    </nav>
  );
}
