import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { join } from 'node:path';

/** What is kept of an arrival beside its bytes. */
export interface FiledReceipt {
  readonly receiptId: string;
  readonly channelId: string;
  readonly sha256: string;
  readonly externalKey: string | null;
  readonly raw: Buffer;
}

interface Arrival {
  readonly channelId: string;
  readonly externalKey: string | null;
  readonly raw: Buffer;
}

/** Receipts in a folder, as durable as the real ones: usable from processes that are killed. */
export interface FileReceipts {
  storeReceipt(arrival: Arrival): Promise<{ receiptId: string; duplicate: boolean }>;
  listUnstoredKeys(externalKeys: readonly string[]): Promise<readonly string[]>;
  list(): FiledReceipt[];
  /** Arrivals handed in so far by this process, duplicates included. */
  readonly calls: number;
}

/** Opens the folder, which is made where it is missing. */
export function openFileReceipts(folder: string): FileReceipts {
  mkdirSync(folder, { recursive: true });
  let calls = 0;

  async function storeReceipt(
    arrival: Arrival,
  ): Promise<{ receiptId: string; duplicate: boolean }> {
    calls += 1;
    const sha256 = createHash('sha256').update(arrival.raw).digest('hex');
    const receiptId = `${arrival.channelId}.${sha256}`;
    const path = join(folder, `${receiptId}.eml`);
    const duplicate = existsSync(path);
    if (!duplicate) await writeDurably(folder, path, arrival.raw);
    if (arrival.externalKey !== null && !duplicate) {
      const key = `${receiptId}.${Buffer.from(arrival.externalKey).toString('hex')}.key`;
      await writeDurably(folder, join(folder, key), Buffer.alloc(0));
    }
    return { receiptId, duplicate };
  }

  function listKeys(): Map<string, string> {
    const keys = new Map<string, string>();
    for (const name of readdirSync(folder)) {
      if (!name.endsWith('.key')) continue;
      const [channelId, sha256, hex] = name.split('.');
      keys.set(Buffer.from(hex!, 'hex').toString(), `${channelId}.${sha256}`);
    }
    return keys;
  }

  return {
    storeReceipt,
    listUnstoredKeys: async (externalKeys) => {
      const keys = listKeys();
      return externalKeys.filter((key) => !keys.has(key));
    },
    list: () => {
      const keys = new Map([...listKeys()].map(([key, receiptId]) => [receiptId, key]));
      return readdirSync(folder)
        .filter((name) => name.endsWith('.eml'))
        .map((name) => {
          const receiptId = name.slice(0, -4);
          const [channelId, sha256] = receiptId.split('.') as [string, string];
          const raw = readFileSync(join(folder, name));
          return { receiptId, channelId, sha256, externalKey: keys.get(receiptId) ?? null, raw };
        });
    },
    get calls() {
      return calls;
    },
  };
}

let drafts = 0;

async function writeDurably(folder: string, path: string, content: Buffer): Promise<void> {
  drafts += 1;
  const draft = join(folder, `draft-${process.pid}-${drafts}`);
  const file = await open(draft, 'wx');
  await file.writeFile(content);
  await file.sync();
  await file.close();
  await rename(draft, path);
  const directory = await open(folder, 'r');
  await directory.sync();
  await directory.close();
}
