import type { ChannelCapabilities } from '../../../../apps/server/src/features/channels/kit/public.ts';
import { startDelivery } from '../../../../apps/server/src/features/deliveries/deliver-messages.ts';
import { silentLog } from '../../../../apps/server/src/platform/log/log.ts';
import { createDeliveryRetry } from '@earshot/contract/message-contract.ts';
import { createCaseReply } from '@earshot/contract/reply-contract.ts';
import { expect, test } from 'vitest';
import type { ChannelHands, OutsideMoods, Stage } from './channel-hands.ts';
import {
  answer,
  asOwner,
  countSent,
  deliver,
  letPass,
  newSaid,
  openCaseOf,
  stateOf,
} from './channel-stage.ts';

const HOUR_S = 3_600;
const DAY_H = 24;

type Outside = NonNullable<ChannelHands['outside']>;

/** What must hold of answers, however the other side behaves. */
export function describeLeaving(stage: Stage, capabilities: ChannelCapabilities): void {
  describeArrivingOutside(stage, capabilities);
  describeMoods(stage);
}

function describeArrivingOutside(stage: Stage, capabilities: ChannelCapabilities): void {
  const lacks = () => expect(stage.hands.without.outside).toMatch(/\w+ \w+ \w+/);

  test('an answer arrives once', async () => {
    const { outside } = stage.hands;
    if (!outside) return lacks();
    outside.moods?.set('well');
    const id = await answer(stage, 'Here is your answer');
    await deliver(stage);
    await deliver(stage);
    expect(await countSent(outside, 'Here is your answer')).toBe(1);
    expect(await stateOf(stage, id)).toBe('sent');
  });

  test('an answer is never more visible than what it answers', async () => {
    const caseId = await openCaseOf(stage, newSaid('Between us'));
    for (const visibility of ['unlisted', 'public'] as const) {
      const body = { text: 'For everybody', visibility, undo_seconds: 0 };
      const refusal = await stage.admin.send(createCaseReply, { params: { caseId }, body });
      expect(refusal.status).toBeGreaterThanOrEqual(400);
    }
    const [widest] = capabilities.visibilities.toReversed();
    if (widest === 'direct') return;
    const said = { ...newSaid('Said to everybody'), visibility: widest! };
    const params = { caseId: await openCaseOf(stage, said) };
    for (const visibility of capabilities.visibilities) {
      const body = { text: `As ${visibility}`, visibility, undo_seconds: 0 };
      expect((await stage.admin.send(createCaseReply, { params, body })).status).toBe(201);
    }
  });

  test('[L11] an attempt without a record is shown, or repeated where it is recognised', async () => {
    const { outside } = stage.hands;
    if (!outside) return lacks();
    outside.moods?.set('well');
    const id = await answer(stage, 'Cut off');
    await asOwner(stage, (tx) =>
      tx
        .updateTable('deliveries')
        .set({ state: 'sending', next_attempt_at: new Date(0) })
        .where('message_id', '=', id)
        .execute(),
    );
    const before = await countSent(outside, 'Cut off');
    await restartDelivery(stage);
    await deliver(stage);
    expect(await stateOf(stage, id)).toBe(capabilities.recognises_repeats ? 'sent' : 'failed');
    expect(await countSent(outside, 'Cut off')).toBe(capabilities.recognises_repeats ? 1 : before);
  });
}

function describeMoods(stage: Stage): void {
  /** The other side with its moods; null where the case does not apply, which is then said. */
  function findMoods(): (Outside & { moods: OutsideMoods }) | null {
    const { outside, without } = stage.hands;
    if (outside?.moods) return { ...outside, moods: outside.moods };
    expect(outside ? without.moods : without.outside).toMatch(/\w+ \w+ \w+/);
    return null;
  }

  test('[L1] a day without the other side: the answer waits visibly and arrives once', async () => {
    const outside = findMoods();
    if (!outside) return;
    outside.moods.set('down');
    const asked = outside.moods.countAsked();
    const id = await answer(stage, 'Sent into the dark');
    await deliver(stage);
    for (let hour = 0; hour < DAY_H; hour += 1) {
      await letPass(stage, HOUR_S);
      await deliver(stage);
      expect(await stateOf(stage, id)).toBe('deferred');
    }
    const tries = outside.moods.countAsked() - asked;
    // Often enough to notice that it is back, rarely enough not to press it.
    expect(tries).toBeGreaterThanOrEqual(4);
    expect(tries).toBeLessThanOrEqual(DAY_H);
    outside.moods.set('well');
    await letPass(stage, 8 * HOUR_S);
    await deliver(stage);
    expect(await stateOf(stage, id)).toBe('sent');
    expect(await countSent(outside, 'Sent into the dark')).toBe(1);
  });

  test('“too many requests” is obeyed: nothing is asked before its time, nothing is lost', async () => {
    const outside = findMoods();
    if (!outside) return;
    outside.moods.set('busy');
    const id = await answer(stage, 'One too many');
    await deliver(stage);
    const asked = outside.moods.countAsked();
    expect(await stateOf(stage, id)).toBe('deferred');
    outside.moods.set('well');
    await letPass(stage, outside.moods.rests_s - 10);
    await deliver(stage);
    expect(outside.moods.countAsked()).toBe(asked);
    await letPass(stage, 15);
    await deliver(stage);
    expect(await stateOf(stage, id)).toBe('sent');
    expect(await countSent(outside, 'One too many')).toBe(1);
  });

  test.each(['expired', 'revoked'] as const)(
    'an answer that meets rights that are %s is seen by somebody, and one click sends it later',
    async (mood) => {
      const outside = findMoods();
      if (!outside) return;
      const before = await findLastError(stage);
      outside.moods.set(mood);
      const id = await answer(stage, `Rights ${mood}`);
      await deliver(stage);
      expect(await stateOf(stage, id)).toBe(outside.moods.ends[mood]);
      expect(await countSent(outside, `Rights ${mood}`)).toBe(0);
      expect(await findLastError(stage)).not.toBe(before);
      outside.moods.set('well');
      await stage.admin.call(createDeliveryRetry, { params: { messageId: id } });
      await deliver(stage);
      expect(await stateOf(stage, id)).toBe('sent');
      expect(await countSent(outside, `Rights ${mood}`)).toBe(1);
    },
  );
}

/** Id of the newest thing that went wrong on the channel. */
async function findLastError(stage: Stage): Promise<string | null> {
  const row = await asOwner(stage, (tx) =>
    tx
      .selectFrom('channel_errors')
      .select('id')
      .where('channel_id', '=', stage.hands.channelId)
      .orderBy('id', 'desc')
      .executeTakeFirst(),
  );
  return row?.id ?? null;
}

/** What the next process does first with what an earlier one left. */
async function restartDelivery({ app }: Stage): Promise<void> {
  const next = startDelivery({
    db: app.db,
    adapters: app.app.adapters,
    decideRetry: () => null,
    clock: app.clock,
    log: silentLog,
  });
  await next.drain();
  await next.stop();
}
