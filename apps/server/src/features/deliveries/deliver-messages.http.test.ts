import { createCaseReply } from '@earshot/contract/reply-contract.ts';
import { createChannel } from '@earshot/contract/channel-contract.ts';
import { listCases } from '@earshot/contract/case-contract.ts';
import { startTestApp, type TestApp } from '@earshot/testkit/http/start-test-app.ts';
import { openChat, visitChat } from '@earshot/testkit/web/visit-chat.ts';
import { openDesk, seedDeskCase } from '@earshot/testkit/world/seed-cases.ts';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
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

test('[L1] a mail relay that does not answer keeps no chat waiting', async () => {
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
});
