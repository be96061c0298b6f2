import type { BodyInputOf } from '@earshot/contract/operation.ts';
import type { CasePromise } from '@earshot/contract/case-contract.ts';
import type {
  createCasePromise,
  createPromiseRenegotiation,
} from '@earshot/contract/promise-contract.ts';
import { offerUndo, say } from '../../../actions/undo-store.ts';
import { client } from '../../../api/desk-client.ts';
import { t } from '../../../i18n/translate.ts';
import { attempt } from '../../../actions/attempt.ts';
import { showCase } from '../case-changes/show-case.ts';

/** Still owed: open, or broken and not given up. */
export function isOwed(one: CasePromise): boolean {
  return one.kept_at === null && one.withdrawn_at === null;
}

/** The promise owed next whose clock runs; null where nothing is owed. */
export function findOwedNext(promises: readonly CasePromise[]): CasePromise | null {
  const owed = promises.filter((one) => isOwed(one) && one.paused_at === null);
  return owed.toSorted((a, b) => Date.parse(a.due_at) - Date.parse(b.due_at))[0] ?? null;
}

/** Keeps what the contact was told; throws what the form shows. */
export async function makePromise(
  caseId: string,
  body: BodyInputOf<typeof createCasePromise>,
  due: string,
): Promise<void> {
  showCase(await client.call('createCasePromise', { params: { caseId }, body }));
  say(t('promise.made', { due }));
}

/** Says that a promise was kept without an answer from here; can be undone. */
export async function keepPromise(caseId: string, promiseId: string): Promise<void> {
  const params = { caseId, promiseId };
  await attempt(async () => {
    showCase(await client.call('createPromiseKeeping', { params }));
    offerUndo(t('promise.wasKept'), async () => {
      showCase(await client.call('deletePromiseKeeping', { params }));
    });
  });
}

/** A new promise takes the place of one that cannot be kept; throws what the form shows. */
export async function renegotiate(
  caseId: string,
  promiseId: string,
  body: BodyInputOf<typeof createPromiseRenegotiation>,
  due: string,
): Promise<void> {
  const params = { caseId, promiseId };
  showCase(await client.call('createPromiseRenegotiation', { params, body }));
  say(t('promise.renegotiated', { due }));
}
