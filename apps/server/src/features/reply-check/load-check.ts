import type { checkReply } from './engine/check-reply.ts';

/** The rules with their words: 3.5 MB, which nobody needs before the first reply. */
export async function loadCheck(): Promise<typeof checkReply> {
  const engine = await import('./engine/check-reply.ts');
  return engine.checkReply;
}
