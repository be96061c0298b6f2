import { newToken } from '../../platform/crypto/token.ts';
import type { DemoDeps, fillWithDemo as FillWithDemo } from './fill-with-demo.ts';

/**
 * Fills the account with the named world while its administrator already looks at the desk, which
 * fills live. Nobody knows the members’ password: an administrator makes them a link, if at all.
 */
export function fillInBackground(deps: DemoDeps, accountId: string): void {
  const options = {
    password: newToken(),
    serverRuns: true,
    now: new Date(),
    onProgress: () => undefined,
  };
  fillNow(deps, accountId, options).then(
    ({ cases }) => deps.log.info({ cases }, 'The named world is there.'),
    (error: unknown) => deps.log.error({ err: error }, 'The named world could not be filled in.'),
  );
}

/** The stories are loaded only where somebody wants them: hardly any installation does. */
async function fillNow(...wish: Parameters<typeof FillWithDemo>) {
  const { fillWithDemo } = await import('./fill-with-demo.ts');
  return fillWithDemo(...wish);
}
