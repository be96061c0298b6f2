import type { QueryInputOf } from '@earshot/contract/operation.ts';
import type { listTasks, Task } from '@earshot/contract/task-contract.ts';
import { EmptyState } from '@earshot/ui/empty-state.tsx';
import { ErrorState } from '@earshot/ui/error-state.tsx';
import { Button, SegmentedControl } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { client } from '../../api/desk-client.ts';
import { queryKeys } from '../../api/query-keys.ts';
import { t } from '../../i18n/translate.ts';
import { AppLink, useGo } from '../../parts/app-link.tsx';
import { describeError } from '../../parts/describe-error.ts';
import { PageHeader } from '../../parts/page-header.tsx';
import { TaskLine } from '../../parts/tasks/task-line.tsx';
import { useTitle } from '../../parts/use-title.ts';
import { pathTo } from '../../paths.ts';
import styles from './tasks-screen.module.css';

const page_rows = 50;
const lists = ['me', 'teams', 'all', 'done'] as const;
type TaskList = (typeof lists)[number];

/** What a list asks for; done ones are the reader's own. */
function queryOf(list: TaskList): QueryInputOf<typeof listTasks> {
  return list === 'done' ? { assignee: 'me', state: 'done' } : { assignee: list };
}

/** The reader's tasks over all cases, the next due first. */
export function TasksScreen(): ReactElement {
  const go = useGo();
  const search = useSearch({ strict: false });
  const list = lists.find((one) => one === search.list) ?? 'me';
  const { data: counts } = useQuery({
    queryKey: [...queryKeys.tasks, 'counts'],
    queryFn: () => client.call('listTaskCounts'),
  });
  useTitle(t('tasks.title'));
  const labelOf = (one: TaskList) => {
    const label = t(`tasks.${one}`);
    return one === 'done' || !counts ? label : `${label} ${counts[one]}`;
  };
  return (
    <main className={styles['page']} id="main" tabIndex={-1}>
      <PageHeader title={t('tasks.title')}>
        <div className={styles['lists']}>
          <SegmentedControl
            aria-label={t('tasks.lists')}
            value={list}
            onChange={(next) => go(pathTo.tasks(next), { replace: true })}
            data={lists.map((one) => ({ value: one, label: labelOf(one) }))}
          />
        </div>
      </PageHeader>
      {counts && counts.overdue > 0 && list === 'me' ? (
        <p className={styles['overdue']} role="status">
          {t('tasks.overdueCount', { count: counts.overdue })}
        </p>
      ) : null}
      <TaskRows key={list} list={list} />
    </main>
  );
}

function TaskRows({ list }: { list: TaskList }): ReactElement {
  const { data, error, refetch, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: [...queryKeys.tasks, list],
    queryFn: ({ pageParam, signal }) =>
      client.call('listTasks', {
        query: { ...queryOf(list), limit: page_rows, ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });
  if (error && !data) {
    return (
      <ErrorState
        title={t('tasks.failed')}
        detail={describeError(error)}
        retryLabel={t('word.retry')}
        onRetry={() => void refetch()}
      />
    );
  }
  if (!data) return <div aria-busy="true" />;
  const tasks = data.pages.flatMap((page) => page.items);
  if (tasks.length === 0) {
    return (
      <EmptyState icon="check" title={t(`tasks.none.${list}`)}>
        {t('tasks.noneNext')}
      </EmptyState>
    );
  }
  return (
    <div className={styles['scroller']} tabIndex={-1}>
      <ul>
        {tasks.map((task) => (
          <TaskLine key={task.id} task={task} locked={false} below={<CaseOf task={task} />} />
        ))}
      </ul>
      {hasNextPage ? (
        <Button variant="subtle" onClick={() => void fetchNextPage()}>
          {t('tasks.more')}
        </Button>
      ) : null}
    </div>
  );
}

function CaseOf({ task }: { task: Task }): ReactElement {
  return (
    <AppLink to={pathTo.case(task.case.number)} className={styles['case']}>
      #{task.case.number} {task.case.subject}
    </AppLink>
  );
}
