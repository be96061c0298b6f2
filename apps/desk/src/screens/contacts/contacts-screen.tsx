import { Button } from '@mantine/core';
import { Avatar } from '@earshot/ui/avatar.tsx';
import { EmptyState } from '@earshot/ui/empty-state.tsx';
import { ErrorState } from '@earshot/ui/error-state.tsx';
import { IconButton } from '@earshot/ui/icon-button.tsx';
import { ListRow } from '@earshot/ui/list-row.tsx';
import { RelativeTime } from '@earshot/ui/relative-time.tsx';
import { SplitLayout } from '@earshot/ui/split-layout.tsx';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Outlet, useParams } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useDeferredValue, useEffect, useMemo, useRef, useState, type ReactElement } from 'react';
import { useAction } from '../../actions/action-registry.ts';
import { client } from '../../api/desk-client.ts';
import { queryKeys } from '../../api/query-keys.ts';
import { t } from '../../i18n/translate.ts';
import { AppLink, useGo } from '../../parts/app-link.tsx';
import { contactName } from '../../parts/contact-name.ts';
import { describeError } from '../../parts/describe-error.ts';
import { RowsSkeleton } from '../../parts/rows-skeleton.tsx';
import { useTitle } from '../../parts/use-title.ts';
import { pathTo } from '../../paths.ts';
import styles from './contacts-screen.module.css';
import { CreateContactDialog } from './create-contact-dialog.tsx';

const row_px = 56;
const page_rows = 60;

function useContactList(q: string) {
  const query = useInfiniteQuery({
    queryKey: queryKeys.contactList(q),
    queryFn: ({ pageParam, signal }) =>
      client.call('listContacts', {
        query: { q: q === '' ? undefined : q, limit: page_rows, cursor: pageParam ?? undefined },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: (before) => before,
  });
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  return { ...query, rows };
}

/** The list of contacts beside the open one. */
export function ContactsScreen(): ReactElement {
  const { contactId } = useParams({ strict: false });
  const go = useGo();
  const [typed, setTyped] = useState('');
  const [creating, setCreating] = useState(false);
  const q = useDeferredValue(typed.trim());
  useTitle(t('shell.contacts'));
  return (
    <>
      <SplitLayout
        paneLabel={t('contacts.list')}
        mainLabel={t('contacts.one')}
        showing={contactId === undefined ? 'pane' : 'main'}
        pane={
          <>
            <header className={styles['head']}>
              <h1>{t('shell.contacts')}</h1>
              <IconButton
                icon="plus"
                label={t('contacts.create')}
                onClick={() => setCreating(true)}
              />
            </header>
            <div className={styles['find']}>
              <input
                type="search"
                aria-label={t('contacts.find')}
                placeholder={t('contacts.find')}
                value={typed}
                onChange={(event) => setTyped(event.target.value)}
              />
            </div>
            <ContactList q={q} openId={contactId ?? null} onCreate={() => setCreating(true)} />
          </>
        }
        main={
          contactId === undefined ? (
            <EmptyState icon="contacts" title={t('contacts.choose')} />
          ) : (
            <Outlet />
          )
        }
      />
      <CreateContactDialog
        opened={creating}
        onClose={() => setCreating(false)}
        onCreated={(id) => go(pathTo.contact(id))}
      />
    </>
  );
}

function ContactList({
  q,
  openId,
  onCreate,
}: {
  q: string;
  openId: string | null;
  onCreate: () => void;
}): ReactElement {
  const list = useContactList(q);
  const { rows, status, error, refetch } = list;
  if (status === 'pending') return <RowsSkeleton />;
  if (status === 'error' && rows.length === 0) {
    return (
      <ErrorState
        title={t('contacts.failed')}
        detail={describeError(error)}
        retryLabel={t('word.retry')}
        onRetry={() => void refetch()}
      />
    );
  }
  if (rows.length > 0) return <ContactRows {...list} openId={openId} />;
  const action = (
    <Button variant="default" onClick={onCreate}>
      {t('contacts.create')}
    </Button>
  );
  return (
    <EmptyState title={t(q === '' ? 'contacts.none' : 'contacts.notFound')} action={action}>
      {t(q === '' ? 'contacts.noneNext' : 'contacts.notFoundNext')}
    </EmptyState>
  );
}

function ContactRows({
  rows,
  hasNextPage,
  isFetchingNextPage,
  fetchNextPage,
  openId,
}: ReturnType<typeof useContactList> & { openId: string | null }): ReactElement {
  const go = useGo();
  const scroller = useRef<HTMLDivElement>(null);
  // The desk is not compiled by the React compiler, which is what this rule is about.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => row_px,
    overscan: 8,
  });
  const items = virtual.getVirtualItems();
  const nearEnd = (items.at(-1)?.index ?? 0) >= rows.length - 20;
  const wantMore = hasNextPage && !isFetchingNextPage && nearEnd;
  useEffect(() => {
    if (wantMore) void fetchNextPage();
  }, [wantMore, fetchNextPage]);
  const index = rows.findIndex((row) => row.id === openId);
  function move(step: number): void {
    const next = rows[Math.max(0, Math.min(rows.length - 1, index + step))];
    if (next) go(pathTo.contact(next.id));
  }
  useAction('list.next', () => move(1));
  useAction('list.previous', () => move(-1));
  return (
    <div ref={scroller} className={styles['scroller']}>
      <ul style={{ height: virtual.getTotalSize() }} aria-label={t('contacts.list')}>
        {items.map((item) => {
          const row = rows[item.index]!;
          return (
            <li
              key={row.id}
              style={{ height: row_px, transform: `translateY(${item.start}px)` }}
              aria-setsize={hasNextPage ? -1 : rows.length}
              aria-posinset={item.index + 1}
            >
              <ContactLine row={row} open={row.id === openId} />
            </li>
          );
        })}
      </ul>
    </div>
  );
}

type ContactRow = ReturnType<typeof useContactList>['rows'][number];

function ContactLine({ row, open }: { row: ContactRow; open: boolean }): ReactElement {
  const last = row.last_message_at;
  const name = contactName(row.name, row.main_point);
  return (
    <AppLink
      to={pathTo.contact(row.id)}
      className={styles['row']}
      aria-current={open ? 'page' : undefined}
    >
      <Avatar name={name} />
      <ListRow
        title={name}
        end={last === null ? null : <RelativeTime at={last} />}
        second={name === row.main_point ? '' : (row.main_point ?? '')}
      />
    </AppLink>
  );
}
