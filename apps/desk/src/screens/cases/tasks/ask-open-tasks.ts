import { ApiError } from '@earshot/sdk/api-error.ts';
import { pick } from '../../../actions/pick.ts';
import { loadTexts, t } from '../../../i18n/translate.ts';

interface OpenTask {
  id: string;
  title: string;
  who: string | null;
}

/** Whether the case shall end although tasks are open; false where that is not what was refused. */
export async function askOpenTasks(error: unknown): Promise<boolean> {
  if (!(error instanceof ApiError) || error.code !== 'tasks_open') return false;
  await loadTexts('travel');
  const tasks = (error.problem.facts?.['tasks'] ?? []) as OpenTask[];
  const words = tasks.map(({ title, who }) => (who === null ? title : `${title} (${who})`));
  const picked = await pick({
    title: t('task.open.title'),
    items: [
      { id: 'keep', label: t('task.open.keep'), detail: words.join(' · '), icon: 'undo' },
      { id: 'anyway', label: t('task.open.anyway'), icon: 'check' },
    ],
  });
  return picked !== null && 'id' in picked && picked.id === 'anyway';
}
