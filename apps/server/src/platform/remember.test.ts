import { describe, expect, test } from 'vitest';
import { createMemory } from './remember.ts';

function withClock() {
  let at = 1_000;
  const memory = createMemory<string>({ now: () => new Date(at) }, 5_000, 2);
  let asked = 0;
  const ask = (value: string | null) => async () => {
    asked += 1;
    return value;
  };
  return {
    memory,
    ask,
    get asked() {
      return asked;
    },
    move(milliseconds: number) {
      at += milliseconds;
    },
  };
}

describe('remembering an answer', () => {
  test('asks once within its time, and again after', async () => {
    const it = withClock();
    await it.memory.recall('a', it.ask('x'));
    it.move(4_999);
    expect(await it.memory.recall('a', it.ask('y'))).toBe('x');
    it.move(1);
    expect(await it.memory.recall('a', it.ask('y'))).toBe('y');
    expect(it.asked).toBe(2);
  });

  test('does not remember that there is nothing', async () => {
    const it = withClock();
    expect(await it.memory.recall('a', it.ask(null))).toBeNull();
    expect(await it.memory.recall('a', it.ask('x'))).toBe('x');
  });

  test('forgets what matches', async () => {
    const it = withClock();
    await it.memory.recall('a', it.ask('x'));
    it.memory.forget((value) => value === 'x');
    expect(await it.memory.recall('a', it.ask('y'))).toBe('y');
  });

  test('does not remember an answer that was read before something was forgotten', async () => {
    const it = withClock();
    let tell = (_value: string) => {};
    const slow = it.memory.recall('a', () => new Promise<string>((resolve) => (tell = resolve)));
    it.memory.forget(() => true);
    tell('stale');
    await slow;
    expect(await it.memory.recall('a', it.ask('fresh'))).toBe('fresh');
  });

  test('drops the oldest where there are too many', async () => {
    const it = withClock();
    await it.memory.recall('a', it.ask('1'));
    await it.memory.recall('b', it.ask('2'));
    await it.memory.recall('c', it.ask('3'));
    expect(await it.memory.recall('a', it.ask('again'))).toBe('again');
    expect(await it.memory.recall('c', it.ask('not asked'))).toBe('3');
  });
});
