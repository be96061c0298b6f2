import { expect, test } from 'vitest';
import { decideSteps } from './fetch-mails.ts';

const limits = { mail_bytes: 100, piece_bytes: 20, group_bytes: 30 };

test('small mails are read together, a large one alone, one that is too large not at all', () => {
  const sizes = [10, 15, 10, 50, 200, 5].map((size_bytes, index) => ({
    uid: index + 1,
    size_bytes,
  }));
  expect(decideSteps([7, 6, 5, 4, 3, 2, 1], sizes, limits)).toEqual([
    { kind: 'group', uids: [1, 2] },
    { kind: 'group', uids: [3] },
    { kind: 'large', uid: 4 },
    { kind: 'too_large', uid: 5 },
    { kind: 'group', uids: [6] },
    { kind: 'gone', uid: 7 },
  ]);
});
