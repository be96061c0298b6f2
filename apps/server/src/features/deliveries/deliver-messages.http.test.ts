import { createCaseReply } from '@earshot/contract/reply-contract.ts';
import { createChannel } from '@earshot/contract/channel-contract.ts';
import { listCases } from '@earshot/contract/case-contract.ts';
import { startTestApp, type TestApp } from '@earshot/testkit/http/start-test-app.ts';
import { openChat, visitChat } from '@earshot/testkit/web/visit-chat.ts';
import { openDesk, seedDeskCase } from '@earshot/testkit/world/seed-cases.ts';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';

let app: TestApp;
/** Takes connections of the mail relay and never says a word. */
let mute: Server;
const sockets = new Set<Socket>();

beforeAll(async () => {
  mute = createServer((socket) => sockets.add(socket.on('error', () => undefined)));
  await new Promise<void>((resolve) => {
    mute.listen(0, '127.0.0.1', resolve);
  });
  const { port } = mute.address() as AddressInfo;
  app = await startTestApp({ relayUrl: `smtp://127.0.0.1:${port}` });
  app.app.start();
});
afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  mute.close();
  await app.stop();
});

const said = { text: 'Der neue Kocher ist unterwegs.', undo_seconds: 0, signature: false };

test(
  '[L1] a mail relay that does not answer keeps no chat waiting',
  { timeout: 60_000 },
  async () => {
    const desk = await openDesk(app);
    const mailbox = await desk.admin.call(createChannel, {
      body: { kind: 'email', address: 'hilfe@falk.example' },
    });
    const chat = await openChat(desk.admin);
    const lena = await visitChat(app, chat);
    const opened = await lena.open('Wo ist er?');
    for (let mails = 0; mails < 12; mails += 1) {
      const { params } = await seedDeskCase(app, desk, { channelId: mailbox.id });
      await desk.admin.call(createCaseReply, { params, body: said });
    }
    await expect.poll(() => sockets.size, { timeout: 20_000 }).toBeGreaterThan(0);
    const { items } = await desk.admin.call(listCases, { query: { view: 'all', limit: 100 } });
    const caseId = items.find(({ number }) => number === opened.case_number)!.id;
    await desk.admin.call(createCaseReply, { params: { caseId }, body: said });
    const read = async () => (await lena.read(opened.id)).map(({ text }) => text);
    await expect.poll(read, { timeout: 15_000 }).toContain(said.text);
    // None of the mails had an answer meanwhile.
    expect(sockets.size).toBeLessThanOrEqual(5);
  },
);

test(
  '[L11] chat answers that can be taken back come in order, each once',
  { timeout: 60_000 },
  async () => {
    const { admin } = await openDesk(app);
    const chat = await openChat(admin);
    const visitors = await Promise.all([1, 2, 3].map(() => visitChat(app, chat)));
    const talks = await Promise.all(
      visitors.map(async (visitor) => ({ visitor, ...(await visitor.open('Wo ist er?')) })),
    );
    const { items } = await admin.call(listCases, { query: { view: 'all', limit: 100 } });
    for (const text of ['Eins', 'Zwei']) {
      for (const { case_number: number } of talks) {
        const caseId = items.find((one) => one.number === number)!.id;
        const body = { ...said, text, undo_seconds: 3 };
        await admin.call(createCaseReply, { params: { caseId }, body });
      }
    }
    for (const { visitor, id } of talks) {
      const read = async () => (await visitor.read(id)).map(({ seq, text }) => `${seq} ${text}`);
      await expect.poll(read, { timeout: 15_000 }).toEqual(['1 Wo ist er?', '2 Eins', '3 Zwei']);
    }
    const { rows } = await app.db.withAccount(admin.accountId, (tx) =>
      sql`select distinct state, attempts, server_words from deliveries`.execute(tx.db),
    );
    expect(rows).toEqual([{ state: 'sent', attempts: 1, server_words: 'In the conversation.' }]);
  },
);
