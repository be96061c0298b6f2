import { killUnderLoad } from '@earshot/testkit/mail/kill-under-load.ts';
import { peersAvailable, waitUntil } from '@earshot/testkit/mail/mail-programs.ts';
import { makeMail } from '@earshot/testkit/mail/make-mail.ts';
import { startPostfix } from '@earshot/testkit/mail/start-postfix.ts';
import { claimProduct, supportAddress } from '@earshot/testkit/product/claim-product.ts';
import { killPostgres, startProduct } from '@earshot/testkit/product/start-product.ts';
import { afterAll, describe, expect, test } from 'vitest';

/** `MAILS=1500` for a thorough look; this many take about a minute on two processors. */
const mails = Number(process.env['MAILS'] ?? 500);
/** The starts at which PostgreSQL is killed as well. */
const withPostgres = new Set([2, 4]);

const cleanups: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const clean of cleanups.toReversed()) await clean();
});

describe.skipIf(!peersAvailable().postfix)('the real server behind a real mail server', () => {
  test(`[L11] killed again and again under ${mails} mails: each is one case, nobody is answered twice`, async () => {
    const product = await startProduct();
    cleanups.push(() => product.stop());
    const { query, count } = await claimProduct(product);
    await product.kill();
    const postfix = await startPostfix({
      routes: { 'falk.example': { port: product.smtpPort } },
    });
    cleanups.push(() => postfix.remove());
    let launches = 0;
    const kills = await killUnderLoad({
      postfix,
      listenerPort: product.smtpPort,
      mails: Array.from({ length: mails }, (_, index) => makeMail(index)),
      from: 'lena@vogt.example',
      to: supportAddress,
      start: () => {
        launches += 1;
        if (withPostgres.has(launches)) void killPostgres(product.dataDir);
        return product.launch();
      },
      life_ms: [500, 3_000],
      mostKills: mails / 50,
      most_ms: 240_000,
    });
    expect(kills).toBeGreaterThan(2);
    product.launch();
    await product.untilReady();
    await waitUntil(
      'everything is understood and answered',
      async () =>
        (await count('receipts', "state = 'stored'")) === 0 &&
        (await count('deliveries', "state in ('waiting', 'sending', 'deferred')")) === 0,
      60_000,
    );
    const states = await query('select state, count(*)::int from receipts group by state');
    expect(states).toEqual([{ state: 'understood', count: mails }]);
    expect(await count('cases')).toBe(mails);
    expect(await count('messages', "direction = 'in'")).toBe(mails);
    const [subjects] = await query('select count(distinct subject)::int as count from cases');
    expect(subjects).toEqual({ count: mails });
    const answered = product.sink.mails.map(({ to }) => to.join());
    expect(new Set(answered).size).toBe(answered.length);
    // An attempt that a kill cut off is shown, not repeated; everybody else got theirs.
    const cutOff = await count('deliveries', "state = 'failed'");
    expect(answered.length).toBeGreaterThanOrEqual(mails - cutOff);
  }, 600_000);
});
