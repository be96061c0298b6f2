import { describe, expect, test, vi } from 'vitest';
import { isGuessablePassword } from './guessable-password.ts';
import { hashPassword, verifyPassword } from './password-hash.ts';

describe('a password', () => {
  test('is kept as argon2id with 19 MiB, two passes and its own salt', async () => {
    const [first, second] = await Promise.all([
      hashPassword('kettle boils at noon'),
      hashPassword('kettle boils at noon'),
    ]);
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(first).not.toBe(second);
  });

  test('is recognised, and no other is', async () => {
    const hash = await hashPassword('kettle boils at noon');
    expect(await verifyPassword(hash, 'kettle boils at noon')).toBe(true);
    expect(await verifyPassword(hash, 'kettle boils at one')).toBe(false);
  });

  test('may be typed with composed or combined accents', async () => {
    const hash = await hashPassword('Gr\u00fc\u00dfe aus Falk');
    expect(await verifyPassword(hash, 'Gru\u0308\u00dfe aus Falk')).toBe(true);
  });

  test('of nobody costs as much and is never right', async () => {
    const hash = await hashPassword('kettle boils at noon');
    await verifyPassword(null, 'warm up');
    const timed = async (of: string | null) => {
      const start = performance.now();
      for (let round = 0; round < 5; round += 1) await verifyPassword(of, 'wrong');
      return performance.now() - start;
    };
    const [known, unknown] = [await timed(hash), await timed(null)];
    expect(unknown).toBeGreaterThan(known * 0.4);
    expect(await verifyPassword(null, 'the password of nobody')).toBe(false);
  });

  test('waits its turn, and is refused where too many wait', async () => {
    const hash = await hashPassword('kettle boils at noon');
    const all = await Promise.allSettled(
      Array.from({ length: 80 }, () => verifyPassword(hash, 'kettle boils at noon')),
    );
    const done = all.filter((one) => one.status === 'fulfilled');
    const refused = all.filter((one) => one.status === 'rejected');
    expect(done).toHaveLength(66);
    expect(refused[0]?.reason).toMatchObject({ code: 'busy', status: 503 });
    expect(await verifyPassword(hash, 'kettle boils at noon')).toBe(true);
  });
});

test('somebody unknown is refused like everybody once those who waited are through', async () => {
  vi.resetModules();
  const fresh = await import('./password-hash.ts');
  const crowd = Array.from({ length: 66 }, () => fresh.hashPassword('kettle boils at noon'));
  await expect(fresh.verifyPassword(null, 'wrong')).rejects.toMatchObject({ code: 'busy' });
  await Promise.all(crowd);
  expect(await fresh.verifyPassword(null, 'wrong')).toBe(false);
});

describe('a password that is guessed first', () => {
  test.each(['password123', 'Passwort123', 'aaaaaaaaaaaa', 'abababababab', 'ito@falk.example1'])(
    '%s is refused',
    (password) => {
      expect(isGuessablePassword(password, ['ito@falk.example'])).toBe(true);
    },
  );

  test.each(['kettle boils at noon', 'ito@falk.example likes long passwords', 'r5#kfo2!qq'])(
    '%s is fine',
    (password) => {
      expect(isGuessablePassword(password, ['ito@falk.example', 'Ito'])).toBe(false);
    },
  );
});
