import { Button, Checkbox, TextInput } from '@mantine/core';
import { EmptyState } from '@earshot/ui/empty-state.tsx';
import { InlineAlert } from '@earshot/ui/error-state.tsx';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { client, loadMe, queryClient, setCsrfToken } from '../../api/desk-client.ts';
import { queryKeys } from '../../api/query-keys.ts';
import { activateLocale, t, useLocale, type Locale } from '../../i18n/translate.ts';
import { AppLink, useGo } from '../../parts/app-link.tsx';
import { LocaleField, TimeZoneField } from '../../parts/locale-fields.tsx';
import { NewPasswordField } from '../../parts/password-field.tsx';
import { useSubmit } from '../../parts/use-submit.ts';
import { pathTo } from '../../paths.ts';
import { GateLayout } from '../sign-in/gate-layout.tsx';
import gate from '../sign-in/gate-layout.module.css';
import { useToken } from '../sign-in/use-token.ts';

/** First run: the one-time link claims the installation for its first administrator. */
export function SetupScreen(): ReactElement {
  const token = useToken();
  const { data: setup } = useQuery({
    queryKey: queryKeys.setup,
    queryFn: () => client.call('getSetup'),
  });
  if (setup?.state === 'claimed') {
    return (
      <GateLayout title={t('setup.claimed')}>
        <AppLink to={pathTo.signIn()}>{t('setup.toSignIn')}</AppLink>
      </GateLayout>
    );
  }
  if (token === '') {
    return (
      <GateLayout title={t('setup.title')}>
        <EmptyState icon="lock" title={t('setup.noToken')}>
          {t('setup.noTokenNext')}
        </EmptyState>
      </GateLayout>
    );
  }
  return <SetupForm token={token} port={setup?.smtp_in_port ?? null} />;
}

interface SetupValues {
  accountName: string;
  timeZone: string;
  name: string;
  email: string;
  password: string;
  address: string;
  demo: boolean;
}

function useSetupValues() {
  const locale = useLocale();
  const found = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const timeZone = found === 'UTC' ? 'Europe/Berlin' : found;
  const [values, setValues] = useState<SetupValues>({
    accountName: '',
    timeZone,
    name: '',
    email: '',
    password: '',
    address: '',
    demo: false,
  });
  return {
    locale,
    values,
    set: (change: Partial<SetupValues>) => setValues((before) => ({ ...before, ...change })),
  };
}

interface Part {
  values: SetupValues;
  set: (change: Partial<SetupValues>) => void;
  fields: Record<string, string>;
  locale: Locale;
}

function SetupForm({ token, port }: { token: string; port: number | null }): ReactElement {
  const go = useGo();
  const { locale, values, set } = useSetupValues();
  const submit = useSubmit(async () => {
    const { email, password } = values;
    await client.call('createSetup', {
      body: {
        token,
        account_name: values.accountName,
        name: values.name,
        email,
        password,
        locale,
        time_zone: values.timeZone,
        channel_address: values.address === '' ? undefined : values.address,
        demo: values.demo,
      },
    });
    queryClient.clear();
    if ((await loadMe()) === null) {
      const me = await client.call('createSession', { body: { email, password } });
      setCsrfToken(me.csrf_token);
      queryClient.setQueryData(queryKeys.me, me);
    }
    go(pathTo.cases('all'), { replace: true });
  });
  const parts: Part = { values, set, fields: submit.fields, locale };
  return (
    <GateLayout title={t('setup.title')} intro={t('setup.intro')} wide>
      <form onSubmit={submit.onSubmit}>
        <AccountFields {...parts} />
        <PersonFields {...parts} />
        <ChannelFields {...parts} port={port} />
        {submit.words === null ? null : <InlineAlert tone="bad">{submit.words}</InlineAlert>}
        <Button type="submit" loading={submit.pending}>
          {t('setup.submit')}
        </Button>
      </form>
    </GateLayout>
  );
}

function AccountFields({ values, set, fields, locale }: Part): ReactElement {
  return (
    <fieldset>
      <legend>{t('setup.account')}</legend>
      <TextInput
        label={t('setup.accountName')}
        placeholder="Falk Hausgeräte"
        required
        withAsterisk={false}
        autoFocus
        autoComplete="organization"
        value={values.accountName}
        error={fields['account_name']}
        onChange={(event) => set({ accountName: event.target.value })}
      />
      <div className={gate['row']}>
        <LocaleField
          label={t('field.locale')}
          value={locale}
          onChange={(next) => void activateLocale(next)}
        />
        <TimeZoneField
          value={values.timeZone}
          error={fields['time_zone']}
          onChange={(timeZone) => set({ timeZone })}
        />
      </div>
    </fieldset>
  );
}

function PersonFields({ values, set, fields }: Part): ReactElement {
  return (
    <fieldset>
      <legend>{t('setup.you')}</legend>
      <div className={gate['row']}>
        <TextInput
          label={t('field.yourName')}
          required
          withAsterisk={false}
          autoComplete="name"
          value={values.name}
          error={fields['name']}
          onChange={(event) => set({ name: event.target.value })}
        />
        <TextInput
          label={t('field.yourEmail')}
          type="email"
          required
          withAsterisk={false}
          autoComplete="username"
          value={values.email}
          error={fields['email']}
          onChange={(event) => set({ email: event.target.value })}
        />
      </div>
      <NewPasswordField
        label={t('field.password')}
        value={values.password}
        ownWords={[values.name, values.email, values.accountName]}
        error={fields['password']}
        onChange={(password) => set({ password })}
      />
    </fieldset>
  );
}

function ChannelFields({
  values,
  set,
  fields,
  port,
}: Part & { port: number | null }): ReactElement {
  return (
    <fieldset>
      <legend>{t('setup.channel')}</legend>
      <TextInput
        label={`${t('setup.address')} (${t('word.optional')})`}
        description={
          port === null ? t('setup.addressLater') : t('setup.addressHint', { port: String(port) })
        }
        type="email"
        placeholder="service@falk.example"
        value={values.address}
        error={fields['channel_address']}
        onChange={(event) => set({ address: event.target.value })}
      />
      <Checkbox
        label={t('setup.demo')}
        description={t('setup.demoHint')}
        checked={values.demo}
        onChange={(event) => set({ demo: event.target.checked })}
      />
    </fieldset>
  );
}
