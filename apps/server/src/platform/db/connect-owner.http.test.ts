import { cloneDatabase } from '@earshot/testkit/postgres/clone-database.ts';
import { afterAll, describe, expect, test } from 'vitest';
import { connectOwner } from './connect-owner.ts';
import { migrate } from './migrate.ts';

const clone = await cloneDatabase();
afterAll(() => clone.drop());

function changed(change: (url: URL) => void): string {
  const url = new URL(clone.ownerUrl);
  change(url);
  return url.href;
}

describe('an operator whose DATABASE_URL is wrong is told what is, without the password', () => {
  test.each([
    [
      'a port where nobody answers',
      changed((url) => (url.port = '1')),
      75,
      /No PostgreSQL answers/,
    ],
    [
      'a host that does not exist',
      'postgres://u:secret-of-theirs@nobody.invalid/x',
      75,
      /No PostgreSQL answers at nobody\.invalid:5432/,
    ],
    ['a login it does not know', changed((url) => (url.username = 'eve')), 78, /login "eve"/],
    ['a database it does not have', changed((url) => (url.pathname = '/gone')), 78, /"gone"/],
  ])('%s', async (_what, url, exitCode, words) => {
    const failure = await migrate(url).catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: 'StartRefused', exitCode });
    expect((failure as Error).message).toMatch(words);
    expect((failure as Error).message).not.toContain(new URL(url).password);
  });

  test('a right one is connected', async () => {
    const client = await connectOwner({ connectionString: clone.ownerUrl });
    expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    await client.end();
  });
});
