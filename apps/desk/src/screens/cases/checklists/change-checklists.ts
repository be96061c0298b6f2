import type { Checklist } from '@earshot/contract/task-contract.ts';
import { useQuery } from '@tanstack/react-query';
import { pick } from '../../../actions/pick.ts';
import { offerUndo, say } from '../../../actions/undo-store.ts';
import { client, queryClient } from '../../../api/desk-client.ts';
import { queryKeys } from '../../../api/query-keys.ts';
import { t } from '../../../i18n/translate.ts';
import { attempt } from '../../../actions/attempt.ts';
import { renewCase } from '../case-changes/show-case.ts';

/** The checklists on a case; undefined until they are known. */
export function useCaseChecklists(caseId: string): Checklist[] | undefined {
  const { data } = useQuery({
    queryKey: [...queryKeys.case(caseId), 'checklists'],
    queryFn: () => client.call('listCaseChecklists', { params: { caseId } }),
  });
  return data?.items;
}

/** Asks which checklist, and puts it on the case. */
export async function askChecklist(caseId: string): Promise<void> {
  await attempt(async () => {
    const { items: templates } = await queryClient.fetchQuery({
      queryKey: ['checklist-templates'],
      queryFn: () => client.call('listChecklistTemplates'),
      staleTime: 10_000,
    });
    if (templates.length === 0) return say(t('checklist.noTemplates'));
    const items = templates.map(({ id, name, items: steps }) => ({
      id,
      label: name,
      detail: t('travel.steps', { count: steps.length }),
      icon: 'list' as const,
    }));
    const picked = await pick({ title: t('checklist.applyTitle'), items });
    if (picked === null || !('id' in picked)) return;
    const body = { template_id: picked.id };
    const made = await client.call('createCaseChecklist', { params: { caseId }, body });
    renewCase(caseId);
    offerUndo(t('checklist.applied', { name: made.name }), async () => {
      await client.call('deleteCaseChecklist', { params: { checklistId: made.id } });
      renewCase(caseId);
    });
  });
}

/** Takes a checklist off its case; what was ticked comes back with the undo. */
export async function removeChecklist(list: Checklist): Promise<void> {
  await attempt(async () => {
    const params = { checklistId: list.id };
    await client.call('deleteCaseChecklist', { params });
    renewCase(list.case_id);
    offerUndo(t('checklist.removed', { name: list.name }), async () => {
      await client.call('createChecklistRestoration', { params });
      renewCase(list.case_id);
    });
  });
}

/** Ticks a step, or takes the tick back. */
export async function toggleStep(list: Checklist, step: Checklist['items'][number]): Promise<void> {
  await attempt(async () => {
    const params = { itemId: step.id };
    if (step.ticked_at === null) await client.call('createChecklistTick', { params });
    else await client.call('deleteChecklistTick', { params });
    renewCase(list.case_id);
  });
}
