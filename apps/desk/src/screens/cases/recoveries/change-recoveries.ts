import type {
  CaseRecoveries,
  createGesture,
  createGestureDecision,
  Recovery,
} from '@earshot/contract/recovery-contract.ts';
import type { BodyInputOf } from '@earshot/contract/operation.ts';
import { useQuery } from '@tanstack/react-query';
import { pick } from '../../../actions/pick.ts';
import { offerUndo, say } from '../../../actions/undo-store.ts';
import { client, queryClient } from '../../../api/desk-client.ts';
import { queryKeys } from '../../../api/query-keys.ts';
import { t } from '../../../i18n/translate.ts';
import { attempt } from '../../../actions/attempt.ts';
import { renewCase } from '../case-changes/show-case.ts';

const keyOf = (caseId: string) => [...queryKeys.case(caseId), 'recoveries'] as const;

/** What was begun to make good on a case; undefined until it is known. */
export function useRecoveries(caseId: string): CaseRecoveries | undefined {
  const { data } = useQuery({
    queryKey: keyOf(caseId),
    queryFn: () => client.call('listCaseRecoveries', { params: { caseId } }),
  });
  return data;
}

function show(caseId: string, answer: CaseRecoveries): void {
  queryClient.setQueryData(keyOf(caseId), answer);
  renewCase(caseId);
  void queryClient.invalidateQueries({ queryKey: queryKeys.tasks });
  void queryClient.invalidateQueries({ queryKey: queryKeys.gestures });
}

/** Starts a playbook; the undo stops it. */
export async function startPlaybook(caseId: string, playbook: string): Promise<void> {
  await attempt(async () => {
    const params = { caseId };
    const answer = await client.call('createRecovery', { params, body: { playbook } });
    show(caseId, answer);
    const made = answer.items.find((one) => !one.withdrawn_at && !one.finished_at);
    if (!made) return;
    offerUndo(t('recovery.started', { name: made.name }), () =>
      stopRecovery(caseId, made, t('action.undo')),
    );
  });
}

/** Asks which playbook, with what each is for, and starts it. */
export async function askPlaybook(caseId: string, suggested: string | null): Promise<void> {
  await attempt(async () => {
    const { items } = await client.call('listRecoveryPlaybooks');
    const ordered = items.toSorted(
      (a, b) => Number(b.code === suggested) - Number(a.code === suggested),
    );
    const picked = await pick({
      title: t('recovery.choose'),
      items: ordered.map((one) => ({
        id: one.code,
        label: one.name,
        detail: t('recovery.steps', { count: one.steps.length }),
      })),
    });
    if (picked !== null && 'id' in picked) await startPlaybook(caseId, picked.id);
  });
}

/** Stops a playbook with the reason; throws what the server refuses. */
export async function stopRecovery(caseId: string, one: Recovery, reason: string): Promise<void> {
  const params = { recoveryId: one.id };
  show(caseId, await client.call('createRecoveryWithdrawal', { params, body: { reason } }));
  offerUndo(t('recovery.stopped', { name: one.name }), async () => {
    show(caseId, await client.call('deleteRecoveryWithdrawal', { params }));
  });
}

/** Ticks a step’s task, or opens it again. */
export async function toggleStep(caseId: string, step: Recovery['steps'][number]): Promise<void> {
  await attempt(async () => {
    const params = { taskId: step.task_id };
    const untick = async () => {
      await client.call('deleteTaskCompletion', { params });
      renewCase(caseId);
    };
    if (step.done_at !== null) return untick();
    await client.call('createTaskCompletion', { params, body: {} });
    renewCase(caseId);
    void queryClient.invalidateQueries({ queryKey: queryKeys.tasks });
    offerUndo(t('recovery.stepDone', { title: step.title }), untick);
  });
}

/** Enters a gesture in the ledger; throws what the server refuses, for the form to say. */
export async function enterGesture(
  caseId: string,
  body: BodyInputOf<typeof createGesture>,
): Promise<void> {
  show(caseId, await client.call('createGesture', { params: { caseId }, body }));
  say(t('gesture.done'));
}

/** Decides about a gesture; throws what the server refuses, for the form to say. */
export async function decideGesture(
  caseId: string,
  gestureId: string,
  body: BodyInputOf<typeof createGestureDecision>,
): Promise<void> {
  const params = { gestureId };
  const answer = await client.call('createGestureDecision', { params, body });
  show(caseId, answer);
  const decided = answer.gestures.find((one) => one.id === gestureId);
  if (!decided) return;
  offerUndo(t('gesture.decided', { state: t(`gesture.state.${decided.state}`) }), async () => {
    show(caseId, await client.call('deleteGestureDecision', { params }));
  });
}
