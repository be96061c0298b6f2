import type { QueryInputOf } from '@earshot/contract/operation.ts';
import type { listPromises } from '@earshot/contract/promise-contract.ts';
import { formatDateTime } from '@earshot/ui/format-time.ts';
import { useUi } from '@earshot/ui/ui-provider.tsx';
import type { ReactElement } from 'react';
import { client } from '../../api/desk-client.ts';
import { queryKeys } from '../../api/query-keys.ts';
import { t } from '../../i18n/translate.ts';
import { AppLink } from '../../parts/app-link.tsx';
import { DueLabel } from '../../parts/due-label.tsx';
import { PagedRows } from '../../parts/paged-rows.tsx';
import { pathTo } from '../../paths.ts';
import styles from './promises-screen.module.css';

/** The very promises that a figure counts, each leading to its case. */
export function PromiseRows({ query }: { query: QueryInputOf<typeof listPromises> }): ReactElement {
  const { locale, timeZone } = useUi();
  const words = {
    failed: t('promises.failed'),
    none: t('promises.none'),
    noneNext: t('promises.noneNext'),
    more: t('promises.more'),
  };
  return (
    <PagedRows
      queryKey={[...queryKeys.promises, 'list', query]}
      load={(cursor, signal) =>
        client.call('listPromises', { query: { ...query, ...(cursor ? { cursor } : {}) }, signal })
      }
      words={words}
    >
      {(rows) => (
        <ul className={styles['rows']}>
          {rows.map((one) => (
            <li key={one.id}>
              <AppLink to={pathTo.case(one.case.number)}>
                <b>
                  #{one.case.number} {one.case.subject}
                </b>
                <small>{one.words}</small>
              </AppLink>
              {query.open === undefined ? (
                <time dateTime={one.due_at}>
                  {formatDateTime(Date.parse(one.due_at), locale, timeZone)}
                </time>
              ) : (
                <DueLabel due={one.due_at} since={one.made_at} />
              )}
            </li>
          ))}
        </ul>
      )}
    </PagedRows>
  );
}
