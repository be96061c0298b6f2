import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '../../../platform/db/database.ts';
import type { Locale } from '../../../platform/i18n/texts.ts';
import type { Channel } from '../channel-store.ts';
import { channelTestText } from './channel-test-texts.ts';
import type { CallDoor } from './call-door.ts';

/** One step of a live test, as screens show it. */
export interface TestStep {
  name: string;
  ok: boolean;
  detail: string;
}

/** What the steps of a live test need. */
export interface TestWalk {
  db: Database;
  channel: Channel;
  locale: Locale;
  /** Null: no server runs, so there is no door to knock at. */
  callDoor: CallDoor | null;
  /** The id under which the test message is sent; see test-mark.ts. */
  mark: string;
  now: Date;
}

type StepName = 'step_page' | 'step_origins' | 'step_session' | 'step_say' | 'step_inbound';

/** An answer that stops the test, with the words of the step that met it. */
export class TestStopped extends Error {}

/** Understanding takes a moment; a mail that goes around the world a little longer. */
const understoodWithin_ms = 20_000;
const lookEvery_ms = 100;

/** Runs steps in order; the first that fails is the last that is shown. */
export async function walkSteps(
  locale: Locale,
  steps: readonly (readonly [StepName, () => Promise<string>])[],
): Promise<TestStep[]> {
  const done: TestStep[] = [];
  for (const [id, step] of steps) {
    const name = channelTestText(locale, id);
    try {
      done.push({ name, ok: true, detail: await step() });
    } catch (error) {
      if (!(error instanceof TestStopped)) throw error;
      return [...done, { name, ok: false, detail: error.message }];
    }
  }
  return done;
}

/** Calls our own door; throws `TestStopped` where nothing answers there. */
export async function knock(
  { callDoor, locale }: Pick<TestWalk, 'callDoor' | 'locale'>,
  request: Parameters<CallDoor>[0],
): ReturnType<CallDoor> {
  if (callDoor === null) throw new TestStopped(channelTestText(locale, 'no_server'));
  try {
    return await callDoor(request);
  } catch (error) {
    const words = wordsOf(error);
    throw new TestStopped(channelTestText(locale, 'door_away', { words }));
  }
}

function wordsOf(error: unknown): string {
  const { cause, message } = error as Error;
  return cause instanceof Error && cause.message !== '' ? cause.message : message;
}

/** What a refusal says, for the step that met it. */
export function stopAt(locale: Locale, answer: { status: number; text: string }): TestStopped {
  const { status, text } = answer;
  return new TestStopped(
    channelTestText(locale, 'door_refused', { status, words: readDetail(text) }),
  );
}

function readDetail(text: string): string {
  try {
    const { detail, fields } = JSON.parse(text) as {
      detail?: string;
      fields?: { path: string; message: string }[];
    };
    const wrong = (fields ?? []).map(({ path, message }) => `${path}: ${message}`);
    return [detail ?? '', ...wrong].join(' ').trim().slice(0, 500);
  } catch {
    return text.replaceAll(/\s+/g, ' ').slice(0, 200); // no problem document of ours
  }
}

/**
 * Waits until the test message was understood and thrown away, and says so; the receipt is found
 * by what it was stored under, or, where that is not known, by its channel and time.
 */
export async function untilUnderstood(
  walk: Pick<TestWalk, 'db' | 'channel' | 'locale' | 'now'>,
  externalKey: string | null,
  within_ms: number = understoodWithin_ms,
): Promise<TestStep> {
  const name = channelTestText(walk.locale, 'step_understood');
  const until = performance.now() + within_ms;
  for (;;) {
    const found = await findReceipt(walk, externalKey);
    if (found?.state === 'test') {
      return { name, ok: true, detail: channelTestText(walk.locale, 'understood') };
    }
    if (found && found.state !== 'stored') {
      const words = found.error ?? found.state;
      return { name, ok: false, detail: channelTestText(walk.locale, 'not_understood', { words }) };
    }
    if (performance.now() > until) {
      const id = found ? 'still_stored' : externalKey === null ? 'not_back' : 'not_stored';
      const seconds = Math.round(within_ms / 1_000);
      return { name, ok: false, detail: channelTestText(walk.locale, id, { seconds }) };
    }
    await pause(lookEvery_ms);
  }
}

function findReceipt(
  { db, channel, now }: Pick<TestWalk, 'db' | 'channel' | 'now'>,
  key: string | null,
) {
  return db.withAccount(channel.accountId, (tx) =>
    tx.db
      .selectFrom('receipts')
      .select(['state', 'error'])
      .where('account_id', '=', tx.accountId)
      .where('channel_id', '=', channel.id)
      .$if(key !== null, (query) => query.where('external_key', '=', key))
      .$if(key === null, (query) =>
        query.where('state', '=', 'test').where('understood_at', '>=', now),
      )
      .orderBy('id', 'desc')
      .executeTakeFirst(),
  );
}
