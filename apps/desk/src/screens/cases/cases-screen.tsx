import { Menu } from '@mantine/core';
import { Icon } from '@earshot/ui/icon.tsx';
import { IconButton } from '@earshot/ui/icon-button.tsx';
import { SplitLayout } from '@earshot/ui/split-layout.tsx';
import { Outlet, useParams } from '@tanstack/react-router';
import { useMemo, type ReactElement } from 'react';
import { runAction } from '../../actions/action-registry.ts';
import { useTeams } from '../../api/directory.ts';
import { t } from '../../i18n/translate.ts';
import { LiveStateBadge } from '../../parts/live-state.tsx';
import { usePreferences } from '../../parts/preferences.ts';
import { useTitle } from '../../parts/use-title.ts';
import { CaseList } from './case-list.tsx';
import { CaseViewsNav } from './case-views-nav.tsx';
import styles from './cases-screen.module.css';
import { nameOfFilter, parseListName } from './use-case-list.ts';

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
            <ListMenu />
          </header>
          <CaseViewsNav current={list} />
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

function ListMenu(): ReactElement {
  const { density } = usePreferences();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <IconButton size="small" icon="dots" label={t('list.menu')} />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<Icon name="check" />} onClick={() => runAction('list.select')}>
          {t('action.select')}
        </Menu.Item>
        <Menu.Item leftSection={<Icon name="check" />} onClick={() => runAction('list.selectAll')}>
          {t('action.selectAll')}
        </Menu.Item>
        <Menu.Item
          leftSection={<Icon name="menu" />}
          rightSection={density === 'compact' ? <Icon name="check" /> : null}
          onClick={() => runAction('density.toggle')}
        >
          {t('list.compact')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
