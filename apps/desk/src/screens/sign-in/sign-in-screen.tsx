import { Button, PasswordInput, TextInput } from '@mantine/core';
import { InlineAlert } from '@earshot/ui/error-state.tsx';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState, type ReactElement } from 'react';
import { client, queryClient, setCsrfToken } from '../../api/desk-client.ts';
import { queryKeys } from '../../api/query-keys.ts';
import { t } from '../../i18n/translate.ts';
import { AppLink, useGo } from '../../parts/app-link.tsx';
import { useSubmit } from '../../parts/use-submit.ts';
import { pathTo } from '../../paths.ts';
import { GateLayout } from './gate-layout.tsx';

/** Only addresses of this desk lead back. */
function readBack(): string {
  const back = new URLSearchParams(location.search).get('back') ?? '/';
  return /^\/(?![/\\])/.test(back) ? back : '/';
}

/** Sign-in with e-mail and password. */
export function SignInScreen(): ReactElement {
  const go = useGo();
  useEffect(() => {
    // Nothing of the member who was signed in stays on the page.
    queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'setup' });
  }, []);
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const { data: setup } = useQuery({
    queryKey: queryKeys.setup,
    queryFn: () => client.call('getSetup'),
  });
  const submit = useSubmit(async () => {
    const me = await client.call('createSession', { body: { email, password } });
    setCsrfToken(me.csrf_token);
    queryClient.clear();
    queryClient.setQueryData(queryKeys.me, me);
    go(readBack(), { replace: true });
  });
  return (
    <GateLayout title={t('signIn.title')}>
      {setup?.state === 'open' ? (
        <InlineAlert tone="plain">{t('signIn.setupOpen')}</InlineAlert>
      ) : null}
      <form onSubmit={submit.onSubmit}>
        <TextInput
          label={t('field.email')}
          type="email"
          autoComplete="username"
          required
          withAsterisk={false}
          autoFocus
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
        <PasswordInput
          label={t('field.password')}
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          visibilityToggleButtonProps={{ 'aria-label': t('password.show'), tabIndex: 0 }}
        />
        {submit.words === null ? null : <InlineAlert tone="bad">{submit.words}</InlineAlert>}
        <Button type="submit" loading={submit.pending}>
          {t('signIn.submit')}
        </Button>
      </form>
      <AppLink to={pathTo.passwordReset()}>{t('signIn.forgotten')}</AppLink>
    </GateLayout>
  );
}
