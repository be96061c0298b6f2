import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { createTransport } from 'nodemailer';
import { waitUntil } from './mail-programs.ts';
import type { Postfix } from './start-postfix.ts';

export interface KillOptions {
  /** Hands the mails to the listener, and keeps those it does not take. */
  readonly postfix: Pick<Postfix, 'smtpPort' | 'countQueue' | 'flush'>;
  /** Starts the listener on its port: a child of the test, or the real server. */
  readonly start: () => ChildProcess;
  readonly listenerPort: number;
  readonly mails: readonly string[];
  readonly from: string;
  readonly to: string;
  /** Shortest and longest life of a listener, counted from its first accepted connection. */
  readonly life_ms: readonly [number, number];
  /**
   * After so many (30) the listener may live: on a busy machine it would hardly get to work else.
   */
  readonly mostKills?: number;
  /** Until the queue must be empty. */
  readonly most_ms: number;
}

/**
 * Sends mails through Postfix while their receiver is killed with SIGKILL and started again, over
 * and over, until all were sent; then waits until none waits any more. Resolves with the kills.
 */
export async function killUnderLoad(options: KillOptions): Promise<number> {
  const load = { isOver: false };
  const killing = killAndStart(options, load);
  try {
    await sendAll(options);
    await waitUntil(
      'the queue is nearly empty',
      () => options.postfix.countQueue() < options.mails.length / 10,
      options.most_ms,
    );
  } finally {
    load.isOver = true;
  }
  const { kills, child } = await killing;
  options.postfix.flush();
  await waitUntil('the queue is empty', () => options.postfix.countQueue() === 0, options.most_ms);
  child.kill('SIGKILL');
  await once(child, 'exit');
  return kills;
}

async function killAndStart(
  options: KillOptions,
  load: { readonly isOver: boolean },
): Promise<{ kills: number; child: ChildProcess }> {
  const [shortest_ms, longest_ms] = options.life_ms;
  let kills = 0;
  for (;;) {
    const child = options.start();
    await waitUntil('the listener listens', () => canConnect(options.listenerPort), 30_000);
    if (load.isOver || kills >= (options.mostKills ?? 30)) return { kills, child };
    await pause(shortest_ms + Math.random() * (longest_ms - shortest_ms));
    if (load.isOver) return { kills, child };
    child.kill('SIGKILL');
    await once(child, 'exit');
    kills += 1;
  }
}

async function sendAll({ postfix, mails, from, to }: KillOptions): Promise<void> {
  const transport = createTransport({
    pool: true,
    host: '127.0.0.1',
    port: postfix.smtpPort,
    secure: false,
    ignoreTLS: true,
    maxConnections: 10,
    maxMessages: Infinity,
  });
  await Promise.all(mails.map((raw) => transport.sendMail({ envelope: { from, to }, raw })));
  transport.close();
}

function canConnect(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('error', () => resolve(false));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });
}
