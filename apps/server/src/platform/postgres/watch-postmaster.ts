import { setTimeout as pause } from 'node:timers/promises';
import { isPostgresIn } from './find-processes.ts';
import * as limits from './postgres-limits.ts';
import { stopPostmaster } from './run-postmaster.ts';
import type { Postmaster } from './run-postmaster.ts';

/** PostgreSQL ended by itself (`lost`), serves again (`back`), or stays away (`gone`). */
export interface PostgresChange {
  readonly state: 'lost' | 'back' | 'gone';
  readonly message: string;
}

export interface PostmasterWatch {
  stop(): Promise<void>;
  release(): void;
}

interface WatchOptions {
  readonly postmaster: Postmaster;
  readonly clusterDir: string;
  /** Starts PostgreSQL again on the same port. */
  readonly restart: () => Promise<Postmaster>;
  readonly onChange: (change: PostgresChange) => void;
}

/** Restarts PostgreSQL when it dies without being asked to, but not for ever. */
export function watchPostmaster(options: WatchOptions): PostmasterWatch {
  const { clusterDir, onChange } = options;
  let current = options.postmaster;
  let isWatched = true;
  let restarting: Promise<void> = Promise.resolve();
  let stopping: Promise<void> | null = null;
  let unwatch = onEnd(current, clusterDir, onLost);
  const recentRestarts: number[] = [];

  function onLost(ending: string): void {
    if (!isWatched) return;
    onChange({ state: 'lost', message: `PostgreSQL ended by itself (${ending}); restarting it.` });
    restarting = bringBack();
  }

  async function bringBack(): Promise<void> {
    for (;;) {
      const now = Date.now();
      while ((recentRestarts[0] ?? now) < now - limits.restartWindow_ms) recentRestarts.shift();
      if (recentRestarts.length >= limits.mostRestarts) {
        const message = `PostgreSQL ended ${recentRestarts.length} times within a minute and is not started again.`;
        onChange({ state: 'gone', message });
        return;
      }
      // The first restart is immediate, the next ones wait longer and longer.
      await pause(recentRestarts.length === 0 ? 0 : 250 * 2 ** recentRestarts.length);
      recentRestarts.push(now);
      if (!isWatched) return;
      try {
        current = await options.restart();
        unwatch = onEnd(current, clusterDir, onLost);
        onChange({ state: 'back', message: 'PostgreSQL serves again.' });
        return;
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        onChange({ state: 'lost', message: reason });
      }
    }
  }

  async function stop(): Promise<void> {
    isWatched = false;
    unwatch();
    await restarting;
    unwatch();
    await stopPostmaster(current, clusterDir);
  }

  return {
    stop: () => (stopping ??= stop()),
    release: () => {
      isWatched = false;
      unwatch();
    },
  };
}

/** Calls back once when the postmaster ends; returns how to stop watching. */
function onEnd(
  postmaster: Postmaster,
  clusterDir: string,
  callback: (ending: string) => void,
): () => void {
  const { child, pid } = postmaster;
  if (child !== null) {
    const listener = (code: number | null, signal: NodeJS.Signals | null) =>
      callback(signal ? `signal ${signal}` : `exit code ${code}`);
    if (child.exitCode !== null || child.signalCode !== null) {
      setImmediate(() => listener(child.exitCode, child.signalCode));
      return () => undefined;
    }
    child.once('exit', listener);
    return () => child.off('exit', listener);
  }
  // Not our child: nobody tells us, so we look.
  const timer = setInterval(() => {
    if (isPostgresIn(pid, clusterDir)) return;
    clearInterval(timer);
    callback('it was gone');
  }, limits.watchEvery_ms);
  timer.unref();
  return () => clearInterval(timer);
}
