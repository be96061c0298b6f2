import { describe, expect, test } from 'vitest';
import { hashToken, newKeyText, sameSecret } from '../../platform/crypto/token.ts';
import { hintOf, isKeyForm, isKeyLive } from './key-rules.ts';

describe('a key of a program', () => {
  test('has the form es_<hint>_<secret> and 256 random bits', () => {
    const key = newKeyText();
    expect(key).toMatch(/^es_[a-z0-9]{10}_[\w-]{43}$/);
    expect(isKeyForm(key)).toBe(true);
    expect(hintOf(key)).toBe(key.slice(0, 13));
    expect(newKeyText()).not.toBe(key);
  });

  test.each(['', 'es_', 'es_short_secret', `xx_abcdefghij_${'a'.repeat(43)}`, 'Bearer x'])(
    '%j is none',
    (text) => {
      expect(isKeyForm(text)).toBe(false);
    },
  );

  test('works until it has run out or was revoked', () => {
    const now = new Date('2026-05-01T08:00:00Z');
    expect(isKeyLive({ expires_at: null, revoked_at: null }, now)).toBe(true);
    expect(isKeyLive({ expires_at: now, revoked_at: null }, now)).toBe(false);
    expect(isKeyLive({ expires_at: null, revoked_at: now }, now)).toBe(false);
  });

  test('is kept as its SHA-256 and compared whatever the length', () => {
    expect(hashToken('a key')).toHaveLength(32);
    expect(sameSecret('a key', 'a key')).toBe(true);
    expect(sameSecret('a key', 'a longer key')).toBe(false);
  });
});
