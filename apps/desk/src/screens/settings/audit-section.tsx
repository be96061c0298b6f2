import { formatDateTime } from '@earshot/ui/format-time.ts';
import { useUi } from '@earshot/ui/ui-provider.tsx';
import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { client } from '../../api/desk-client.ts';
import { queryKeys } from '../../api/query-keys.ts';
import { t } from '../../i18n/translate.ts';
import { SettingsPage } from './settings-page.tsx';
import styles from './settings-screen.module.css';

const page_rows = 50;

/** Old and new values in one line: `role: agent → supervisor, name: Okafor`. */
export function describeDetail(detail: Record<string, unknown>): string {
  const word = (value: unknown): string =>
    typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value);
  return Object.entries(detail)
    .map(([name, value]) => {
      const change =
        typeof value === 'object' && value !== null && 'from' in value && 'to' in value;
      return `${name}: ${change ? `${word(value.from)} → ${word(value.to)}` : word(value)}`;
    })
    .join(', ');
}

/** Every administrative act, newest first. */
export function AuditSection(): ReactElement {
  const { locale, timeZone } = useUi();
  const { data, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: queryKeys.audit,
    queryFn: ({ pageParam }) =>
      client.call('listAuditEntries', {
        query: { limit: page_rows, cursor: pageParam ?? undefined },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });
  const entries = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <SettingsPage section="audit">
      <p className={styles['intro']}>{t('audit.intro')}</p>
      <div
        className={styles['tableScroller']}
        tabIndex={0}
        role="region"
        aria-label={t('settings.audit')}
      >
        <table className={styles['table']}>
          <thead>
            <tr>
              <th scope="col">{t('audit.at')}</th>
              <th scope="col">{t('audit.actor')}</th>
              <th scope="col">{t('audit.action')}</th>
              <th scope="col">{t('audit.detail')}</th>
            </tr>
          </thead>
          <tbody>
            {entries.map((entry) => (
              <tr key={entry.id}>
                <td data-figures>{formatDateTime(Date.parse(entry.at), locale, timeZone)}</td>
                <td>{entry.actor_name}</td>
                <td>{entry.action}</td>
                <td>
                  <code>{describeDetail(entry.detail)}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {hasNextPage ? (
        <Button variant="subtle" onClick={() => void fetchNextPage()}>
          {t('word.more')}
        </Button>
      ) : null}
    </SettingsPage>
  );
}
