import { describe, expect, test } from 'vitest';
import { actionIds, getAction } from './action-list.ts';
import { decideKey, isSingleKey, spellPressed, type PressedKey } from './keyboard-rules.ts';

function press(key: string, change: Partial<PressedKey> = {}): string | null {
  return spellPressed({
    key,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    ...change,
  });
}

describe('the keyboard', () => {
  test('reads a key the same on every system and layout', () => {
    expect(press('k', { ctrlKey: true })).toBe('mod+k');
    expect(press('k', { metaKey: true })).toBe('mod+k');
    expect(press('?', { shiftKey: true })).toBe('?');
    expect(press('/', { shiftKey: true })).toBe('/');
    expect(press('X', { shiftKey: true })).toBe('shift+x');
    expect(press('Escape')).toBe('escape');
    expect(press('Shift', { shiftKey: true })).toBeNull();
    expect(press('€', { altKey: true })).toBeNull();
    expect(press('a', { altKey: true })).toBe('alt+a');
    expect(press('Dead', { altKey: true, code: 'KeyN' })).toBe('alt+n');
    expect(press('¡', { altKey: true, code: 'Digit1' })).toBe('alt+1');
    expect(press('@', { altKey: true, ctrlKey: true, code: 'KeyQ' })).toBeNull();
  });

  test('runs an action, and waits for the second key of a sequence', () => {
    expect(decideKey('j', null)).toEqual({ kind: 'run', action: 'list.next' });
    expect(decideKey('g', null)).toEqual({ kind: 'wait', prefix: 'g' });
    expect(decideKey('m', 'g')).toEqual({ kind: 'run', action: 'go.mine' });
    expect(decideKey('q', 'g')).toEqual({ kind: 'none' });
    expect(decideKey('ß', null)).toEqual({ kind: 'none' });
  });

  test('no two actions share a key', () => {
    const keys = actionIds.flatMap((id) => getAction(id).keys ?? []);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('tells single keys from those with a modifier', () => {
    expect(isSingleKey('r')).toBe(true);
    expect(isSingleKey('mod+enter')).toBe(false);
    expect(isSingleKey('alt+a')).toBe(false);
  });
});
