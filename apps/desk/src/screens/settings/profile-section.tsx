import {
  PasswordInput,
  SegmentedControl,
  Switch,
  TextInput,
  useMantineColorScheme,
} from '@mantine/core';
import type { ReactElement } from 'react';
import { say } from '../../actions/undo-store.ts';
import { client, queryClient } from '../../api/desk-client.ts';
import { queryKeys } from '../../api/query-keys.ts';
import { useMe } from '../../api/use-me.ts';
import { activateLocale, t } from '../../i18n/translate.ts';
import { LocaleField } from '../../parts/locale-fields.tsx';
import { NewPasswordField } from '../../parts/password-field.tsx';
import { setPreference, usePreferences } from '../../parts/preferences.ts';
import { useSubmit } from '../../parts/use-submit.ts';
import { SaveBar } from './save-bar.tsx';
import { Part, SettingsPage } from './settings-page.tsx';
import styles from './settings-screen.module.css';
import { useValues } from './use-values.ts';

/** The reader's own name, language, look, keys and password. */
export function ProfileSection(): ReactElement {
  return (
    <SettingsPage section="profile">
      <NamePart />
      <LookPart />
      <PasswordPart />
    </SettingsPage>
  );
}

function NamePart(): ReactElement {
  const me = useMe();
  const { values, set } = useValues({ name: me.member.name, locale: me.member.locale });
  const submit = useSubmit(async () => {
    queryClient.setQueryData(queryKeys.me, await client.call('updateMe', { body: values }));
    say(t('word.saved'));
    await activateLocale(values.locale);
  });
  return (
    <Part>
      <form className={styles['form']} onSubmit={submit.onSubmit}>
        <TextInput
          label={t('field.yourName')}
          description={t('profile.nameHint')}
          required
          withAsterisk={false}
          autoComplete="name"
          value={values.name}
          error={submit.fields['name']}
          onChange={(event) => set({ name: event.target.value })}
        />
        <LocaleField
          label={t('field.locale')}
          value={values.locale}
          onChange={(locale) => set({ locale })}
        />
        <SaveBar submit={submit} />
      </form>
    </Part>
  );
}

function LookPart(): ReactElement {
  const { density, singleKeys } = usePreferences();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Part title={t('profile.look')}>
      <div className={styles['form']}>
        <SegmentedControl
          aria-label={t('shell.theme')}
          value={colorScheme}
          onChange={setColorScheme}
          data={(['light', 'dark', 'auto'] as const).map((value) => ({
            value,
            label: t(`theme.${value}`),
          }))}
        />
        <Switch
          label={t('list.compact')}
          checked={density === 'compact'}
          onChange={(event) =>
            setPreference('density', event.target.checked ? 'compact' : 'normal')
          }
        />
        <Switch
          label={t('profile.singleKeys')}
          description={t('profile.singleKeysHint')}
          checked={singleKeys}
          onChange={(event) => setPreference('singleKeys', event.target.checked)}
        />
      </div>
    </Part>
  );
}

function PasswordPart(): ReactElement {
  const me = useMe();
  const { values, set } = useValues({ present: '', next: '' });
  const submit = useSubmit(async () => {
    await client.call('createPasswordChange', {
      body: { present_password: values.present, new_password: values.next },
    });
    set({ present: '', next: '' });
    say(t('profile.passwordDone'));
    await queryClient.invalidateQueries({ queryKey: queryKeys.sessions });
  });
  return (
    <Part title={t('profile.password')}>
      <form className={styles['form']} onSubmit={submit.onSubmit}>
        <input type="hidden" autoComplete="username" value={me.member.email} readOnly />
        <PasswordInput
          label={t('profile.presentPassword')}
          required
          withAsterisk={false}
          autoComplete="current-password"
          value={values.present}
          error={submit.fields['present_password']}
          onChange={(event) => set({ present: event.target.value })}
          visibilityToggleButtonProps={{ 'aria-label': t('password.show'), tabIndex: 0 }}
        />
        <NewPasswordField
          label={t('field.newPassword')}
          value={values.next}
          onChange={(next) => set({ next })}
          ownWords={[me.member.name, me.member.email, me.account.name]}
          error={submit.fields['new_password']}
        />
        <SaveBar submit={submit} label={t('newPassword.submit')} />
      </form>
    </Part>
  );
}
