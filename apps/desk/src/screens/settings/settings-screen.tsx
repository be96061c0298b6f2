import { Icon, type IconName } from '@earshot/ui/icon.tsx';
import { useSingleColumn } from '@earshot/ui/use-narrow.ts';
import { SplitLayout } from '@earshot/ui/split-layout.tsx';
import { useParams } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useMe } from '../../api/use-me.ts';
import { t } from '../../i18n/translate.ts';
import { AppLink } from '../../parts/app-link.tsx';
import { mayAdminister, maySupervise } from '../../parts/may.ts';
import { pathTo, type SettingsSection } from '../../paths.ts';
import { AccountSection } from './account-section.tsx';
import { ArticlesSection } from './articles-section.tsx';
import { AuditSection } from './audit-section.tsx';
import { CannedSection } from './canned-section.tsx';
import { ChannelsSection } from './channels-section.tsx';
import { ChecksSection } from './checks-section.tsx';
import { DevicesSection } from './devices-section.tsx';
import { KeysSection } from './keys-section.tsx';
import { LimitsSection } from './limits-section.tsx';
import { LiveSection } from './live-section.tsx';
import { MembersSection } from './members-section.tsx';
import { ProfileSection } from './profile-section.tsx';
import { PromiseRulesSection } from './promise-rules-section.tsx';
import styles from './settings-screen.module.css';
import { TeamsSection } from './teams-section.tsx';
import { TravelSection } from './travel-section.tsx';

interface Entry {
  section: SettingsSection;
  icon: IconName;
  /** Only for administrators, or for supervisors as well. */
  restricted: boolean | 'supervisor';
  Page: () => ReactElement;
}

const entries: readonly Entry[] = [
  { section: 'profile', icon: 'contacts', restricted: false, Page: ProfileSection },
  { section: 'devices', icon: 'device', restricted: false, Page: DevicesSection },
  { section: 'account', icon: 'folder', restricted: true, Page: AccountSection },
  { section: 'members', icon: 'contacts', restricted: false, Page: MembersSection },
  { section: 'teams', icon: 'team', restricted: false, Page: TeamsSection },
  { section: 'channels', icon: 'mail', restricted: false, Page: ChannelsSection },
  { section: 'live', icon: 'chat', restricted: 'supervisor', Page: LiveSection },
  { section: 'canned', icon: 'note', restricted: false, Page: CannedSection },
  { section: 'promises', icon: 'clock', restricted: 'supervisor', Page: PromiseRulesSection },
  { section: 'travel', icon: 'transfer', restricted: 'supervisor', Page: TravelSection },
  { section: 'checks', icon: 'check', restricted: 'supervisor', Page: ChecksSection },
  { section: 'articles', icon: 'file', restricted: 'supervisor', Page: ArticlesSection },
  { section: 'gestures', icon: 'hand', restricted: 'supervisor', Page: LimitsSection },
  { section: 'keys', icon: 'bolt', restricted: true, Page: KeysSection },
  { section: 'audit', icon: 'history', restricted: true, Page: AuditSection },
];
const own: readonly SettingsSection[] = ['profile', 'devices'];

/** The settings: the reader's own and, for those who may, the organisation's. */
export function SettingsScreen(): ReactElement {
  const params = useParams({ strict: false });
  const single = useSingleColumn();
  const me = useMe();
  const shown = entries.filter(
    ({ restricted }) =>
      restricted === false ||
      mayAdminister(me) ||
      (restricted === 'supervisor' && maySupervise(me)),
  );
  const wanted = params.section ?? (single ? undefined : 'profile');
  const current = shown.find((one) => one.section === wanted);
  const Page = current?.Page ?? ProfileSection;
  return (
    <SplitLayout
      paneLabel={t('settings.sections')}
      mainLabel={t('shell.settings')}
      showing={wanted === undefined ? 'pane' : 'main'}
      pane={
        <nav className={styles['nav']} aria-label={t('settings.sections')}>
          {single && wanted !== undefined ? null : <h1>{t('shell.settings')}</h1>}
          <h2>{me.member.name}</h2>
          <Entries
            entries={shown.filter((one) => own.includes(one.section))}
            current={current?.section}
          />
          <h2>{me.account.name}</h2>
          <Entries
            entries={shown.filter((one) => !own.includes(one.section))}
            current={current?.section}
          />
        </nav>
      }
      main={<Page key={current?.section} />}
    />
  );
}

function Entries(props: {
  entries: readonly Entry[];
  current: SettingsSection | undefined;
}): ReactElement {
  return (
    <ul>
      {props.entries.map(({ section, icon }) => (
        <li key={section}>
          <AppLink
            to={pathTo.settings(section)}
            className={styles['entry']}
            aria-current={section === props.current ? 'page' : undefined}
          >
            <Icon name={icon} />
            {t(`settings.${section}`)}
          </AppLink>
        </li>
      ))}
    </ul>
  );
}
