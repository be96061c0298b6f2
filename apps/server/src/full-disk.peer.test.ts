import { mkdtempSync, rmSync, statfsSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { runQuietly, waitUntil } from '@earshot/testkit/mail/mail-programs.ts';
import { claimProduct, supportAddress } from '@earshot/testkit/product/claim-product.ts';
import { startProduct } from '@earshot/testkit/product/start-product.ts';
import { afterAll, describe, expect, test } from 'vitest';

/** Room for a new installation with its write-ahead log, and a little. */
const disk_MB = 220;

const disk = mkdtempSync(join(tmpdir(), 'earshot-disk-'));
const isMounted =
  runQuietly('mount', ['-t', 'tmpfs', '-o', `size=${disk_MB}m,mode=711`, 'tmpfs', disk]) !== null;
const cleanups: (() => Promise<unknown> | void)[] = [];
afterAll(async () => {
  for (const clean of cleanups.toReversed()) await clean();
  if (isMounted) runQuietly('umount', [disk]);
  rmSync(disk, { recursive: true, force: true });
});

function freeBytes(): number {
  const { bavail, bsize } = statfsSync(disk);
  return bavail * bsize;
}

// Only root may mount a small disk.
describe.skipIf(!isMounted)('on a full disk', () => {
  test('mail is asked to come later, and what was accepted is there when there is room', async () => {
    const dataDir = join(disk, 'data');
    const product = await startProduct({ EARSHOT_DATA: dataDir });
    cleanups.push(() => product.stop());
    const { count, query } = await claimProduct(product);
    const accepted: string[] = [];
    const send = async (subject: string, bytes: number) => {
      const mail = { from: 'lena@vogt.example', to: supportAddress, subject };
      await product.sendMail({ ...mail, text: `${'It boils.\n'.repeat(bytes / 10)}${subject}` });
      accepted.push(subject);
    };
    await send('Before', 100);

    const filler = join(disk, 'filler');
    writeFileSync(filler, Buffer.alloc(Math.max(0, freeBytes() - 2_000_000)));
    const refusals: string[] = [];
    for (let number = 1; number <= 12; number++) {
      await send(`Full ${number}`, 400_000).catch((error: Error) => refusals.push(error.message));
    }
    expect(refusals.length).toBeGreaterThan(3);
    for (const words of refusals) expect(words).toMatch(/\b451 4\.3\.0|ECONN|closed/);

    truncateSync(filler, 0);
    rmSync(filler);
    // PostgreSQL may have given up for good meanwhile; then whoever supervises starts the server.
    await pause(1_000);
    if (product.child.exitCode !== null) product.launch();
    await product.untilReady();
    await waitUntil(
      'it takes mail again',
      () =>
        send(`After ${accepted.length}`, 100).then(
          () => true,
          () => false,
        ),
      30_000,
    );
    await waitUntil(
      'all is understood',
      async () => (await count('receipts', "state = 'stored'")) === 0,
      60_000,
    );
    const subjects = (await query<{ subject: string }>('select subject from cases')).map(
      ({ subject }) => subject,
    );
    expect(accepted.filter((subject) => !subjects.includes(subject))).toEqual([]);
    expect(await count('receipts', "state <> 'understood'")).toBe(0);
  }, 180_000);
});
