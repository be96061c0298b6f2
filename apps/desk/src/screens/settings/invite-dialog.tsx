import type { Role } from '@earshot/contract/member-contract.ts';
import { InlineAlert } from '@earshot/ui/error-state.tsx';
import { Button, TextInput } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { client, queryClient } from '../../api/desk-client.ts';
import { queryKeys } from '../../api/query-keys.ts';
import { useMe } from '../../api/use-me.ts';
import { t } from '../../i18n/translate.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { LocaleField } from '../../parts/locale-fields.tsx';
import { NameField } from '../../parts/name-field.tsx';
import { useSubmit } from '../../parts/use-submit.ts';
import { RoleField, TeamsField } from './role-fields.tsx';
import { SaveBar } from './save-bar.tsx';
import styles from './settings-screen.module.css';
import { ShownOnce } from './shown-once.tsx';
import { useValues } from './use-values.ts';

const agentRole: Role = 'agent';

/** Invites a person; the link is shown once, and mailed where a relay is set. */
export function InviteDialog(props: { opened: boolean; onClose: () => void }): ReactElement {
  return (
    <Dialog opened={props.opened} onClose={props.onClose} title={t('members.invite')}>
      {props.opened ? <Form onClose={props.onClose} /> : null}
    </Dialog>
  );
}

function Form({ onClose }: { onClose: () => void }): ReactElement {
  const me = useMe();
  const [link, setLink] = useState<string | null>(null);
  const { values, set } = useValues({
    name: '',
    email: '',
    role: agentRole,
    team_ids: [] as string[],
    locale: me.account.locale,
  });
  const submit = useSubmit(async () => {
    const made = await client.call('createInvitation', { body: values });
    setLink(made.link);
    await queryClient.invalidateQueries({ queryKey: queryKeys.invitations });
  });
  if (link !== null) {
    return (
      <div className={styles['form']}>
        <InlineAlert tone="good">{t('members.invited', { name: values.name })}</InlineAlert>
        <ShownOnce text={link} />
        <Button onClick={onClose}>{t('word.close')}</Button>
      </div>
    );
  }
  return (
    <form className={styles['form']} onSubmit={submit.onSubmit}>
      <NameField
        value={values.name}
        error={submit.fields['name']}
        onChange={(name) => set({ name })}
      />
      <TextInput
        label={t('field.email')}
        type="email"
        required
        withAsterisk={false}
        value={values.email}
        error={submit.fields['email']}
        onChange={(event) => set({ email: event.target.value })}
      />
      <TeamsField value={values.team_ids} onChange={(team_ids) => set({ team_ids })} />
      <LocaleField
        label={t('field.locale')}
        value={values.locale}
        onChange={(locale) => set({ locale })}
      />
      <RoleField value={values.role} onChange={(role) => set({ role })} />
      <SaveBar submit={submit} label={t('members.invite')} />
    </form>
  );
}
