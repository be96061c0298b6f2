import type { CaseRow } from '@earshot/contract/case-contract.ts';
import { Avatar } from '@earshot/ui/avatar.tsx';
import { EmptyState } from '@earshot/ui/empty-state.tsx';
import { ErrorState } from '@earshot/ui/error-state.tsx';
import { Icon } from '@earshot/ui/icon.tsx';
import { RelativeTime } from '@earshot/ui/relative-time.tsx';
import { Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState, type ReactElement } from 'react';
import { useAction } from '../../actions/action-registry.ts';
import { client } from '../../api/desk-client.ts';
import { t } from '../../i18n/translate.ts';
import { AppLink, useGo } from '../../parts/app-link.tsx';
import { contactName } from '../../parts/contact-name.ts';
import { describeError } from '../../parts/describe-error.ts';
import frame from '../../parts/page.module.css';
import { useTitle } from '../../parts/use-title.ts';
import { pathTo } from '../../paths.ts';
import { useCaseList } from '../cases/use-case-list.ts';
import { markWords } from './mark-words.ts';
import styles from './search-screen.module.css';

/** How long the typing must rest before the search begins. */
const rest_ms = 180;
const contact_rows = 6;

/** Search over everything: subjects, texts, names, addresses, numbers. */
export function SearchScreen(): ReactElement {
  const { q } = useSearch({ strict: false });
  const query = q ?? '';
  const go = useGo();
  const [typed, setTyped] = useState(query);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const wanted = typed.trim();
    if (wanted === query) return undefined;
    const timer = setTimeout(() => go(pathTo.search(wanted), { replace: true }), rest_ms);
    return () => clearTimeout(timer);
  }, [typed, query, go]);
  useAction('search.open', () => input.current?.select(), { priority: 1 });
  useTitle(query === '' ? t('shell.search') : query);
  return (
    <main className={frame['page']} id="main" tabIndex={-1}>
      <h1 className="visually-hidden">{t('shell.search')}</h1>
      <div className={styles['bar']} role="search">
        <Icon name="search" size={18} />
        <input
          ref={input}
          type="search"
          autoFocus
          aria-label={t('search.label')}
          placeholder={t('search.placeholder')}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </div>
      <div className={styles['results']}>
        {query === '' ? (
          <EmptyState title={t('search.start')}>{t('search.startNext')}</EmptyState>
        ) : (
          <Results q={query} />
        )}
      </div>
    </main>
  );
}

function Results({ q }: { q: string }): ReactElement {
  const { rows, status, error, refetch, hasNextPage, fetchNextPage } = useCaseList({
    view: 'all',
    q,
  });
  const { data: contacts } = useQuery({
    queryKey: ['contacts', q, 'search'],
    queryFn: ({ signal }) =>
      client.call('listContacts', { query: { q, limit: contact_rows }, signal }),
    placeholderData: keepPreviousData,
  });
  if (status === 'error') {
    return (
      <ErrorState
        title={t('search.failed')}
        detail={describeError(error)}
        retryLabel={t('word.retry')}
        onRetry={() => void refetch()}
      />
    );
  }
  const people = contacts?.items ?? [];
  const nothing = status === 'success' && rows.length === 0 && people.length === 0;
  if (nothing) {
    return <EmptyState title={t('search.nothing', { q })}>{t('search.nothingNext')}</EmptyState>;
  }
  return (
    <>
      {people.length === 0 ? null : (
        <section>
          <h2>{t('shell.contacts')}</h2>
          <ul className={styles['people']}>
            {people.map((row) => (
              <li key={row.id}>
                <AppLink to={pathTo.contact(row.id)}>
                  <Avatar name={contactName(row.name, row.main_point)} />
                  <span>
                    <Marked text={contactName(row.name, row.main_point)} q={q} />
                    <small>{row.main_point}</small>
                  </span>
                </AppLink>
              </li>
            ))}
          </ul>
        </section>
      )}
      {rows.length === 0 ? null : (
        <section>
          <h2>{t('shell.cases')}</h2>
          <ul>
            {rows.map((row) => (
              <li key={row.id}>
                <Hit row={row} q={q} />
              </li>
            ))}
          </ul>
          {hasNextPage ? (
            <Button variant="subtle" onClick={() => void fetchNextPage()}>
              {t('word.more')}
            </Button>
          ) : null}
        </section>
      )}
    </>
  );
}

function Hit({ row, q }: { row: CaseRow; q: string }): ReactElement {
  return (
    <AppLink to={pathTo.case(row.number)} className={styles['hit']}>
      <span className={styles['first']}>
        <b>
          <Marked text={row.subject} q={q} />
        </b>
        <span data-figures>#{row.number}</span>
        <RelativeTime at={row.last_message_at} />
      </span>
      <span className={styles['second']}>
        <Marked text={contactName(row.contact?.name)} q={q} /> · {t(`status.${row.status}`)}
        {row.team === null ? '' : ` · ${row.team.name}`}
        {row.assignee === null ? '' : ` · ${row.assignee.name}`}
      </span>
      <span className={styles['preview']}>
        <Marked text={row.preview} q={q} />
      </span>
    </AppLink>
  );
}

function Marked({ text, q }: { text: string; q: string }): ReactElement {
  return (
    <>
      {markWords(text, q).map(({ part, hit, at }) =>
        hit ? <mark key={at}>{part}</mark> : <span key={at}>{part}</span>,
      )}
    </>
  );
}
