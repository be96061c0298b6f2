import { Button, TextInput } from '@mantine/core';
import { InlineAlert } from '@earshot/ui/error-state.tsx';
import { useState, type ReactElement } from 'react';
import { client } from '../../api/desk-client.ts';
import { t } from '../../i18n/translate.ts';
import { AppLink } from '../../parts/app-link.tsx';
import { NewPasswordField } from '../../parts/password-field.tsx';
import { useSubmit } from '../../parts/use-submit.ts';
import { pathTo } from '../../paths.ts';
import { GateLayout } from './gate-layout.tsx';
import { useToken } from './use-token.ts';

/** Asks for a link by mail; with a link's token in the address, takes the new password. */
export function PasswordResetScreen(): ReactElement {
  const token = useToken();
  return token === '' ? <AskForLink /> : <ChoosePassword key={token} token={token} />;
}

function AskForLink(): ReactElement {
  const [email, setEmail] = useState('');
  const [done, setDone] = useState(false);
  const submit = useSubmit(async () => {
    await client.call('createPasswordReset', { body: { email } });
    setDone(true);
  });
  return (
    <GateLayout title={t('reset.title')} intro={t('reset.intro')}>
      {done ? (
        <InlineAlert tone="good">{t('reset.sent', { email })}</InlineAlert>
      ) : (
        <form onSubmit={submit.onSubmit}>
          <TextInput
            label={t('field.email')}
            type="email"
            autoComplete="username"
            required
            withAsterisk={false}
            autoFocus
            value={email}
            error={submit.fields['email']}
            onChange={(event) => setEmail(event.target.value)}
          />
          {submit.words === null ? null : <InlineAlert tone="bad">{submit.words}</InlineAlert>}
          <Button type="submit" loading={submit.pending}>
            {t('reset.submit')}
          </Button>
        </form>
      )}
      <AppLink to={pathTo.signIn()}>{t('reset.back')}</AppLink>
    </GateLayout>
  );
}

function ChoosePassword({ token }: { token: string }): ReactElement {
  const [password, setPassword] = useState('');
  const [done, setDone] = useState(false);
  const submit = useSubmit(async () => {
    await client.call('createPasswordChange', { body: { token, new_password: password } });
    setDone(true);
  });
  return (
    <GateLayout title={t('newPassword.title')}>
      {done ? (
        <InlineAlert tone="good">{t('newPassword.done')}</InlineAlert>
      ) : (
        <form onSubmit={submit.onSubmit}>
          <NewPasswordField
            label={t('field.newPassword')}
            value={password}
            onChange={setPassword}
            ownWords={[]}
            error={submit.fields['new_password']}
          />
          {submit.words === null ? null : <InlineAlert tone="bad">{submit.words}</InlineAlert>}
          <Button type="submit" loading={submit.pending}>
            {t('newPassword.submit')}
          </Button>
        </form>
      )}
      <AppLink to={pathTo.signIn()}>{t('reset.back')}</AppLink>
    </GateLayout>
  );
}
