import {
  createChannel,
  createChannelSecret,
  listChannelErrors,
  listChannels,
  updateChannel,
} from '@earshot/contract/channel-contract.ts';
import { startProgram } from '@earshot/testkit/channels/start-program.ts';
import { startTestApp } from '@earshot/testkit/http/start-test-app.ts';
import { startSmtpSink } from '@earshot/testkit/mail/start-smtp-sink.ts';
import { afterAll, expect, test } from 'vitest';
import { checkEvery_ms, checkFailingEvery_ms, checkJitter } from './health-limits.ts';
import { decideNextCheck } from './watch-channels.ts';

const login = { user: 'falk', pass: 'right' };
const sink = await startSmtpSink({ behaviour: { login } });
const program = await startProgram();
const world = await startTestApp({
  relayUrl: `smtp://falk:right@127.0.0.1:${sink.port}`,
  outsideRules: { isAllowedAddress: () => true, isAllowedPort: () => true },
});
afterAll(async () => {
  await world.stop();
  await program.close();
  await sink.close();
});
const admin = await world.signUp();
const { channels } = world.app.start();

/** So much time passes, and whatever is due is checked. */
async function pass(milliseconds: number): Promise<void> {
  world.clock.advance(milliseconds);
  await channels.drain();
}

async function healthOf(channelId: string) {
  const { items } = await admin.call(listChannels);
  return items.find((one) => one.id === channelId)!.health;
}

test('whoever runs a channel sees that its program fails, since when, and that it is back', async () => {
  const { id } = await admin.call(createChannel, {
    body: { kind: 'api', name: 'Till', api: { webhook_url: program.url } },
  });
  const params = { channelId: id };
  await admin.call(createChannelSecret, { params, body: { kind: 'outbound' } });
  await pass(0);
  expect(await healthOf(id)).toMatchObject({ state: 'ok', since: null });
  const asked = program.asked;
  await pass(checkEvery_ms / 2);
  expect(program.asked).toBe(asked);
  program.answerWith({ status: 503 });
  await pass(checkEvery_ms);
  const since = world.clock.now().toISOString();
  const failing = { state: 'failing', since, detail: expect.stringContaining('nicht erreichbar') };
  expect(await healthOf(id)).toMatchObject(failing);
  await pass(checkFailingEvery_ms * 1.3);
  expect(await healthOf(id)).toMatchObject({
    ...failing,
    checked_at: expect.not.stringMatching(since),
  });
  const { items } = await admin.call(listChannelErrors, { params });
  expect(items).toMatchObject([{ code: 'webhook_failed', words: expect.stringContaining('503') }]);
  program.answerWith({ status: 401 });
  await pass(checkFailingEvery_ms * 1.3);
  expect((await healthOf(id)).detail).toContain('lehnt unsere Signatur ab');
  program.answerWith({ status: 200 });
  await pass(checkFailingEvery_ms * 1.3);
  expect(await healthOf(id)).toMatchObject({ state: 'ok', since: null });
});

test('a mailbox whose relay takes our login no longer says so', async () => {
  const { id } = await admin.call(createChannel, { body: { address: 'help@falk.example' } });
  await pass(checkEvery_ms * 1.3);
  expect((await healthOf(id)).state).toBe('idle');
  sink.behaviour.login = { ...login, pass: 'another' };
  await pass(checkEvery_ms * 1.3);
  expect(await healthOf(id)).toMatchObject({
    state: 'failing',
    detail: expect.stringContaining('Wrong login'),
  });
  sink.behaviour.login = login;
  await pass(checkEvery_ms * 1.3);
  expect((await healthOf(id)).state).toBe('idle');
});

test('a chat says that nobody who has left is followed when its mailbox is switched off', async () => {
  const mailbox = await admin.call(createChannel, { body: { address: 'more@falk.example' } });
  const { id } = await admin.call(createChannel, {
    body: { kind: 'chat', name: 'Chat', web: { continue_by_channel_id: mailbox.id } },
  });
  await pass(checkEvery_ms * 1.3);
  expect((await healthOf(id)).state).toBe('ok');
  const off = { params: { channelId: mailbox.id }, body: { disabled: true } };
  await admin.call(updateChannel, off);
  await pass(checkEvery_ms * 1.3);
  expect((await healthOf(id)).detail).toContain('abgeschaltet');
  // One that is off itself is asked nothing.
  expect((await healthOf(mailbox.id)).state).toBe('off');
});

test('many channels are not asked in the same moment', () => {
  const now = new Date('2026-11-22T08:00:00Z');
  const waits = [0, 0.5, 1].map((chance) => decideNextCheck(now, false, chance).getTime() - +now);
  expect(waits).toEqual([
    checkEvery_ms * (1 - checkJitter),
    checkEvery_ms,
    checkEvery_ms * (1 + checkJitter),
  ]);
});
