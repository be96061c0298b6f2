import type { Availability, AvailabilityState } from '@earshot/contract/routing-contract.ts';
import { Icon, type IconName } from '@earshot/ui/icon.tsx';
import { ariaKeys, IconButton, TooltipWords } from '@earshot/ui/icon-button.tsx';
import { useSingleColumn } from '@earshot/ui/use-narrow.ts';
import { Menu, Switch, Tooltip, UnstyledButton } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { getAction } from '../../actions/action-list.ts';
import { useAction } from '../../actions/action-registry.ts';
import { say } from '../../actions/undo-store.ts';
import { t } from '../../i18n/translate.ts';
import { useGo } from '../../parts/app-link.tsx';
import { readPreferences, setPreference, usePreferences } from '../../parts/preferences.ts';
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

/**
 * Whether the reader takes live conversations, to be seen and changed on every page: one press
 * begins or ends it, the menu above it holds the rest.
 */
export function AvailabilityMenu(): ReactElement {
  const desk = useLiveDesk();
  const narrow = useSingleColumn();
  const [opened, setOpened] = useState(false);
  const mine = desk?.availability;
  const state = mine?.state ?? 'away';
  useAvailabilityActions(state, () => setOpened(true));
  return (
    <Menu
      opened={opened}
      onChange={setOpened}
      position={narrow ? 'top-end' : 'right-end'}
      width={280}
      closeOnItemClick={false}
    >
      <div className={styles['place']}>
        <Menu.Target>
          <UnstyledButton className={styles['more']} aria-label={t('live.menu')}>
            <Icon name="chevron-up" size={12} />
          </UnstyledButton>
        </Menu.Target>
        <AvailabilitySwitch state={state} waiting={desk?.waiting ?? 0} narrow={narrow} />
      </div>
      <Menu.Dropdown>
        {states.map((one) => (
          <Menu.Item
            key={one.state}
            closeMenuOnClick
            leftSection={<Icon name={one.icon} />}
            rightSection={one.state === state ? <Icon name="check" /> : null}
            onClick={() => setState(one.state)}
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

function setState(state: AvailabilityState): void {
  void setOwnAvailability({ state });
}

/** Ends or begins taking live conversations; ending leads back to what was chosen before. */
function toggle(state: AvailabilityState): void {
  if (state === 'live') return setState(readPreferences().apart);
  setPreference('apart', state);
  setState('live');
}

function useAvailabilityActions(state: AvailabilityState, open: () => void): void {
  useAction('live.toggle', () => toggle(state));
  useAction('live.take', () => setState('live'), { when: state !== 'live' });
  useAction('live.mail', () => setState('mail'), { when: state !== 'mail' });
  useAction('live.away', () => setState('away'), { when: state !== 'away' });
  useAction('live.menu', open);
}

function AvailabilitySwitch(props: {
  state: AvailabilityState;
  waiting: number;
  narrow: boolean;
}): ReactElement {
  const { state, waiting } = props;
  const label = t('live.mine', { state: t(`live.state.${state}`) });
  const next = t(state === 'live' ? 'live.end' : 'live.begin');
  const { keys } = getAction('live.toggle');
  return (
    <Tooltip
      position={props.narrow ? 'top' : 'right'}
      label={<TooltipWords label={`${label} · ${next}`} keys={keys} />}
    >
      <UnstyledButton
        className={shell['item']}
        role="switch"
        aria-checked={state === 'live'}
        aria-label={label}
        aria-keyshortcuts={keys === undefined ? undefined : ariaKeys(keys)}
        onClick={() => toggle(state)}
      >
        <Icon name="chat" size={18} />
        <i className={styles['dot']} data-state={state} aria-hidden="true" />
        <span className={shell['word']}>{t(`live.short.${state}`)}</span>
        {waiting === 0 ? null : (
          <i className={shell['unread']} data-count={waiting} aria-hidden="true" />
        )}
      </UnstyledButton>
    </Tooltip>
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
