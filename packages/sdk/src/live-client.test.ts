import type { LiveEvent, LiveMessage } from '@earshot/contract/live-contract.ts';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { silenceLimit_ms, type Socket } from '@earshot/web/steady-socket.ts';
import { createLive, type Live, type LiveState } from './live-client.ts';

type Listener = (event: { data: unknown; code: number }) => void;

class FakeSocket implements Socket {
  readyState = 1;
  closed = false;
  readonly sent: unknown[] = [];
  readonly #listeners = new Map<string, Listener>();

  addEventListener(name: string, listener: Listener): void {
    this.#listeners.set(name, listener);
  }

  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }

  close(): void {
    this.closed = true;
  }

  happen(name: 'open' | 'close'): void {
    this.#listeners.get(name)?.({ data: null, code: 1006 });
  }

  say(message: LiveMessage): void {
    this.#listeners.get('message')?.({ data: JSON.stringify(message), code: 0 });
  }
}

const at = '2026-11-21T10:00:00.000Z';

function event(position: number): LiveEvent {
  return {
    position,
    id: `e${position}`,
    name: 'case.assigned',
    subject_id: null,
    actor_id: null,
    at,
  };
}

describe('the live connection', () => {
  let sockets: FakeSocket[];
  let states: LiveState[];
  let seen: number[];
  let reloads: number;
  let live: Live;

  function start(position: number | null): void {
    live = createLive({
      url: 'ws://desk.test/api/v1/live',
      position,
      random: () => 0.5,
      open: () => {
        const socket = new FakeSocket();
        sockets.push(socket);
        return socket;
      },
      onState: (state) => states.push(state),
      onEvents: (events) => seen.push(...events.map((one) => one.position)),
      onReload: () => (reloads += 1),
    });
  }

  function newest(): FakeSocket {
    return sockets.at(-1)!;
  }

  /** The server's side of a connection that has nothing to catch up. */
  function greet(position: number): void {
    newest().happen('open');
    newest().say({ type: 'hello', position, version: '0.1.0' });
    newest().say({ type: 'live', position });
  }

  beforeEach(() => {
    vi.useFakeTimers({ now: 0 });
    [sockets, states, seen, reloads] = [[], [], [], 0];
  });
  afterEach(() => {
    live.close();
    vi.useRealTimers();
  });

  test('the desk is catching up until the server says it is live', () => {
    start(7);
    expect(live.state()).toBe('catching_up');
    newest().happen('open');
    expect(newest().sent).toEqual([]);
    newest().say({ type: 'hello', position: 9, version: '0.1.0' });
    expect(newest().sent[0]).toEqual({ type: 'resume', position: 7 });
    newest().say({ type: 'events', events: [event(8), event(9)], rows: [] });
    expect(live.state()).toBe('catching_up');
    newest().say({ type: 'live', position: 9 });
    expect([live.state(), live.position(), seen]).toEqual(['live', 9, [8, 9]]);
  });

  test('[L12] a socket cut for ten minutes says so and catches up without gap or repeat', () => {
    start(null);
    greet(4);
    newest().say({ type: 'events', events: [event(5)], rows: [] });
    newest().happen('close');
    expect(live.state()).toBe('offline');
    vi.advanceTimersByTime(10 * 60_000);
    expect(sockets.length).toBeGreaterThan(10);
    newest().happen('open');
    newest().say({ type: 'hello', position: 0, version: '0.1.0' });
    expect(newest().sent[0]).toEqual({ type: 'resume', position: 5 });
    newest().say({ type: 'events', events: [event(5), event(6), event(7)], rows: [] });
    newest().say({ type: 'live', position: 7 });
    expect(seen).toEqual([5, 6, 7]);
    expect(states).toEqual(['live', 'offline', 'catching_up', 'live']);
  });

  test('[L12] a half-open connection is offline once the pings stay away', () => {
    start(0);
    greet(0);
    vi.advanceTimersByTime(15_000);
    newest().say({ type: 'ping', at, position: 0 });
    vi.advanceTimersByTime(silenceLimit_ms - 1);
    expect(live.state()).toBe('live');
    vi.advanceTimersByTime(1);
    expect(live.state()).toBe('offline');
    expect(sockets[0]!.closed).toBe(true);
    vi.advanceTimersByTime(1_000);
    expect(sockets).toHaveLength(2);
  });

  test('a server that never lets the desk catch up is asked again', () => {
    start(3);
    newest().happen('open');
    newest().say({ type: 'hello', position: 0, version: '0.1.0' });
    vi.advanceTimersByTime(9_000);
    newest().say({ type: 'ping', at, position: 3 });
    vi.advanceTimersByTime(1_000);
    expect(live.state()).toBe('offline');
  });

  test('a laptop that wakes up checks at once instead of waiting for a timer', () => {
    start(0);
    greet(3);
    vi.setSystemTime(60 * 60_000);
    live.check();
    expect(live.state()).toBe('offline');
    expect(sockets).toHaveLength(2);
    greet(3);
    expect(live.state()).toBe('live');
  });

  test('the browser losing its network is offline at once', () => {
    start(0);
    greet(3);
    live.check(false);
    expect(live.state()).toBe('offline');
  });

  test('waits grow with every failure and never exceed twenty seconds', () => {
    start(0);
    const times: number[] = [];
    for (let i = 0; i < 9; i += 1) {
      const before = Date.now();
      const count = sockets.length;
      newest().happen('close');
      while (sockets.length === count) vi.advanceTimersByTime(10);
      times.push(Date.now() - before);
    }
    expect(times[0]).toBeLessThanOrEqual(400);
    expect(times.toSorted((a, b) => a - b)).toEqual(times);
    expect(times.at(-1)).toBeLessThanOrEqual(20_000);
  });

  test('events that stay away although the server pings beyond them are fetched again', () => {
    start(0);
    greet(3);
    newest().say({ type: 'ping', at, position: 5 });
    newest().say({ type: 'events', events: [event(4), event(5)], rows: [] });
    expect(seen).toEqual([4, 5]);
    newest().say({ type: 'ping', at, position: 7 });
    expect(live.state()).toBe('live');
    newest().say({ type: 'ping', at, position: 8 });
    expect(live.state()).toBe('offline');
    vi.advanceTimersByTime(1_000);
    newest().happen('open');
    newest().say({ type: 'hello', position: 0, version: '0.1.0' });
    expect(newest().sent[0]).toEqual({ type: 'resume', position: 5 });
  });

  test('a desk too far behind is told to read its lists anew', () => {
    start(1);
    newest().happen('open');
    newest().say({ type: 'reload' });
    newest().say({ type: 'live', position: 90_000 });
    expect([reloads, live.position()]).toEqual([1, 90_000]);
  });

  test('colleagues hear which case is on screen, again after a reconnect', () => {
    start(0);
    greet(0);
    live.setPresence('c1', 'reply');
    live.setPresence('c1', 'reply');
    const told = { type: 'presence', case_id: 'c1', typing: 'reply' };
    expect(
      newest().sent.filter((one) => JSON.stringify(one) === JSON.stringify(told)),
    ).toHaveLength(1);
    newest().happen('close');
    vi.advanceTimersByTime(1_000);
    greet(0);
    expect(newest().sent).toContainEqual(told);
  });
});
