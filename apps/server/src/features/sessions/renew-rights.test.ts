import { expect, test, vi } from 'vitest';
import type { MemberActor } from '../../platform/actor.ts';
import type { Database } from '../../platform/db/database.ts';
import { watchRights } from './renew-rights.ts';

test('a desk whose rights cannot be looked up connects anew instead of keeping old ones', async () => {
  const renew = vi.fn<(memberIds: readonly string[]) => void>();
  const onError = vi.fn<(error: unknown) => void>();
  const away = { withAccount: () => Promise.reject(new Error('away')) } as Partial<Database>;
  const ito = { id: 'ito' } as MemberActor;
  const hear = watchRights({
    db: away as Database,
    listConnected: () => [ito, ito],
    renew,
    onError,
  });
  const event = { account_id: 'a', position: 1, id: 'e', subject_id: null, facts: {} };
  hear('a', [{ ...event, name: 'member.changed', actor: {} as never, occurred_at: new Date() }]);
  await vi.waitFor(() => expect(onError).toHaveBeenCalledOnce());
  expect(renew).toHaveBeenCalledExactlyOnceWith(['ito']);
});
