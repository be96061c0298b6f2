import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { createHealth } from './health-routes.ts';

describe('the health of the process', () => {
  test('is starting until somebody says that the desk can be used', () => {
    const health = createHealth({ ping: async () => true });
    expect(health.state()).toBe('starting');
    health.become('ok');
    expect(health.state()).toBe('ok');
    health.become('stopping');
    expect(health.state()).toBe('stopping');
    health.stop();
  });

  test('is failing while the database is silent, and ok again once it answers', async () => {
    let silent = true;
    const health = createHealth({ ping: async () => !silent, silence_ms: 30, every_ms: 5 });
    health.become('ok');
    await pause(60);
    expect(health.state()).toBe('failing');
    silent = false;
    await pause(30);
    expect(health.state()).toBe('ok');
    health.stop();
  });

  test('does not pile up questions to a database that hangs', async () => {
    let asked = 0;
    const health = createHealth({
      ping: () => {
        asked += 1;
        return new Promise(() => undefined);
      },
      silence_ms: 20,
      every_ms: 2,
    });
    health.become('ok');
    await pause(50);
    expect([health.state(), asked]).toEqual(['failing', 1]);
    health.stop();
  });
});
