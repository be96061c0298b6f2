import { useEffect, useEffectEvent, useSyncExternalStore } from 'react';
import { actionIds, type ActionId } from './action-list.ts';

interface Runner {
  run: () => void;
  ready: boolean;
  /** Higher goes first where several screens offer the same action. */
  priority: number;
}

const runners = new Map<ActionId, Runner[]>();
const listeners = new Set<() => void>();
let readyIds: readonly ActionId[] = [];

function renew(): void {
  readyIds = actionIds.filter((id) => findRunner(id) !== null);
  for (const tell of listeners) tell();
}

function findRunner(id: ActionId): Runner | null {
  const ready = (runners.get(id) ?? []).filter((runner) => runner.ready);
  return ready.toSorted((a, b) => b.priority - a.priority)[0] ?? null;
}

/**
 * Gives an action its deed while the component is on screen. `when` false hides it from palette
 * and keyboard; the newest and highest priority runner goes first.
 */
export function useAction(
  id: ActionId,
  run: () => void,
  options: { when?: boolean; priority?: number } = {},
): void {
  const { when = true, priority = 0 } = options;
  const act = useEffectEvent(run);
  useEffect(() => {
    const runner: Runner = { run: () => act(), ready: when, priority };
    runners.set(id, [runner, ...(runners.get(id) ?? [])]);
    renew();
    return () => {
      runners.set(
        id,
        (runners.get(id) ?? []).filter((other) => other !== runner),
      );
      renew();
    };
  }, [id, when, priority]);
}

/** Runs an action if somebody offers it now; answers whether one did. */
export function runAction(id: ActionId): boolean {
  const runner = findRunner(id);
  runner?.run();
  return runner !== null;
}

/** The actions that can be run now, in the order of the list. */
export function useReadyActions(): readonly ActionId[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => readyIds,
  );
}
