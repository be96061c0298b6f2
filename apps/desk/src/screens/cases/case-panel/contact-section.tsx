import type { CaseDetail } from '@earshot/contract/case-contract.ts';
import type { Contact } from '@earshot/contract/contact-contract.ts';
import { Avatar } from '@earshot/ui/avatar.tsx';
import { IconButton } from '@earshot/ui/icon-button.tsx';
import { RelativeTime } from '@earshot/ui/relative-time.tsx';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { offerUndo } from '../../../actions/undo-store.ts';
import { client } from '../../../api/desk-client.ts';
import { queryKeys } from '../../../api/query-keys.ts';
import { t } from '../../../i18n/translate.ts';
import { AppLink } from '../../../parts/app-link.tsx';
import { pathTo } from '../../../paths.ts';
import { ContactLinks } from '../../contacts/contact-links.tsx';
import { ContactPoints } from '../../contacts/contact-points.tsx';
import { keepContact } from '../../contacts/keep-contact.ts';
import { attempt } from '../../../actions/attempt.ts';
import { renewCase } from '../case-changes/show-case.ts';
import { contactName, firstAddress } from '../../../parts/contact-name.ts';
import styles from './case-panel.module.css';
import { PanelSection } from './panel-section.tsx';

const shown_cases = 5;

async function rename(contact: Contact, name: string, caseId: string): Promise<void> {
  const params = { contactId: contact.id };
  const call = async (wanted: string) => {
    keepContact(await client.call('updateContact', { params, body: { name: wanted } }));
    renewCase(caseId);
  };
  await attempt(async () => {
    await call(name);
    offerUndo(t('contacts.renamed'), () => call(contact.name));
  });
}

/** The contact of the case: name, how to reach them and whence we know, their other cases. */
export function ContactSection({ detail }: { detail: CaseDetail }): ReactElement {
  const contactId = detail.contact?.id ?? '';
  const { data, error } = useQuery({
    queryKey: queryKeys.contact(contactId),
    enabled: contactId !== '',
    queryFn: () => client.call('getContact', { params: { contactId } }),
  });
  if (detail.contact === null) return <p className={styles['empty']}>{t('panel.noContact')}</p>;
  return (
    <>
      <ContactName
        name={contactName(data?.name ?? detail.contact.name, firstAddress(data?.points))}
        contact={data}
        caseId={detail.id}
      />
      {error && !data ? <p className={styles['empty']}>{t('panel.failed')}</p> : null}
      {data ? (
        <div className={styles['contact']}>
          <ContactPoints contact={data} />
          <ContactLinks contact={data} />
        </div>
      ) : null}
      <OtherCases contactId={contactId} caseId={detail.id} count={data?.case_count ?? 0} />
    </>
  );
}

function ContactName(props: {
  name: string;
  contact: Contact | undefined;
  caseId: string;
}): ReactElement {
  const { name, contact, caseId } = props;
  const [editing, setEditing] = useState(false);
  return (
    <header className={styles['who']}>
      <Avatar name={name} size={40} />
      {editing && contact ? (
        <input
          className={styles['name']}
          aria-label={t('field.name')}
          defaultValue={name}
          autoFocus
          onBlur={(event) => {
            const wanted = event.target.value.trim();
            setEditing(false);
            if (wanted !== '' && wanted !== name) void rename(contact, wanted, caseId);
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter') event.currentTarget.blur();
            if (event.key !== 'Escape') return;
            event.stopPropagation();
            event.currentTarget.value = name;
            event.currentTarget.blur();
          }}
        />
      ) : (
        <h3>{contact ? <AppLink to={pathTo.contact(contact.id)}>{name}</AppLink> : name}</h3>
      )}
      {contact ? (
        <IconButton
          size="small"
          icon="pencil"
          label={t('contacts.rename')}
          onClick={() => setEditing(true)}
        />
      ) : null}
    </header>
  );
}

/** The contact's other cases, open ones first. */
function OtherCases(props: { contactId: string; caseId: string; count: number }): ReactElement {
  const { data } = useQuery({
    queryKey: [...queryKeys.contactCases(props.contactId), 'panel'],
    queryFn: () =>
      client.call('listContactCases', {
        params: { contactId: props.contactId },
        query: { limit: 30 },
      }),
  });
  const others = data?.items.filter((row) => row.id !== props.caseId) ?? [];
  const isOpen = (status: string) => status === 'open' || status === 'waiting';
  const rows = others.toSorted((a, b) => Number(isOpen(b.status)) - Number(isOpen(a.status)));
  return (
    <PanelSection title={t('panel.otherCases')}>
      {data !== undefined && rows.length === 0 ? (
        <p className={styles['empty']}>{t('panel.noOtherCases')}</p>
      ) : null}
      <ul className={styles['rows']}>
        {rows.slice(0, shown_cases).map((row) => (
          <li key={row.id}>
            <AppLink to={pathTo.case(row.number)} className={styles['case']}>
              <span>{row.subject}</span>
              <small>
                #{row.number} · {t(`status.${row.status}`)} ·{' '}
                <RelativeTime at={row.last_message_at} />
              </small>
            </AppLink>
          </li>
        ))}
      </ul>
      {rows.length > shown_cases ? (
        <AppLink to={pathTo.contact(props.contactId)} className={styles['all']}>
          {t('panel.allCases', { count: props.count })}
        </AppLink>
      ) : null}
    </PanelSection>
  );
}
