import type { VisitorState } from '@earshot/contract/live-contract.ts';
import { startTestApp } from '@earshot/testkit/http/start-test-app.ts';
import { type Ending, makeUnsteady } from '@earshot/testkit/postgres/unsteady-database.ts';
import { openChat, visitChat } from '@earshot/testkit/web/visit-chat.ts';
import { afterAll, expect, test } from 'vitest';
import { silentLog } from '../../../platform/log/log.ts';
import { createVisitorPresence } from './visitor-presence.ts';

const app = await startTestApp();
afterAll(() => app.stop());

test('who left while the database was away is told to be gone when it is back', async () => {
  const administrator = await app.signUp();
  app.app.start();
  const visitor = await visitChat(app, await openChat(administrator));
  const { id: talkId } = await visitor.open('Is somebody there?');
  let ending: Ending = 'kept';
  const db = makeUnsteady(app.db, () => ending);
  const presence = createVisitorPresence({ db, log: silentLog, followed: () => [] });
  const heard: VisitorState[] = [];
  presence.onVisitor({ isThere: () => true, tell: (_account, states) => heard.push(...states) });
  const watch = presence.start();
  ending = 'cut';
  const { accountId } = administrator;
  const gone = { name: null, online: false, typing: false, words: null, page: null };
  presence.note({ accountId, talkId, side: 'visitor', ...gone });
  await watch.drain();
  expect(heard).toEqual([]);
  ending = 'kept';
  await watch.drain();
  await watch.stop();
  expect(heard).toMatchObject([{ online: false }]);
});
