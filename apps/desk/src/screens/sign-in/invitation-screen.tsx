import { Button, TextInput } from '@mantine/core';
import { ErrorState, InlineAlert } from '@earshot/ui/error-state.tsx';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { client, queryClient } from '../../api/desk-client.ts';
import { activateLocale, t, useLocale } from '../../i18n/translate.ts';
import { describeError } from '../../parts/describe-error.ts';
import { useGo } from '../../parts/app-link.tsx';
import { NewPasswordField } from '../../parts/password-field.tsx';
import { useSubmit } from '../../parts/use-submit.ts';
import { pathTo } from '../../paths.ts';
import { GateLayout } from './gate-layout.tsx';
import { useToken } from './use-token.ts';

/** What an invited person sees: who invites them, and the password they choose. */
export function InvitationScreen(): ReactElement {
  const token = useToken();
  const locale = useLocale();
  const go = useGo();
  const [name, setName] = useState<string | null>(null);
  const [password, setPassword] = useState('');
  const { data, error, refetch } = useQuery({
    queryKey: ['invitation', token],
    queryFn: async () => {
      const found = await client.call('getInvitationByToken', { params: { token } });
      await activateLocale(found.locale);
      return found;
    },
    retry: false,
    staleTime: Infinity,
    enabled: token !== '',
  });
  const submit = useSubmit(async () => {
    await client.call('createInvitationAcceptance', {
      params: { token },
      body: { name: name ?? data?.name ?? '', password, locale },
    });
    queryClient.clear();
    go(pathTo.home(), { replace: true });
  });
  if (error || token === '') {
    return (
      <GateLayout title={t('invitation.gone')}>
        <ErrorState
          title={t('invitation.gone')}
          detail={token === '' ? t('invitation.noToken') : describeError(error)}
          retryLabel={t('word.retry')}
          onRetry={() => void refetch()}
        />
      </GateLayout>
    );
  }
  if (!data) return <GateLayout title={t('word.loading')}>{null}</GateLayout>;
  const shown = name ?? data.name;
  return (
    <GateLayout
      title={t('invitation.title', { account: data.account_name })}
      intro={t('invitation.intro', { email: data.email, role: t(`role.${data.role}`) })}
    >
      <form onSubmit={submit.onSubmit}>
        <TextInput
          label={t('field.name')}
          autoComplete="name"
          required
          withAsterisk={false}
          value={shown}
          error={submit.fields['name']}
          onChange={(event) => setName(event.target.value)}
        />
        <input type="hidden" autoComplete="username" value={data.email} readOnly />
        <NewPasswordField
          label={t('field.password')}
          value={password}
          onChange={setPassword}
          ownWords={[shown, data.email, data.account_name]}
          error={submit.fields['password']}
        />
        {submit.words === null ? null : <InlineAlert tone="bad">{submit.words}</InlineAlert>}
        <Button type="submit" loading={submit.pending}>
          {t('invitation.submit')}
        </Button>
      </form>
    </GateLayout>
  );
}
