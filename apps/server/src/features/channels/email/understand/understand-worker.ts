import { parentPort } from 'node:worker_threads';
import { understandMail } from './understand-mail.ts';

/** Runs in a worker thread of `createUnderstandPool`: one raw mail in, one understood mail out. */
parentPort?.on('message', (message: { raw: Uint8Array<ArrayBuffer>; now: number }) => {
  const mail = understandMail(message.raw, { now: new Date(message.now) });
  const buffers = new Set(mail.attachments.map((one) => one.bytes.buffer as ArrayBuffer));
  buffers.delete(message.raw.buffer);
  parentPort?.postMessage(mail, [...buffers]);
});
