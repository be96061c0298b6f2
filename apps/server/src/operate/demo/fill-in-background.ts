import { newToken } from '../../platform/crypto/token.ts';
import { type DemoDeps, fillWithDemo } from './fill-with-demo.ts';

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
  void fillWithDemo(deps, accountId, options).then(
    ({ cases }) => deps.log.info({ cases }, 'The named world is there.'),
    (error: unknown) => deps.log.error({ err: error }, 'The named world could not be filled in.'),
  );
}
