import type { ChannelCapabilities } from '../../../../apps/server/src/features/channels/kit/public.ts';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp } from '../http/start-test-app.ts';
import type { ChannelHarness, Stage } from './channel-hands.ts';
import {
  asOwner,
  countCases,
  countReceipts,
  listFiles,
  listMessages,
  listTexts,
  listVersions,
  newSaid,
  settle,
} from './channel-stage.ts';
import { describeLeaving } from './describe-leaving.ts';
import { describeRecorded } from './describe-recorded.ts';

const album = 10;
/** Within which an album arrives (acceptance list, line 10). */
const ALBUM_WITHIN_MS = 200;

/**
 * What every kind of channel must show; a kind that lacks something says so instead of passing.
 * What a kill -9 must not do is shown by `describeKilledChannel`, in a process of its own.
 */
export function describeChannelAdapter(harness: ChannelHarness): void {
  describe(`a channel of the kind ${harness.kind}`, () => {
    const stage = {} as Stage;
    beforeAll(async () => {
      stage.app = await startTestApp(await harness.prepare?.());
      stage.admin = await stage.app.signUp();
      stage.app.app.start();
      stage.hands = await harness.open(stage.app, stage.admin);
    }, 60_000);
    afterAll(async () => {
      await stage.hands?.close();
      await stage.app?.stop();
    });
    describeArriving(stage);
    describeChanging(stage, harness.capabilities);
    describeSigning(stage);
    describeLeaving(stage, harness.capabilities);
    describeRecorded(stage, harness);
  });
}

function describeArriving(stage: Stage): void {
  test('what is delivered twice is there once, also where its bytes differ', async () => {
    const said = newSaid('Delivered twice');
    const cases = await countCases(stage);
    await stage.hands.say(said);
    await stage.hands.say(said);
    await stage.hands.sayInOtherBytes(said);
    await settle(stage);
    await stage.hands.sayInOtherBytes(said);
    await settle(stage);
    expect(await listTexts(stage, said)).toEqual([said.text]);
    expect(await countCases(stage)).toBe(cases + 1);
  });

  test('two messages at once in one thread are two, in one case where the kind has threads', async () => {
    const first = newSaid('First of two');
    const second = { ...newSaid('Second of two'), thread: first.thread };
    await Promise.all([stage.hands.say(first), stage.hands.say(second)]);
    await settle(stage);
    const rows = await listMessages(stage, [first, second]);
    expect(rows.map((row) => row.body_text.trim()).toSorted()).toEqual([first.text, second.text]);
    const cases = new Set(rows.map((row) => row.case_id)).size;
    expect({ cases, why: stage.hands.without.thread ?? null }).toEqual({
      cases: stage.hands.without.thread ? 2 : 1,
      why: stage.hands.without.thread ?? null,
    });
  });

  test('emoji and text from right to left stay as they were', async () => {
    const said = newSaid('👩🏽‍🔧 עברית ועוד العربية — Grüße');
    await stage.hands.say(said);
    await settle(stage);
    expect(await listTexts(stage, said)).toEqual([said.text]);
  });

  test('an empty message is a message that somebody sees', async () => {
    const said = { ...newSaid(''), files: [{ name: 'a.txt', bytes: Buffer.from('only a file') }] };
    await stage.hands.say(said);
    await settle(stage);
    const [row] = await listMessages(stage, [said]);
    expect(row).toMatchObject({ body_text: expect.stringMatching(/^\s*$/) });
    expect(await listFiles(stage, row!.id)).toEqual(['a.txt']);
  });

  test('a huge message is kept whole, to the last character that its door takes', async () => {
    const said = newSaid(`${'All work and no play. '.repeat(10_000)}The end.`);
    await stage.hands.say(said);
    await settle(stage);
    const [text] = await listTexts(stage, said);
    const taken = said.text.slice(0, stage.hands.textMax ?? said.text.length).trim();
    // Mails wrap lines; the words are the same.
    expect(text?.replaceAll(/\s+/g, ' ')).toBe(taken);
  });

  test('[L10] an album of ten pictures in 200 ms is one conversation of one case', async () => {
    const first = newSaid('Picture 0');
    const pictures = Array.from({ length: album }, (_, number) => ({
      ...newSaid(`Picture ${number}`),
      thread: first.thread,
      files: [{ name: `${number}.png`, bytes: Buffer.from(`picture ${randomUUID()}`) }],
    }));
    const gap_ms = ALBUM_WITHIN_MS / album;
    await Promise.all(
      pictures.map(async (picture, number) => {
        await pause(number * gap_ms);
        await stage.hands.say(picture);
      }),
    );
    await settle(stage);
    const rows = await listMessages(stage, pictures);
    expect(rows).toHaveLength(album);
    const count = stage.hands.without.thread ? album : 1;
    expect(new Set(rows.map((row) => row.conversation_id)).size).toBe(count);
    expect(new Set(rows.map((row) => row.case_id)).size).toBe(count);
    const files = await Promise.all(rows.map((row) => listFiles(stage, row.id)));
    expect(files.flat().toSorted()).toEqual(pictures.map((_, number) => `${number}.png`));
  });
}

