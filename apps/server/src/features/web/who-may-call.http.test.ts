import { operations } from '@earshot/contract/operations.ts';
import { sampleInput } from '@earshot/testkit/http/sample-input.ts';
import { startTestApp } from '@earshot/testkit/http/start-test-app.ts';
import { openChat } from '@earshot/testkit/web/visit-chat.ts';
import { afterAll, expect, test } from 'vitest';

const app = await startTestApp();
afterAll(() => app.stop());
const chat = await openChat(await app.signUp());

const known: Record<string, unknown> = {
  channelKey: chat.key,
  client_id: 'a1b2c3d4-0001',
  code: '042195',
  // The subscription of RFC 8291, appendix A.
  endpoint: 'https://push.example.net/push/JzLQ3raZJfFBR0aqvOMsLrt54w4rJUsV',
  p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
  auth: 'BTBZMqHH6r4Tts7J_aSIgg',
};

test('whoever brings no token is turned away exactly where the contract asks for one', async () => {
  const asked: string[] = [];
  for (const operation of operations.filter(
    ({ tag, access }) => tag === 'web' && access === 'public',
  )) {
    const input = sampleInput(operation, (name) => known[name]);
    const answer = await app.nobody.send(operation, input);
    if (answer.status === 401) asked.push(operation.id);
  }
  const said = operations.filter(({ brings }) => brings === 'visitor_token');
  expect(asked.toSorted()).toEqual(said.map(({ id }) => id).toSorted());
});
