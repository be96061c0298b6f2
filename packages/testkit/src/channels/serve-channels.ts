/**
 * The whole application in a process of its own, to be killed: `node serve-channels.ts
 * <databaseUrl> <filesDir> <masterKeyHex> <port> <smtpPort> <relayUrl or ->`. As `main.ts` starts
 * it, but webhooks may go to this machine. Prints `ready <port> <smtpPort>`.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp } from '../../../../apps/server/src/app.ts';
import { startSmtpListener } from '../../../../apps/server/src/features/channels/email/receive/smtp-listener.ts';
import { findChannelForAddress } from '../../../../apps/server/src/features/channels/public.ts';
import { createSecretBox } from '../../../../apps/server/src/platform/crypto/secret-box.ts';
import { openDatabase } from '../../../../apps/server/src/platform/db/database.ts';
import { silentLog } from '../../../../apps/server/src/platform/log/log.ts';
import { openFileStorage } from '../../../../apps/server/src/platform/storage/file-storage.ts';

const [url = '', filesDir = '', masterKey = '', port = '0', smtpPort = '0', relay = '-'] =
  process.argv.slice(2);
const db = openDatabase({ url });
const httpServer = createServer();
const app = await createApp({
  db,
  httpServer,
  storage: await openFileStorage(filesDir),
  secretBox: createSecretBox(Buffer.from(masterKey, 'hex')),
  log: silentLog,
  clock: { now: () => new Date() },
  version: 'test',
  publicUrl: 'http://desk.falk.example',
  trustProxy: false,
  relayUrl: relay === '-' ? null : relay,
  smtpInPort: null,
  loopMark: 'test',
  understandWorkers: 1,
  outsideRules: { isAllowedAddress: () => true, isAllowedPort: () => true },
});
await app.server.ready();
httpServer.on('request', (request, response) => app.server.routing(request, response));
await new Promise<void>((listening) => httpServer.listen(Number(port), '127.0.0.1', listening));
app.start();
const listener = await startSmtpListener({
  host: '127.0.0.1',
  port: Number(smtpPort),
  tls: null,
  findChannel: (address) => findChannelForAddress(db, address),
  storeReceipt: app.storeReceipt,
  log: silentLog,
});
process.stdout.write(`ready ${(httpServer.address() as AddressInfo).port} ${listener.port}\n`);
