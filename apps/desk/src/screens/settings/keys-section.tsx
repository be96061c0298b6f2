import type { ApiKey } from '@earshot/contract/key-contract.ts';
import { scopes } from '@earshot/contract/operation.ts';
import { EmptyState } from '@earshot/ui/empty-state.tsx';
import { InlineAlert } from '@earshot/ui/error-state.tsx';
import { RelativeTime } from '@earshot/ui/relative-time.tsx';
import { Button, Checkbox } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { attempt } from '../../actions/attempt.ts';
import { say } from '../../actions/undo-store.ts';
import { client, queryClient } from '../../api/desk-client.ts';
import { queryKeys } from '../../api/query-keys.ts';
import { t } from '../../i18n/translate.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { NameField } from '../../parts/name-field.tsx';
import { useSubmit } from '../../parts/use-submit.ts';
import { SaveBar } from './save-bar.tsx';
import { SettingsItem } from './settings-item.tsx';
import { SettingsPage } from './settings-page.tsx';
import styles from './settings-screen.module.css';
import { ShownOnce } from './shown-once.tsx';
import { useValues } from './use-values.ts';

async function revoke(key: ApiKey): Promise<void> {
  await attempt(async () => {
    await client.call('deleteApiKey', { params: { apiKeyId: key.id } });
    say(t('keysPage.revoked', { name: key.name }));
  });
  await queryClient.invalidateQueries({ queryKey: queryKeys.apiKeys });
}

/** Keys with which programs use the same interface as this desk. */
export function KeysSection(): ReactElement {
  const [creating, setCreating] = useState(false);
  const { data } = useQuery({
    queryKey: queryKeys.apiKeys,
    queryFn: () => client.call('listApiKeys'),
  });
  return (
    <SettingsPage
      section="keys"
      action={<Button onClick={() => setCreating(true)}>{t('keysPage.create')}</Button>}
    >
      <p className={styles['intro']}>
        {t('keysPage.intro')} <a href="/docs">{t('keysPage.docs')}</a>
      </p>
      {data?.items.length === 0 ? (
        <EmptyState icon="bolt" title={t('keysPage.none')}>
          {t('keysPage.noneNext')}
        </EmptyState>
      ) : null}
      <ul className={styles['items']}>
        {data?.items.map((key) => (
          <KeyItem key={key.id} apiKey={key} />
        ))}
      </ul>
      <Dialog opened={creating} onClose={() => setCreating(false)} title={t('keysPage.create')}>
        {creating ? <KeyForm onDone={() => setCreating(false)} /> : null}
      </Dialog>
    </SettingsPage>
  );
}

function KeyItem({ apiKey }: { apiKey: ApiKey }): ReactElement {
  const isOff = apiKey.revoked_at !== null;
  return (
    <SettingsItem
      icon="bolt"
      name={apiKey.name}
      isOff={isOff}
      deeds={
        isOff ? null : (
          <Button variant="default" onClick={() => void revoke(apiKey)}>
            {t('keysPage.revoke')}
          </Button>
        )
      }
    >
      {' '}
      <code>{apiKey.hint}</code>
      <p>
        {isOff ? `${t('keysPage.isRevoked')} · ` : ''}
        {apiKey.last_used_at === null ? (
          t('keysPage.unused')
        ) : (
          <>
            {t('keysPage.used')} <RelativeTime at={apiKey.last_used_at} length="long" />
          </>
        )}
      </p>
      <p>{apiKey.scopes.join(', ')}</p>
    </SettingsItem>
  );
}

function KeyForm({ onDone }: { onDone: () => void }): ReactElement {
  const [key, setKey] = useState<string | null>(null);
  const { values, set } = useValues({ name: '', scopes: ['cases:read'] as string[] });
  const submit = useSubmit(async () => {
    const chosen = scopes.filter((scope) => values.scopes.includes(scope));
    const made = await client.call('createApiKey', { body: { name: values.name, scopes: chosen } });
    setKey(made.key);
    await queryClient.invalidateQueries({ queryKey: queryKeys.apiKeys });
  });
  if (key !== null) {
    return (
      <div className={styles['form']}>
        <InlineAlert tone="warn">{t('keysPage.once')}</InlineAlert>
        <ShownOnce text={key} />
        <Button onClick={onDone}>{t('keysPage.kept')}</Button>
      </div>
    );
  }
  return (
    <form className={styles['form']} onSubmit={submit.onSubmit}>
      <NameField
        label={t('keysPage.name')}
        description={t('keysPage.nameHint')}
        value={values.name}
        error={submit.fields['name']}
        onChange={(name) => set({ name })}
      />
      <Checkbox.Group
        label={t('keysPage.scopes')}
        value={values.scopes}
        error={submit.fields['scopes']}
        onChange={(next) => set({ scopes: next })}
      >
        <div className={styles['row']}>
          {scopes.map((scope) => (
            <Checkbox key={scope} value={scope} label={t(`scope.${scope}`)} mt={6} />
          ))}
        </div>
      </Checkbox.Group>
      <SaveBar submit={submit} label={t('keysPage.create')} />
    </form>
  );
}
