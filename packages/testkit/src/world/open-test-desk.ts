import { afterAll } from 'vitest';
import { startTestApp, type TestApp } from '../http/start-test-app.ts';
import { type CaseSeed, type Desk, type DeskCase, openDesk, seedDeskCase } from './seed-cases.ts';

/** The desk of the named world in an application of its own, for the tests of one file. */
export interface TestDesk {
  readonly app: TestApp;
  readonly desk: Desk;
  newCase(seed?: Partial<CaseSeed>): Promise<DeskCase>;
}

/** Opens it, and stops it after the tests: `const { app, desk } = await openTestDesk();`. */
export async function openTestDesk(
  options: Parameters<typeof startTestApp>[0] & {
    /** Its new cases came in so long ago, by the clock of the test. */
    caseAge_ms?: number;
  } = {},
): Promise<TestDesk> {
  const { caseAge_ms = 0, ...rest } = options;
  const app = await startTestApp(rest);
  afterAll(() => app.stop());
  const desk = await openDesk(app);
  const at = () => new Date(app.clock.now().getTime() - caseAge_ms);
  return { app, desk, newCase: (seed) => seedDeskCase(app, desk, { at: at(), ...seed }) };
}
