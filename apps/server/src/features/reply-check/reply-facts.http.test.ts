import { startTestApp } from '@earshot/testkit/http/start-test-app.ts';
import { openDesk, seedDeskCase } from '@earshot/testkit/world/seed-cases.ts';
import { afterAll, expect, test } from 'vitest';
import { loadConversation } from './reply-fact-views.ts';

const app = await startTestApp();
afterAll(() => app.stop());

test('what a contact took back is not held against a reply any more', async () => {
  const desk = await openDesk(app);
  const { caseId, messageId } = await seedDeskCase(app, desk, { text: 'Mein Passwort ist Tee.' });
  const read = () =>
    app.db.withAccount(desk.accountId, async (tx) => {
      const { history } = await loadConversation(tx, caseId, null);
      return history.map((one) => one.text);
    });
  expect(await read()).toEqual(['Mein Passwort ist Tee.']);
  await app.db.withAccount(desk.accountId, (tx) =>
    tx.db
      .updateTable('messages')
      .set({ body_text: '', deleted_at: new Date() })
      .where('account_id', '=', tx.accountId)
      .where('id', '=', messageId)
      .execute(),
  );
  expect(await read()).toEqual(['']);
});
