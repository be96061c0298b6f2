import type { Contact, ContactPoint } from '@earshot/contract/contact-contract.ts';
import { Icon, type IconName } from '@earshot/ui/icon.tsx';
import { IconButton } from '@earshot/ui/icon-button.tsx';
import { formatDate } from '@earshot/ui/format-time.ts';
import { useUi } from '@earshot/ui/ui-provider.tsx';
import { Button, TextInput } from '@mantine/core';
import { InlineAlert } from '@earshot/ui/error-state.tsx';
import { useState, type ReactElement, type ReactNode } from 'react';
import { offerUndo, say } from '../../actions/undo-store.ts';
import { client, queryClient } from '../../api/desk-client.ts';
import { queryKeys } from '../../api/query-keys.ts';
import { t } from '../../i18n/translate.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { describeError } from '../../parts/describe-error.ts';
import { useSubmit } from '../../parts/use-submit.ts';
import styles from './contact-detail.module.css';
import { keepContact } from './keep-contact.ts';

const icons: Record<ContactPoint['kind'], IconName> = {
  email: 'mail',
  phone: 'phone',
  handle: 'contacts',
  postal: 'mail',
  device: 'device',
  visitor: 'device',
  identity: 'contacts',
};

async function remove(contact: Contact, point: ContactPoint): Promise<void> {
  const params = { contactId: contact.id };
  keepContact({ ...contact, points: contact.points.filter((other) => other.id !== point.id) });
  try {
    await client.call('deleteContactPoint', { params: { ...params, pointId: point.id } });
    offerUndo(t('contacts.pointRemoved', { value: sayPoint(point) }), async () => {
      const body = { kind: point.kind, value: point.value_given };
      keepContact(await client.call('createContactPoint', { params, body }));
    });
  } catch (error) {
    await queryClient.invalidateQueries({ queryKey: queryKeys.contact(contact.id) });
    say(describeError(error), 'bad');
  }
}

const proofs = ['dmarc', 'one_time_code', 'identity_token', 'api_program'] as const;

/** What shows that a point is theirs, in words; what another program calls it stays as it is. */
function sayProof(how: string | null): string {
  const known = proofs.find((one) => one === how);
  return known === undefined ? (how ?? '') : t(`contacts.verifiedBy.${known}`);
}

/**
 * A point in words: of a browser or a device only what it is, since its number says nothing; of
 * somebody signed in what the site calls them, without the key of the channel before it.
 */
function sayPoint({ kind, value }: ContactPoint): string {
  if (kind === 'identity') {
    return t('point.identity', { subject: value.slice(value.indexOf('/') + 1) });
  }
  return kind === 'visitor' || kind === 'device' ? t(`point.${kind}`) : value;
}

/** An address that breaks behind its @ rather than within a name. */
function breakable(value: string): ReactNode {
  const at = value.indexOf('@') + 1;
  if (at === 0) return value;
  return (
    <>
      {value.slice(0, at)}
      <wbr />
      {value.slice(at)}
    </>
  );
}

/** How a contact can be reached; where each address came from, and why we keep it. */
export function ContactPoints({ contact }: { contact: Contact }): ReactElement {
  const [adding, setAdding] = useState(false);
  return (
    <section className={styles['section']}>
      <header>
        <h2>{t('contacts.points')}</h2>
        <IconButton icon="plus" label={t('contacts.addPoint')} onClick={() => setAdding(true)} />
      </header>
      {contact.points.length === 0 ? <p>{t('contacts.noPoints')}</p> : null}
      <ul className={styles['items']}>
        {contact.points.map((point) => (
          <PointRow key={point.id} contact={contact} point={point} />
        ))}
      </ul>
      <Dialog opened={adding} onClose={() => setAdding(false)} title={t('contacts.addPoint')}>
        {adding ? <AddPoint contact={contact} onDone={() => setAdding(false)} /> : null}
      </Dialog>
    </section>
  );
}

function PointRow({ contact, point }: { contact: Contact; point: ContactPoint }): ReactElement {
  const { locale, timeZone } = useUi();
  const since = formatDate(Date.parse(point.created_at), locale, timeZone);
  const source = t(`source.${point.source.kind}`, { name: point.source.name, since });
  return (
    <li>
      <Icon name={icons[point.kind]} />
      <span className={styles['value']}>
        {breakable(sayPoint(point))}
        {point.verified_at === null ? null : (
          <span
            className={styles['verified']}
            title={formatDate(Date.parse(point.verified_at), locale, timeZone)}
          >
            <Icon name="check" size={12} />
            {t('contacts.verified', { how: sayProof(point.verified_how) })}
          </span>
        )}
      </span>
      <IconButton
        size="small"
        icon="trash"
        label={t('contacts.removePoint', { value: sayPoint(point) })}
        onClick={() => void remove(contact, point)}
      />
      <span className={styles['source']}>
        {source} · {t(`basis.${point.legal_basis}`)}
      </span>
    </li>
  );
}

function AddPoint({ contact, onDone }: { contact: Contact; onDone: () => void }): ReactElement {
  const [value, setValue] = useState('');
  const kind = value.includes('@') ? 'email' : 'phone';
  const submit = useSubmit(async () => {
    const params = { contactId: contact.id };
    keepContact(await client.call('createContactPoint', { params, body: { kind, value } }));
    onDone();
  });
  return (
    <form className={styles['form']} onSubmit={submit.onSubmit}>
      <TextInput
        label={t('contacts.pointValue')}
        required
        withAsterisk={false}
        data-autofocus
        value={value}
        error={submit.fields['value']}
        onChange={(event) => setValue(event.target.value)}
      />
      <InlineAlert tone="plain">{t('contacts.sourceHint')}</InlineAlert>
      {submit.words === null ? null : <InlineAlert tone="bad">{submit.words}</InlineAlert>}
      <Button type="submit" loading={submit.pending}>
        {t('word.add')}
      </Button>
    </form>
  );
}
