import { TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import { say } from '../../actions/undo-store.ts';
import { client, loadMe, queryClient } from '../../api/desk-client.ts';
import { queryKeys } from '../../api/query-keys.ts';
import { useMe } from '../../api/use-me.ts';
import { t } from '../../i18n/translate.ts';
import { ContactLanguageField, LocaleField, TimeZoneField } from '../../parts/locale-fields.tsx';
import { useSubmit } from '../../parts/use-submit.ts';
import { SaveBar } from './save-bar.tsx';
import { Part, SettingsPage } from './settings-page.tsx';
import styles from './settings-screen.module.css';
import { useValues } from './use-values.ts';

/** Name, language and time zone of the organisation. */
export function AccountSection(): ReactElement {
  const { account } = useMe();
  const { values, set } = useValues({
    name: account.name,
    locale: account.locale,
    contact_language: account.contact_language,
    time_zone: account.time_zone,
  });
  const submit = useSubmit(async () => {
    await client.call('updateAccount', { body: values });
    await queryClient.invalidateQueries({ queryKey: queryKeys.me });
    await loadMe();
    say(t('word.saved'));
  });
  return (
    <SettingsPage section="account">
      <Part>
        <form className={styles['form']} onSubmit={submit.onSubmit}>
          <TextInput
            label={t('setup.accountName')}
            description={t('account.nameHint')}
            required
            withAsterisk={false}
            value={values.name}
            error={submit.fields['name']}
            onChange={(event) => set({ name: event.target.value })}
          />
          <LocaleField
            label={t('account.locale')}
            value={values.locale}
            onChange={(locale) => set({ locale })}
          />
          <ContactLanguageField
            label={t('account.contactLanguage')}
            value={values.contact_language}
            onChange={(contact_language) => set({ contact_language })}
          />
          <TimeZoneField
            value={values.time_zone}
            error={submit.fields['time_zone']}
            onChange={(time_zone) => set({ time_zone })}
          />
          <SaveBar submit={submit} />
        </form>
      </Part>
    </SettingsPage>
  );
}
