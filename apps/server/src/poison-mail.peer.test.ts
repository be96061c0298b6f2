import { readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { waitUntil } from '@earshot/testkit/mail/mail-programs.ts';
import { listPoison } from '@earshot/testkit/mail/make-poison.ts';
import {
  claimProduct,
  type ClaimedProduct,
  supportAddress,
} from '@earshot/testkit/product/claim-product.ts';
import { type Product, startProduct } from '@earshot/testkit/product/start-product.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/** A mail that is fine must be on the desk within this time, whatever came right before it ... */
const soon_ms = 5_000;
/**
 * ... on a machine with nothing else to do: so much more for each millisecond that it took before.
 */
const patience = 4;
/**
 * Of the whole process, workers included, however large the mail: 250 at rest, and two mails of
 * 60 MB at once as bytes, as text and as parts, not yet given back.
 */
const memory_MB = 900;

let product: Product;
let claimed: ClaimedProduct;
let normal = 0;
let usual_ms = 0;
let peak_MB = 0;
let watch: NodeJS.Timeout;

beforeAll(async () => {
  product = await startProduct();
  claimed = await claimProduct(product);
  for (let count = 0; count < 3; count++) usual_ms = Math.max(usual_ms, await timeNormalMail());
  watch = setInterval(() => {
    const status = readFileSync(`/proc/${product.child.pid}/status`, 'utf8');
    peak_MB = Math.max(peak_MB, Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1_024);
  }, 20);
});
afterAll(async () => {
  clearInterval(watch);
  await product?.stop();
});

/** Hands in a mail that is fine; resolves with how long its case took, in milliseconds. */
async function timeNormalMail(): Promise<number> {
  const subject = `Normal ${++normal}`;
  const from = `lena${normal}@vogt.example`;
  await product.sendMail({ from, to: supportAddress, subject, text: 'It boils and boils.' });
  const startedAt_ms = performance.now();
  await waitUntil(
    'the normal mail is a case',
    async () => (await claimed.count('cases', `subject = '${subject}'`)) === 1,
    30_000,
  );
  return performance.now() - startedAt_ms;
}

async function handIn(raw: Buffer): Promise<string> {
  // Mail servers announce the size (RFC 1870).
  const envelope = { from: 'eve@evil.example', to: supportAddress, size: raw.length };
  const words = await product.sendMail({ envelope, raw: raw.length === 0 ? '' : raw });
  const receiptId = /Stored as (\S+)/.exec(words)?.[1];
  if (!receiptId) throw new Error(words);
  return receiptId;
}

/** The receipt once it ended, by the API. */
async function untilUnderstood(receiptId: string) {
  const params = { receiptId };
  await waitUntil(
    'the poison is taken up',
    async () => (await claimed.client.call('getReceipt', { params })).state !== 'stored',
    60_000,
  );
  return claimed.client.call('getReceipt', { params });
}

describe('[L7] after a mail with', () => {
  test.each(listPoison())(
    '$name the next one is not delayed, and nothing is lost',
    async ({ raw }) => {
      const receiptId = await handIn(raw);
      const took_ms = await timeNormalMail();
      const receipt = await untilUnderstood(receiptId);
      expect(receipt).toMatchObject({
        state: 'understood',
        error: null,
        case_id: expect.any(String),
      });
      const params = { caseId: receipt.case_id ?? '' };
      const { items } = await claimed.client.call('listCaseMessages', { params });
      expect(items.find(({ receipt_id: id }) => id === receiptId)).toBeDefined();
      const kept = await claimed.client.call('getReceiptRaw', { params: { receiptId } });
      const bytes = Buffer.from(await kept.arrayBuffer());
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(receipt.sha256);
      // SMTP ends every mail with a line end and doubles a dot at the start of a line.
      expect(bytes.length).toBeGreaterThanOrEqual(raw.length);
      expect(took_ms).toBeLessThan(soon_ms);
    },
  );

  test('60 MB five times at once the memory has an end, and whoever was put off comes later', async () => {
    const { raw } = listPoison()[0]!;
    const crowd = Array.from({ length: 5 }, (_, index) =>
      Buffer.concat([Buffer.from(`X-Number: ${index}\r\n`), raw]),
    );
    let left = crowd;
    while (left.length > 0) {
      const tried = await Promise.allSettled(left.map(handIn));
      const wasTaken = tried.map(({ status }) => status === 'fulfilled');
      const refusals = tried.flatMap((one) =>
        one.status === 'rejected' ? [String(one.reason)] : [],
      );
      for (const refusal of refusals) expect(refusal).toMatch('452');
      expect(wasTaken).toContain(true);
      left = left.filter((_, index) => !wasTaken[index]);
    }
    expect(await timeNormalMail()).toBeLessThan(soon_ms + patience * usual_ms);
    await waitUntil(
      'all are taken up',
      async () => (await claimed.count('receipts', "state = 'stored'")) === 0,
      60_000,
    );
    expect(await claimed.count('receipts', "state <> 'understood'")).toBe(0);
  }, 180_000);

  test('all of that the memory never exploded', () => {
    expect(peak_MB).toBeGreaterThan(50);
    expect(peak_MB).toBeLessThan(memory_MB);
  });
});
