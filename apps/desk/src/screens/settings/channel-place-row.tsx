import type { ContactLanguage } from '@earshot/contract/contact-language.ts';
import { Select } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTeams } from '../../api/directory.ts';
import { t } from '../../i18n/translate.ts';
import { ContactLanguageField } from '../../parts/locale-fields.tsx';
import styles from './settings-screen.module.css';

interface Place {
  teamId: string | null;
  locale: ContactLanguage;
}

/** The team that gets the cases of a channel, and the language of who did not show theirs. */
export function ChannelPlaceRow(props: {
  values: Place;
  error: string | undefined;
  onChange: (change: Partial<Place>) => void;
}): ReactElement {
  const { values, error, onChange } = props;
  const teams = useTeams();
  return (
    <div className={styles['row']}>
      <Select
        label={t('channels.team')}
        clearable
        clearButtonProps={{ 'aria-label': t('word.remove') }}
        placeholder={t('channels.noTeam')}
        data={teams.map((team) => ({ value: team.id, label: team.name }))}
        value={values.teamId}
        error={error}
        onChange={(teamId) => onChange({ teamId })}
      />
      <ContactLanguageField
        label={t('channels.locale')}
        value={values.locale}
        onChange={(locale) => onChange({ locale })}
      />
    </div>
  );
}
