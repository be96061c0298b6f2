import type { Contact } from '@earshot/contract/contact-contract.ts';
import { readLinkReason } from '@earshot/contract/link-reason.ts';
import { Icon } from '@earshot/ui/icon.tsx';
import { IconButton } from '@earshot/ui/icon-button.tsx';
import { Picker } from '@earshot/ui/picker.tsx';
import { RelativeTime } from '@earshot/ui/relative-time.tsx';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Suspense, useDeferredValue, useState, type ReactElement } from 'react';
import { offerUndo, say } from '../../actions/undo-store.ts';
import { client, queryClient } from '../../api/desk-client.ts';
import { queryKeys } from '../../api/query-keys.ts';
import { t } from '../../i18n/translate.ts';
import { AppLink } from '../../parts/app-link.tsx';
import { contactName } from '../../parts/contact-name.ts';
import { describeError } from '../../parts/describe-error.ts';
import { lazyPart } from '../../parts/lazy-part.ts';
import { pathTo } from '../../paths.ts';
import styles from './contact-detail.module.css';
import { keepContact } from './keep-contact.ts';

const found_rows = 12;

const LinkProposals = lazyPart(async () => (await import('./link-proposals.tsx')).LinkProposals);

function renew(contactId: string): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: queryKeys.contact(contactId) });
}

async function removeLink(contact: Contact, linkId: string): Promise<void> {
  await client.call('deleteContactLink', { params: { contactId: contact.id, linkId } });
  await renew(contact.id);
}

async function unlink(contact: Contact, old: Contact['links'][number]): Promise<void> {
  try {
    await removeLink(contact, old.id);
    offerUndo(t('contacts.unlinked', { name: old.linked_name }), async () => {
      const body = { linked_contact_id: old.linked_contact_id, reason: old.reason };
      const params = { contactId: contact.id };
      keepContact(await client.call('createContactLink', { params, body }));
    });
  } catch (error) {
    say(describeError(error), 'bad');
  }
}

async function link(contact: Contact, other: { id: string; name: string }): Promise<void> {
  try {
    const known = new Set(contact.links.map((one) => one.id));
    const linked = await client.call('createContactLink', {
      params: { contactId: contact.id },
      body: { linked_contact_id: other.id },
    });
    keepContact(linked);
    const made = linked.links.find((one) => !known.has(one.id));
    offerUndo(t('contacts.linked', { name: other.name }), async () => {
      if (made) await removeLink(contact, made.id);
    });
  } catch (error) {
    say(describeError(error), 'bad');
  }
}

const nameOfLinked = (one: Contact['links'][number]) => one.linked_name || t('contacts.unnamed');

/** The words of whoever linked them, or the evidence that a proposal went by. */
function explainReason(reason: string): string {
  const read = readLinkReason(reason);
  if (!read) return reason;
  const because = t(`contacts.evidence.${read.code}`, { address: read.address ?? '' });
  return read.byContact ? `${because} · ${t('contacts.linkedByContact')}` : because;
}

/** Other contacts that are the same person; linking moves nothing, so it can always be undone. */
export function ContactLinks({ contact }: { contact: Contact }): ReactElement {
  const [choosing, setChoosing] = useState(false);
  return (
    <section className={styles['section']}>
      <header>
        <h2>{t('contacts.links')}</h2>
        <IconButton icon="link" label={t('contacts.link')} onClick={() => setChoosing(true)} />
      </header>
      <Suspense>
        <LinkProposals contact={contact} />
      </Suspense>
      {contact.links.length === 0 ? <p>{t('contacts.noLinks')}</p> : null}
      <ul className={styles['items']}>
        {contact.links.map((one) => (
          <li key={one.id}>
            <Icon name="link" />
            <AppLink to={pathTo.contact(one.linked_contact_id)} className={styles['value']}>
              {nameOfLinked(one)}
            </AppLink>
            <IconButton
              size="small"
              icon="unlink"
              label={t('contacts.unlink', { name: nameOfLinked(one) })}
              onClick={() => void unlink(contact, one)}
            />
            <span className={styles['source']}>
              {one.reason === '' ? null : `${explainReason(one.reason)} · `}
              <RelativeTime at={one.created_at} length="long" />
            </span>
          </li>
        ))}
      </ul>
      <ChooseContact
        opened={choosing}
        except={contact.id}
        onClose={() => setChoosing(false)}
        onChoose={(other) => void link(contact, other)}
      />
    </section>
  );
}

function ChooseContact(props: {
  opened: boolean;
  except: string;
  onClose: () => void;
  onChoose: (contact: { id: string; name: string }) => void;
}): ReactElement {
  const [typed, setTyped] = useState('');
  const q = useDeferredValue(typed.trim());
  const { data } = useQuery({
    queryKey: [...queryKeys.contactList(q), 'choose'],
    enabled: props.opened,
    queryFn: ({ signal }) =>
      client.call('listContacts', {
        query: { q: q === '' ? undefined : q, limit: found_rows },
        signal,
      }),
    placeholderData: keepPreviousData,
  });
  const rows = data?.items.filter((row) => row.id !== props.except) ?? [];
  return (
    <Picker
      opened={props.opened}
      title={t('contacts.link')}
      placeholder={t('contacts.linkWhich')}
      items={rows.map((row) => ({
        id: row.id,
        label: contactName(row.name, row.main_point),
        detail: row.main_point ?? undefined,
        icon: 'contacts',
        always: true,
      }))}
      emptyText={t('contacts.notFound')}
      onQuery={setTyped}
      onClose={props.onClose}
      onChoose={(id) => {
        const row = rows.find((one) => one.id === id);
        props.onClose();
        if (row) props.onChoose({ id: row.id, name: contactName(row.name, row.main_point) });
      }}
    />
  );
}
