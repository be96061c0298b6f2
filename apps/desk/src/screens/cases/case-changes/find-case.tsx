import type { CaseRow } from '@earshot/contract/case-contract.ts';
import type { PickerItem } from '@earshot/ui/match-items.ts';
import { Picker } from '@earshot/ui/picker.tsx';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState, type ReactElement } from 'react';
import { client } from '../../../api/desk-client.ts';
import { t } from '../../../i18n/translate.ts';
import { contactName } from '../../../parts/contact-name.ts';
import type { CaseRef } from './change-links.ts';

const found_rows = 12;

export interface FindCaseProps {
  title: string;
  /** The case that cannot be chosen: the open one. */
  exceptId: string;
  /** Whose cases are offered before anything is typed. */
  contactId: string | null;
  /** A choice besides the cases. */
  extra?: PickerItem;
  onChoose: (found: CaseRef | 'extra') => void;
  onClose: () => void;
}

/** Finds one case by its number or by words; the contact's own ones are offered at once. */
export function FindCase(props: FindCaseProps): ReactElement {
  const [typed, setTyped] = useState('');
  const q = useDeferredValue(typed.trim());
  const { data } = useQuery({
    queryKey: ['found-cases', q, q === '' ? props.contactId : null],
    queryFn: ({ signal }) =>
      client.call('listCases', {
        query: {
          sort: 'newest',
          limit: found_rows,
          ...(q === '' ? {} : { q: /^\d+$/.test(q) ? `#${q}` : q }),
          ...(q === '' && props.contactId !== null ? { contact_id: props.contactId } : {}),
        },
        signal,
      }),
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });
  const rows = data?.items.filter((row) => row.id !== props.exceptId) ?? [];
  return (
    <Picker
      opened
      title={props.title}
      placeholder={`${props.title} ${t('find.placeholder')}`}
      items={[...rows.map(itemOf), ...(props.extra ? [props.extra] : [])]}
      emptyText={t('find.nothing')}
      onQuery={setTyped}
      onClose={props.onClose}
      onChoose={(id) => {
        const row = rows.find((one) => one.id === id);
        props.onClose();
        if (row) props.onChoose({ id: row.id, number: row.number });
        else if (id === props.extra?.id) props.onChoose('extra');
      }}
    />
  );
}

function itemOf(row: CaseRow): PickerItem {
  const who = contactName(row.contact?.name);
  return {
    id: row.id,
    label: `#${row.number} ${row.subject}`,
    detail: `${who} · ${t(`status.${row.status}`)}`,
    icon: 'cases',
    always: true,
  };
}
