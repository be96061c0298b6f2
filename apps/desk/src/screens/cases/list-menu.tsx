import { Icon } from '@earshot/ui/icon.tsx';
import { Menu } from '@mantine/core';
import type { ReactElement } from 'react';
import { runAction } from '../../actions/action-registry.ts';
import type { CaseFilter } from '../../api/query-keys.ts';
import { t } from '../../i18n/translate.ts';
import { useGo } from '../../parts/app-link.tsx';
import { channelIcons, channelKinds } from '../../parts/channel-icons.ts';
import { usePreferences } from '../../parts/preferences.ts';
import { pathTo } from '../../paths.ts';
import { ListMenuButton } from './list-menu-button.tsx';
import { nameOfFilter } from './use-case-list.ts';

/** What can be done with the whole list: select, narrow it to a channel, pack it closer. */
export function ListMenu({ filter }: { filter: CaseFilter }): ReactElement {
  const go = useGo();
  const { density } = usePreferences();
  const narrow = (channelKind?: CaseFilter['channelKind']) =>
    go(pathTo.cases(nameOfFilter({ ...filter, channelKind })));
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ListMenuButton />
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
        <Menu.Divider />
        <Menu.Label>{t('list.channel')}</Menu.Label>
        <Menu.Item
          leftSection={<Icon name="cases" />}
          rightSection={filter.channelKind === undefined ? <Icon name="check" /> : null}
          onClick={() => narrow()}
        >
          {t('list.everyChannel')}
        </Menu.Item>
        {channelKinds.map((kind) => (
          <Menu.Item
            key={kind}
            leftSection={<Icon name={channelIcons[kind]} />}
            rightSection={kind === filter.channelKind ? <Icon name="check" /> : null}
            onClick={() => narrow(kind)}
          >
            {t(`channel.${kind}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
