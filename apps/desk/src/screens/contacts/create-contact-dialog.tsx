import { Button, TextInput } from '@mantine/core';
import { InlineAlert } from '@earshot/ui/error-state.tsx';
import { useState, type ReactElement } from 'react';
import { client, queryClient } from '../../api/desk-client.ts';
import { queryKeys } from '../../api/query-keys.ts';
import { t } from '../../i18n/translate.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { NameField } from '../../parts/name-field.tsx';
import { useSubmit } from '../../parts/use-submit.ts';
import styles from './contact-detail.module.css';

/** Adds a contact by hand; the source of its points is the member who adds them. */
export function CreateContactDialog(props: {
  opened: boolean;
  onClose: () => void;
  onCreated: (contactId: string) => void;
}): ReactElement {
  return (
    <Dialog opened={props.opened} onClose={props.onClose} title={t('contacts.create')}>
      {props.opened ? <CreateForm {...props} /> : null}
    </Dialog>
  );
}

function CreateForm(props: {
  onClose: () => void;
  onCreated: (contactId: string) => void;
}): ReactElement {
  const [values, setValues] = useState({ name: '', email: '', phone: '' });
  const set = (change: Partial<typeof values>) => setValues({ ...values, ...change });
  const submit = useSubmit(async () => {
    const { name, email, phone } = values;
    const created = await client.call('createContact', {
      body: {
        name,
        points: [
          ...(email === '' ? [] : [{ kind: 'email' as const, value: email }]),
          ...(phone === '' ? [] : [{ kind: 'phone' as const, value: phone }]),
        ],
      },
    });
    queryClient.setQueryData(queryKeys.contact(created.id), created);
    await queryClient.invalidateQueries({ queryKey: queryKeys.contacts });
    props.onClose();
    props.onCreated(created.id);
  });
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
        value={values.email}
        error={submit.fields['points.0.value']}
        onChange={(event) => set({ email: event.target.value })}
      />
      <TextInput
        label={t('contacts.phone')}
        type="tel"
        value={values.phone}
        error={submit.fields['points.1.value']}
        onChange={(event) => set({ phone: event.target.value })}
      />
      <InlineAlert tone="plain">{t('contacts.sourceHint')}</InlineAlert>
      {submit.words === null ? null : <InlineAlert tone="bad">{submit.words}</InlineAlert>}
      <Button type="submit" loading={submit.pending}>
        {t('contacts.create')}
      </Button>
    </form>
  );
}
