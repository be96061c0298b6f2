import { Tooltip } from '@mantine/core';
import { Icon, type IconName } from '@earshot/ui/icon.tsx';
import { ariaKeys, TooltipWords } from '@earshot/ui/icon-button.tsx';
import { Suspense, type ReactElement } from 'react';
import { getAction, type ActionId } from '../actions/action-list.ts';
import { useMe } from '../api/use-me.ts';
import { t, type MessageId } from '../i18n/translate.ts';
import { AppLink } from '../parts/app-link.tsx';
import { lazyPart } from '../parts/lazy-part.ts';
import { mayReadReceipts } from '../parts/may.ts';
import { pathTo } from '../paths.ts';
import styles from './shell.module.css';

const AccountMenu = lazyPart(async () => (await import('./account-menu.tsx')).AccountMenu);
const NotificationBell = lazyPart(
  async () => (await import('./notification-bell.tsx')).NotificationBell,
);
const AvailabilityMenu = lazyPart(
  async () => (await import('../screens/chats/availability-menu.tsx')).AvailabilityMenu,
  'live',
);

interface Place {
  to: string;
  /** Beginning of the addresses that belong to it. */
  root: string;
  icon: IconName;
  label: MessageId;
  action: ActionId;
  wide?: boolean;
}

const places: readonly Place[] = [
  { to: pathTo.home(), root: '/cases', icon: 'cases', label: 'shell.cases', action: 'go.mine' },
  {
    to: pathTo.tasks(),
    root: '/tasks',
    icon: 'check',
    label: 'shell.tasks',
    action: 'go.tasks',
  },
  {
    to: pathTo.contacts(),
    root: '/contacts',
    icon: 'contacts',
    label: 'shell.contacts',
    action: 'go.contacts',
  },
  {
    to: pathTo.search(''),
    root: '/search',
    icon: 'search',
    label: 'shell.search',
    action: 'search.open',
  },
];

const lower: readonly Place[] = [
  {
    to: pathTo.promises(),
    root: '/promise-figures',
    icon: 'clock',
    label: 'shell.promises',
    action: 'go.promises',
    wide: true,
  },
  {
    to: pathTo.escalations(),
    root: '/escalations',
    icon: 'warning',
    label: 'shell.escalations',
    action: 'go.escalations',
    wide: true,
  },
  {
    to: pathTo.receipts(),
    root: '/receipts',
    icon: 'receipts',
    label: 'shell.receipts',
    action: 'go.receipts',
    wide: true,
  },
  {
    to: pathTo.settings(),
    root: '/settings',
    icon: 'settings',
    label: 'shell.settings',
    action: 'go.settings',
    wide: true,
  },
];

/** What those who lead see. */
const leads = new Set(['/receipts', '/escalations', '/promise-figures']);

/** The narrow column of places at the left; a bar at the foot on a small screen. */
export function Rail({ href }: { href: string }): ReactElement {
  const me = useMe();
  const shown = lower.filter(({ root }) => !leads.has(root) || mayReadReceipts(me));
  return (
    <nav className={styles['rail']} aria-label={t('shell.places')}>
      <span className={styles['logo']}>
        <Logo />
      </span>
      {places.map((place) => (
        <RailLink key={place.root} place={place} current={href.startsWith(place.root)} />
      ))}
      <Suspense fallback={<Awaited icon="bell" word="bell.title" />}>
        <NotificationBell />
      </Suspense>
      <span className={styles['space']} />
      {shown.map((place) => (
        <RailLink key={place.root} place={place} current={href.startsWith(place.root)} />
      ))}
      {me.member.role === 'colleague' ? null : (
        <Suspense fallback={<Awaited icon="chat" />}>
          <AvailabilityMenu />
        </Suspense>
      )}
      <Suspense fallback={<Awaited icon="contacts" word="shell.account" />}>
        <AccountMenu />
      </Suspense>
    </nav>
  );
}

/** Stands where a menu will be in a moment, so that nothing jumps. */
function Awaited({ icon, word }: { icon: IconName; word?: MessageId }): ReactElement {
  return (
    <span className={styles['item']} aria-hidden="true">
      <Icon name={icon} size={18} />
      <span className={styles['word']}>{word === undefined ? '' : t(word)}</span>
    </span>
  );
}

function RailLink({ place, current }: { place: Place; current: boolean }): ReactElement {
  const { keys } = getAction(place.action);
  return (
    <Tooltip position="right" label={<TooltipWords label={t(place.label)} keys={keys} />}>
      <AppLink
        to={place.to}
        className={`${styles['item']} ${place.wide === true ? styles['wide'] : ''}`}
        aria-keyshortcuts={keys === undefined ? undefined : ariaKeys(keys)}
        aria-current={current ? 'page' : undefined}
      >
        <Icon name={place.icon} size={18} />
        <span className={styles['word']}>{t(place.label)}</span>
      </AppLink>
    </Tooltip>
  );
}

/** An ear, in two strokes. */
function Logo(): ReactElement {
  return (
    <svg
      width="26"
      height="26"
      viewBox="0 0 32 32"
      fill="none"
      stroke="currentColor"
      aria-hidden="true"
    >
      <g strokeWidth="2.6" strokeLinecap="round">
        <path d="M8.5 14a7.5 7.5 0 0 1 15 0c0 5.5-5.5 6-5.5 10.300a4 4 0 0 1-7.5 1.7" />
        <path d="M13 14a3 3 0 0 1 6 0c0 2.5-2.7 2.7-3 5" />
      </g>
    </svg>
  );
}
