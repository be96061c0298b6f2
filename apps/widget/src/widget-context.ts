import type { WebSettings } from '@earshot/contract/web-contract.ts';
import { isPassing } from '@earshot/web/web-error.ts';
import type { WebClient } from '@earshot/web/web-client.ts';
import type { Speech } from './speak.ts';

/** What every part of the panel needs. */
export interface Context {
  client: WebClient;
  settings: WebSettings;
  speech: Speech;
  root: ShadowRoot;
  /** Shows a conversation, or the start. */
  go(thread: string | null): void;
}

/** The server's own sentence, or ours where nobody answered. */
export function sayProblem(error: unknown, { t }: Speech): string {
  return isPassing(error) || !(error instanceof Error) ? t('failed') : error.message;
}
