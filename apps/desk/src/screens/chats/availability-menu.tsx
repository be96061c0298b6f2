import type { Availability, AvailabilityState } from '@earshot/contract/routing-contract.ts';
import { Icon, type IconName } from '@earshot/ui/icon.tsx';
import { IconButton } from '@earshot/ui/icon-button.tsx';
import { useSingleColumn } from '@earshot/ui/use-narrow.ts';
import { Menu, Switch, Tooltip, UnstyledButton } from '@mantine/core';
import { type ReactElement } from 'react';
import { say } from '../../actions/undo-store.ts';
import { t } from '../../i18n/translate.ts';
import { useGo } from '../../parts/app-link.tsx';
import { setPreference, usePreferences } from '../../parts/preferences.ts';
import { pathTo } from '../../paths.ts';
import shell from '../../shell/shell.module.css';
import styles from './availability-menu.module.css';
import { setOwnAvailability } from './change-live.ts';
import { useLiveDesk } from './use-live-desk.ts';

const states: readonly { state: AvailabilityState; icon: IconName }[] = [
  { state: 'live', icon: 'chat' },
  { state: 'mail', icon: 'mail' },
  { state: 'away', icon: 'clock' },
];

/** Whether the reader takes live conversations, to be seen and changed on every page. */
export function AvailabilityMenu(): ReactElement {
  const desk = useLiveDesk();
  const narrow = useSingleColumn();
  const mine = desk?.availability;
  const state = mine?.state ?? 'away';
  const label = t('live.mine', { state: t(`live.state.${state}`) });
  const waiting = desk?.waiting ?? 0;
  return (
    <Menu position={narrow ? 'top-end' : 'right-end'} width={280} closeOnItemClick={false}>
      <Menu.Target>
        <Tooltip label={label} position="right">
          <UnstyledButton className={shell['item']} aria-label={label}>
            <Icon name="chat" size={18} />
            <i className={styles['dot']} data-state={state} aria-hidden="true" />
            <span className={shell['word']}>{t(`live.short.${state}`)}</span>
            {waiting === 0 ? null : (
              <i className={shell['unread']} data-count={waiting} aria-hidden="true" />
            )}
          </UnstyledButton>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {states.map((one) => (
          <Menu.Item
            key={one.state}
            closeMenuOnClick
            leftSection={<Icon name={one.icon} />}
            rightSection={one.state === state ? <Icon name="check" /> : null}
            onClick={() => void setOwnAvailability({ state: one.state })}
          >
            {t(`live.state.${one.state}`)}
          </Menu.Item>
        ))}
        <p className={styles['hint']}>{t('live.leavesBy')}</p>
        <Menu.Divider />
        {mine ? <CapacityLine mine={mine} /> : null}
        <AttentionLines />
        <Menu.Divider />
        <OverviewItem />
      </Menu.Dropdown>
    </Menu>
  );
}

function OverviewItem(): ReactElement {
  const go = useGo();
  return (
    <Menu.Item
      closeMenuOnClick
      leftSection={<Icon name="team" />}
      onClick={() => go(pathTo.live())}
    >
      {t('live.overview')}
    </Menu.Item>
  );
}

function CapacityLine({ mine }: { mine: Availability }): ReactElement {
  const set = (capacity: number) => void setOwnAvailability({ capacity });
  return (
    <div className={styles['line']}>
      <span>{t('live.howMany', { count: mine.capacity })}</span>
      <span>
        <IconButton
          size="small"
          icon="chevron-down"
          label={t('live.fewer')}
          disabled={mine.capacity <= 1}
          onClick={() => set(mine.capacity - 1)}
        />
        <IconButton
          size="small"
          icon="chevron-up"
          label={t('live.more')}
          disabled={mine.capacity >= 20}
          onClick={() => set(mine.capacity + 1)}
        />
      </span>
    </div>
  );
}

/** Sound and notification: off until somebody wishes for them, on this device. */
function AttentionLines(): ReactElement {
  const { ringSound, ringNotice } = usePreferences();
  async function changeNotice(on: boolean): Promise<void> {
    const can = typeof Notification !== 'undefined';
    const allowed = on && can ? await Notification.requestPermission() : 'denied';
    if (on && allowed !== 'granted') say(t('live.noticeRefused'), 'bad');
    setPreference('ringNotice', on && allowed === 'granted');
  }
  return (
    <>
      <Switch
        className={styles['switch']}
        label={t('live.sound')}
        checked={ringSound}
        onChange={(event) => setPreference('ringSound', event.target.checked)}
      />
      <Switch
        className={styles['switch']}
        label={t('live.notice')}
        checked={ringNotice}
        onChange={(event) => void changeNotice(event.target.checked)}
      />
    </>
  );
}
