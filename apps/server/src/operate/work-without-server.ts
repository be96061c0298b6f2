import { type Intake, startIntake } from '../features/cases/intake/take-up-receipts.ts';
import { authenticateByDns } from '../features/channels/email/authenticate-by-dns.ts';
import { createUnderstandPool } from '../features/channels/email/understand/understand-pool.ts';
import { systemClock } from '../platform/clock.ts';
import type { Installation } from './open-installation.ts';

/** What understands mail while no server runs. */
export interface Workbench {
  readonly intake: Intake;
  stop(): Promise<void>;
}

/** Understands stored mail in this process. Only where no server runs: it would do the same. */
export function startWorkbench({ db, storage, box, log }: Installation): Workbench {
  const understander = createUnderstandPool({ size: 2 });
  const intake = startIntake({
    db,
    storage,
    secretBox: box,
    understander,
    clock: systemClock,
    log,
    authenticate: authenticateByDns(systemClock),
  });
  return {
    intake,
    async stop() {
      await intake.stop();
      await understander.close();
    },
  };
}