function describeChanging(stage: Stage, { edit, delete: deletes }: ChannelCapabilities): void {
  test('an edit keeps the former words; twice or late it changes nothing more', async () => {
    const { hands } = stage;
    if (!hands.edit) return expectLack(hands.without.edit, edit);
    const said = newSaid('As it was first');
    const at = (minute: number) => new Date(Date.now() + minute * 60_000);
    await hands.say(said);
    await settle(stage);
    await hands.edit({ ...said, text: 'As it is now', at: at(2) });
    await hands.edit({ ...said, text: 'As it is now', at: at(2) });
    await settle(stage);
    await hands.edit({ ...said, text: 'Overtaken', at: at(1) });
    await settle(stage);
    const [row] = await listMessages(stage, [said]);
    expect(row).toMatchObject({ body_text: 'As it is now', edited_at: expect.any(Date) });
    expect(await listVersions(stage, row!.id)).toEqual(['As it was first', 'Overtaken']);
  });

  test('an edit or deletion that arrives before its message is applied to it', async () => {
    const { hands } = stage;
    if (!hands.edit || !hands.takeBack) return expectLack(hands.without.edit, edit);
    const [changed, taken] = [newSaid('Before the edit'), newSaid('Never meant')];
    await hands.edit({ ...changed, text: 'After the edit', at: new Date(Date.now() + 60_000) });
    await hands.takeBack({ ...taken, at: new Date(Date.now() + 60_000) });
    await settle(stage);
    await Promise.all([hands.say(changed), hands.say(taken)]);
    await settle(stage);
    expect(await listTexts(stage, changed)).toEqual(['After the edit']);
    expect(await listTexts(stage, taken)).toEqual(['']);
  });

  test('what its sender takes back is hidden on every screen and known to the audit', async () => {
    const { hands } = stage;
    if (!hands.takeBack) return expectLack(hands.without.takeBack, deletes);
    const said = newSaid('Please forget this');
    await hands.say(said);
    await settle(stage);
    await hands.takeBack({ ...said, at: new Date() });
    await hands.takeBack({ ...said, at: new Date() });
    await settle(stage);
    const [row] = await listMessages(stage, [said]);
    expect(row).toMatchObject({ body_text: '', deleted_at: expect.any(Date) });
    expect(await listVersions(stage, row!.id)).toEqual(['Please forget this']);
    const audited = await asOwner(stage, (tx) =>
      tx.selectFrom('audit_entries').select('action').where('subject_id', '=', row!.id).execute(),
    );
    expect(audited.map((one) => one.action)).toEqual(['message.deleted_by_sender']);
  });
}

function describeSigning(stage: Stage): void {
  const lacks = () => expect(stage.hands.without.signature).toMatch(/\w+ \w+ \w+/);

  test('what was overheard and sent again changes nothing', async () => {
    if (!stage.hands.replay) return lacks();
    const said = newSaid('Overheard');
    await stage.hands.say(said);
    await settle(stage);
    const stored = await countReceipts(stage);
    expect(await stage.hands.replay(said)).toBeLessThan(500);
    await settle(stage);
    expect(await countReceipts(stage)).toBe(stored);
    expect(await listTexts(stage, said)).toEqual([said.text]);
  });

  test('each way of forging a signature is refused and nothing is stored', async () => {
    if (!stage.hands.forge) return lacks();
    const stored = await countReceipts(stage);
    const statuses = await stage.hands.forge(newSaid('Forged'));
    expect(Object.keys(statuses).length).toBeGreaterThanOrEqual(4);
    expect(Object.entries(statuses).filter(([, status]) => status !== 401)).toEqual([]);
    expect(await countReceipts(stage)).toBe(stored);
  });

  test('a signature of an hour ago is refused and nothing is stored', async () => {
    if (!stage.hands.sayLate) return lacks();
    const stored = await countReceipts(stage);
    expect(await stage.hands.sayLate(newSaid('An hour late'))).toBe(401);
    expect(await countReceipts(stage)).toBe(stored);
  });
}

/** A kind that cannot do something says so in its capabilities and in words. */
function expectLack(why: string | undefined, ways: string): void {
  expect(['none', 'out']).toContain(ways);
  expect(why).toMatch(/\w+ \w+ \w+/);
}
