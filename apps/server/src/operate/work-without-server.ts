import { type Intake, startIntake } from '../features/cases/intake/take-up-receipts.ts';
import { composeAdapters } from '../compose-adapters.ts';
import { systemClock } from '../platform/clock.ts';
import type { Installation } from './open-installation.ts';

/** What understands mail while no server runs. */
export interface Workbench {
  readonly intake: Intake;
  stop(): Promise<void>;
}

/** Understands stored mail in this process. Only where no server runs: it would do the same. */
export function startWorkbench({ db, storage, box, log }: Installation): Workbench {
  const adapters = composeAdapters({ db, storage, secretBox: box, clock: systemClock, log });
  const intake = startIntake({
    db,
    storage,
    secretBox: box,
    adapters,
    clock: systemClock,
    log,
  });
  return {
    intake,
    async stop() {
      await intake.stop();
      await adapters.close();
    },
  };
}
