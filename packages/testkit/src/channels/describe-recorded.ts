import type { Understanding } from '../../../../apps/server/src/features/channels/kit/public.ts';
import {
  type ClaimedReceipt,
  getChannel,
} from '../../../../apps/server/src/features/channels/public.ts';
import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ChannelHarness, Stage } from './channel-hands.ts';
import { presentUnderstood } from './present-understood.ts';

/** What a recorded payload is to be understood as lies beside it under this ending. */
const EXPECTED = '.expected.json';
/** Places at which a payload is cut off: at its beginning, within, before its last byte. */
const CUTS = [0, 0.1, 0.5, 0.9, 0.999];

/**
 * Recorded payloads: each file of the folder is understood as the file beside it says, twice the
 * same, and never with an error where it is cut off. `RECORD=1` writes what is understood now, to
 * be read before it is committed.
 */
export function describeRecorded(stage: Stage, harness: ChannelHarness): void {
  const { kind, recorded } = harness;
  const names = readdirSync(recorded).filter((name) => !name.endsWith(EXPECTED));

  async function understand(raw: Buffer): Promise<{ says: Understanding; shown: unknown }> {
    const channel = await stage.app.db.withAccount(stage.admin.accountId, async (tx) =>
      getChannel(tx, stage.hands.channelId),
    );
    const adapter = stage.app.app.adapters.get(kind);
    const says = await adapter.understand(raw, receiptOf(stage, harness, raw), channel);
    return { says, shown: presentUnderstood(says, channel.address) };
  }

  test('payloads were recorded', () => expect(names.length).toBeGreaterThanOrEqual(1));

  test.each(names)('the recorded payload %s is understood as it is meant', async (name) => {
    const raw = readFileSync(join(recorded, name));
    const { shown: understood } = await understand(raw);
    expect((await understand(raw)).shown).toEqual(understood);
    const expectedPath = join(recorded, name.replace(/\.\w+$/, EXPECTED));
    if (process.env['RECORD'] === '1') {
      writeFileSync(expectedPath, `${JSON.stringify(understood, null, 2)}\n`);
    }
    expect(understood).toEqual(JSON.parse(readFileSync(expectedPath, 'utf8')));
  });

  test.each(names)(
    'what is left of %s when it is cut off is understood or said to be broken',
    async (name) => {
      const raw = readFileSync(join(recorded, name));
      const { listRelations } = stage.app.app.adapters.get(kind);
      for (const cut of CUTS) {
        const rest = raw.subarray(0, Math.floor(raw.length * cut));
        const { says } = await understand(rest);
        expect('failed' in says || says.things.length > 0).toBe(true);
        expect(Array.isArray(listRelations(rest, receiptOf(stage, harness, rest)))).toBe(true);
      }
    },
  );
}

/** A receipt as the intake claims it; no address of a client, so no name server is asked for SPF. */
function receiptOf(stage: Stage, { kind }: ChannelHarness, raw: Buffer): ClaimedReceipt {
  return {
    account_id: stage.admin.accountId,
    id: randomUUID(),
    channel_id: stage.hands.channelId,
    source: kind === 'email' ? 'import' : kind,
    sha256: createHash('sha256').update(raw).digest(),
    size_bytes: raw.length,
    envelope: null,
    received_at: new Date('2026-11-22T08:00:00Z'),
    attempts: 1,
    failures: 0,
  };
}
