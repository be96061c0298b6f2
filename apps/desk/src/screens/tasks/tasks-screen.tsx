import type { QueryInputOf } from '@earshot/contract/operation.ts';
import type { listTasks, Task } from '@earshot/contract/task-contract.ts';
import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { client } from '../../api/desk-client.ts';
import { queryKeys } from '../../api/query-keys.ts';
import { t } from '../../i18n/translate.ts';
import { AppLink, useGo } from '../../parts/app-link.tsx';
import { PagedRows } from '../../parts/paged-rows.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import frame from '../../parts/page.module.css';
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
    <main className={frame['page']} id="main" tabIndex={-1}>
      <PageHeader title={t('tasks.title')}>
        <div className={frame['strip']}>
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
  const words = {
    failed: t('tasks.failed'),
    none: t(`tasks.none.${list}`),
    noneNext: t('tasks.noneNext'),
    more: t('tasks.more'),
  };
  return (
    <div className={frame['scroller']} tabIndex={-1}>
      <PagedRows
        queryKey={[...queryKeys.tasks, list]}
        load={(cursor, signal) =>
          client.call('listTasks', {
            query: { ...queryOf(list), limit: page_rows, ...(cursor ? { cursor } : {}) },
            signal,
          })
        }
        words={words}
      >
        {(tasks) => (
          <ul className={styles['tasks']}>
            {tasks.map((task) => (
              <TaskLine key={task.id} task={task} locked={false} below={<CaseOf task={task} />} />
            ))}
          </ul>
        )}
      </PagedRows>
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
