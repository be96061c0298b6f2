import { SplitLayout } from '@earshot/ui/split-layout.tsx';
import { Outlet, useParams } from '@tanstack/react-router';
import { Suspense, useMemo, type ReactElement } from 'react';
import { useTeams } from '../../api/directory.ts';
import { t } from '../../i18n/translate.ts';
import { lazyPart } from '../../parts/lazy-part.ts';
import { LiveStateBadge } from '../../parts/live-state.tsx';
import { useTitle } from '../../parts/use-title.ts';
import { CaseList } from './case-list.tsx';
import { CaseViewsNav } from './case-views-nav.tsx';
import styles from './cases-screen.module.css';
import { ChannelLens } from './channel-lens.tsx';
import { ListMenuButton } from './list-menu-button.tsx';
import { nameOfFilter, parseListName } from './use-case-list.ts';

const ListMenu = lazyPart(async () => (await import('./list-menu.tsx')).ListMenu);

/** The list of cases beside the open one. */
export function CasesScreen(): ReactElement {
  const { list: listName, number } = useParams({ strict: false });
  const filter = useMemo(() => parseListName(listName ?? 'mine'), [listName]);
  const list = nameOfFilter(filter);
  const teams = useTeams();
  const team = teams.find((one) => one.id === filter.teamId);
  const heading = team?.name ?? t(`view.${filter.view}`);
  useTitle(heading);
  return (
    <SplitLayout
      paneLabel={t('list.label')}
      mainLabel={t('case.label')}
      showing={number === undefined ? 'pane' : 'main'}
      pane={
        <>
          <header className={styles['head']}>
            <h1>{t('shell.cases')}</h1>
            <LiveStateBadge />
            <Suspense fallback={<ListMenuButton />}>
              <ListMenu filter={filter} />
            </Suspense>
          </header>
          <CaseViewsNav current={nameOfFilter({ ...filter, channelKind: undefined })} />
          <ChannelLens filter={filter} />
          <div className={styles['list']}>
            <CaseList
              key={list}
              filter={filter}
              openNumber={number === undefined ? null : Number(number)}
            />
          </div>
        </>
      }
      main={<Outlet />}
    />
  );
}
