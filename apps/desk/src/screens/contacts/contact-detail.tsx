import type { Contact } from '@earshot/contract/contact-contract.ts';
import type { ContactLanguage } from '@earshot/contract/contact-language.ts';
import { ErrorState } from '@earshot/ui/error-state.tsx';
import { IconButton } from '@earshot/ui/icon-button.tsx';
import { formatDate } from '@earshot/ui/format-time.ts';
import { useUi } from '@earshot/ui/ui-provider.tsx';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState, type ReactElement } from 'react';
import { pick } from '../../actions/pick.ts';
import { offerUndo, say } from '../../actions/undo-store.ts';
import { client } from '../../api/desk-client.ts';
import { queryKeys } from '../../api/query-keys.ts';
import { t } from '../../i18n/translate.ts';
import { contactLanguageItems, contactLanguageNames } from '../../parts/contact-languages.ts';
import { contactName, firstAddress } from '../../parts/contact-name.ts';
import { describeError } from '../../parts/describe-error.ts';
import { PageHeader } from '../../parts/page-header.tsx';
import { useTitle } from '../../parts/use-title.ts';
import { pathTo } from '../../paths.ts';
import { ContactCases } from './contact-cases.tsx';
import { ContactGroups } from './contact-groups.tsx';
import styles from './contact-detail.module.css';
import { ContactLinks } from './contact-links.tsx';
import { ContactPoints } from './contact-points.tsx';
import { keepContact } from './keep-contact.ts';

/** One contact: how it can be reached and where each address came from, its cases, its links. */
export function ContactDetail(): ReactElement {
  const { contactId = '' } = useParams({ strict: false });
  const { data, error, refetch } = useQuery({
    queryKey: queryKeys.contact(contactId),
    queryFn: () => client.call('getContact', { params: { contactId } }),
  });
  if (error && !data) {
    return (
      <ErrorState
        title={t('contacts.failedOne')}
        detail={describeError(error)}
        retryLabel={t('word.retry')}
        onRetry={() => void refetch()}
      />
    );
  }
  if (!data) return <div aria-busy="true" />;
  return <ContactPage key={data.id} contact={data} />;
}

async function rename(contact: Contact, name: string): Promise<void> {
  if (name === '' || name === contact.name) return;
  const params = { contactId: contact.id };
  keepContact({ ...contact, name });
  try {
    keepContact(await client.call('updateContact', { params, body: { name } }));
    offerUndo(t('contacts.renamed'), async () => {
      keepContact(await client.call('updateContact', { params, body: { name: contact.name } }));
    });
  } catch (error) {
    keepContact(contact);
    say(describeError(error), 'bad');
  }
}

async function chooseLocale(contact: Contact): Promise<void> {
  const items = [
    ...contactLanguageItems.map(({ value, label }) => ({ id: value, label })),
    { id: 'none', label: t('contacts.localeUnknown') },
  ];
  const picked = await pick({
    title: t('contacts.locale'),
    items,
    checked: [contact.locale ?? 'none'],
  });
  if (picked === null || !('id' in picked)) return;
  const locale = picked.id === 'none' ? null : (picked.id as ContactLanguage);
  const params = { contactId: contact.id };
  try {
    keepContact(await client.call('updateContact', { params, body: { locale } }));
  } catch (error) {
    say(describeError(error), 'bad');
  }
}

function ContactPage({ contact }: { contact: Contact }): ReactElement {
  const { locale, timeZone } = useUi();
  const [editing, setEditing] = useState(false);
  const name = contactName(contact.name, firstAddress(contact.points));
  useTitle(name);
  return (
    <>
      <PageHeader title={name} backTo={pathTo.contacts()}>
        <IconButton icon="pencil" label={t('contacts.rename')} onClick={() => setEditing(true)} />
      </PageHeader>
      <div className={styles['page']}>
        {editing ? (
          <input
            className={styles['rename']}
            aria-label={t('field.name')}
            defaultValue={contact.name}
            autoFocus
            onBlur={(event) => {
              setEditing(false);
              void rename(contact, event.target.value.trim());
            }}
            onKeyDown={(event) => {
              if (event.key === 'Enter') event.currentTarget.blur();
              if (event.key !== 'Escape') return;
              event.currentTarget.value = contact.name;
              event.currentTarget.blur();
            }}
          />
        ) : null}
        <dl className={styles['facts']}>
          <div>
            <dt>{t('contacts.since')}</dt>
            <dd>{formatDate(Date.parse(contact.created_at), locale, timeZone)}</dd>
          </div>
          <div>
            <dt>{t('contacts.locale')}</dt>
            <dd>
              <button
                type="button"
                className={styles['inline']}
                onClick={() => void chooseLocale(contact)}
              >
                {contact.locale === null
                  ? t('contacts.localeUnknown')
                  : contactLanguageNames[contact.locale]}
              </button>
            </dd>
          </div>
          <div>
            <dt>{t('shell.cases')}</dt>
            <dd>
              {t('contacts.caseCount', { all: contact.case_count, open: contact.open_case_count })}
            </dd>
          </div>
        </dl>
        <ContactGroups contact={contact} />
        <ContactPoints contact={contact} />
        <ContactLinks contact={contact} />
        <ContactCases contactId={contact.id} />
      </div>
    </>
  );
}
