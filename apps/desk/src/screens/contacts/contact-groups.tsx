import type { Contact } from '@earshot/contract/contact-contract.ts';
import { TagsInput } from '@mantine/core';
import type { ReactElement } from 'react';
import { offerUndo, say } from '../../actions/undo-store.ts';
import { client, queryClient } from '../../api/desk-client.ts';
import { useContactGroups } from '../../api/directory.ts';
import { queryKeys } from '../../api/query-keys.ts';
import { t } from '../../i18n/translate.ts';
import { describeError } from '../../parts/describe-error.ts';
import styles from './contact-detail.module.css';
import { keepContact } from './keep-contact.ts';

async function save(contact: Contact, groups: string[]): Promise<void> {
  const { groups: kept } = await client.call('updateContact', {
    params: { contactId: contact.id },
    body: { groups },
  });
  keepContact({ ...contact, groups: kept });
  await queryClient.invalidateQueries({ queryKey: queryKeys.contactGroups });
}

async function change(contact: Contact, groups: string[]): Promise<void> {
  keepContact({ ...contact, groups });
  try {
    await save(contact, groups);
    offerUndo(t('contacts.groupsChanged'), () => save(contact, contact.groups));
  } catch (error) {
    keepContact(contact);
    say(describeError(error), 'bad');
  }
}

/** What this person has in common with others; policies can ask for it. */
export function ContactGroups({ contact }: { contact: Contact }): ReactElement {
  const known = useContactGroups();
  return (
    <section className={styles['section']}>
      <TagsInput
        label={t('contacts.groups')}
        description={t('contacts.groupsHint')}
        data={known}
        maxTags={20}
        value={contact.groups}
        onChange={(groups) => void change(contact, groups)}
      />
    </section>
  );
}
