import { RelativeTime } from '@earshot/ui/relative-time.tsx';
import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { client } from '../../api/desk-client.ts';
import { queryKeys } from '../../api/query-keys.ts';
import { t } from '../../i18n/translate.ts';
import { AppLink } from '../../parts/app-link.tsx';
import { pathTo } from '../../paths.ts';
import styles from './contact-detail.module.css';

const page_rows = 20;

/** The cases of a contact over all conversations, newest first. */
export function ContactCases({ contactId }: { contactId: string }): ReactElement {
  const { data, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: queryKeys.contactCases(contactId),
    queryFn: ({ pageParam }) =>
      client.call('listContactCases', {
        params: { contactId },
        query: { limit: page_rows, cursor: pageParam ?? undefined },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });
  const rows = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className={styles['section']}>
      <header>
        <h2>{t('shell.cases')}</h2>
      </header>
      {data !== undefined && rows.length === 0 ? <p>{t('contacts.noCases')}</p> : null}
      {rows.map((row) => (
        <AppLink key={row.id} to={pathTo.case(row.number)} className={styles['case']}>
          <span data-figures>#{row.number}</span>
          <span>{row.subject}</span>
          <span>{t(`status.${row.status}`)}</span>
          <RelativeTime at={row.last_message_at} />
        </AppLink>
      ))}
      {hasNextPage ? (
        <Button variant="subtle" onClick={() => void fetchNextPage()}>
          {t('word.more')}
        </Button>
      ) : null}
    </section>
  );
}
