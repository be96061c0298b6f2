import { Menu, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import { Avatar } from '@earshot/ui/avatar.tsx';
import { Icon } from '@earshot/ui/icon.tsx';
import type { ReactElement } from 'react';
import { runAction } from '../actions/action-registry.ts';
import { useMe } from '../api/use-me.ts';
import { t } from '../i18n/translate.ts';
import { useGo } from '../parts/app-link.tsx';
import { mayReadReceipts } from '../parts/may.ts';
import { pathTo } from '../paths.ts';
import styles from './shell.module.css';

const themes = ['light', 'dark', 'auto'] as const;

/** The reader's own menu: theme, settings, map of keys, sign-out. */
export function AccountMenu(): ReactElement {
  const me = useMe();
  const go = useGo();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const icons = { light: 'sun', dark: 'moon', auto: 'device' } as const;
  return (
    <Menu position="right-end" width={240}>
      <Menu.Target>
        <UnstyledButton className={styles['item']}>
          <span className={styles['face']}>
            <Avatar name={me.member.name} size={28} strong />
          </span>
          <span className={styles['word']}>{t('shell.account')}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {me.member.name} · {me.account.name}
        </Menu.Label>
        <Menu.Item
          leftSection={<Icon name="settings" />}
          onClick={() => go(pathTo.settings('profile'))}
        >
          {t('shell.settings')}
        </Menu.Item>
        {mayReadReceipts(me) ? (
          <Menu.Item leftSection={<Icon name="clock" />} onClick={() => go(pathTo.promises())}>
            {t('shell.promises')}
          </Menu.Item>
        ) : null}
        {mayReadReceipts(me) ? (
          <Menu.Item leftSection={<Icon name="warning" />} onClick={() => go(pathTo.escalations())}>
            {t('shell.escalations')}
          </Menu.Item>
        ) : null}
        {mayReadReceipts(me) ? (
          <Menu.Item leftSection={<Icon name="receipts" />} onClick={() => go(pathTo.receipts())}>
            {t('shell.receipts')}
          </Menu.Item>
        ) : null}
        {me.member.role === 'colleague' ? null : (
          <Menu.Item leftSection={<Icon name="chat" />} onClick={() => runAction('live.menu')}>
            {t('action.liveMenu')}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<Icon name="keyboard" />} onClick={() => runAction('keys.show')}>
          {t('action.keys')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t('shell.theme')}</Menu.Label>
        {themes.map((name) => (
          <Menu.Item
            key={name}
            leftSection={<Icon name={icons[name]} />}
            rightSection={colorScheme === name ? <Icon name="check" /> : null}
            onClick={() => setColorScheme(name)}
          >
            {t(`theme.${name}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<Icon name="sign-out" />} onClick={() => runAction('session.end')}>
          {t('action.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
