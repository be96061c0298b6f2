import { expect, test } from 'vitest';
import {
  closeGap,
  continueCursor,
  makeExternalKey,
  moveTo,
  noteShared,
  openGaps,
  parseImapCursor,
  pruneShared,
} from './imap-cursor.ts';
import type { ImapCursor } from './imap-cursor.ts';
import { makeUidTest, packUids } from './uid-set.ts';

const saved: ImapCursor = {
  place: 'p',
  uidValidity: '7',
  lastUid: 10,
  missing: [3],
  shared: '1:2,5',
  modseq: '99',
};

test('the same mailbox is read on where it was left', () => {
  expect(continueCursor(saved, 'p', '7')).toEqual({ cursor: saved, fresh: null });
});

test('a new UIDVALIDITY, another mailbox and a first time begin at the first mail', () => {
  expect(continueCursor(saved, 'p', '8')).toMatchObject({ fresh: 'new_uidvalidity' });
  expect(continueCursor(saved, 'q', '7')).toMatchObject({ fresh: 'other_mailbox' });
  const first = continueCursor(null, 'p', '7');
  expect(first.fresh).toBe('first_time');
  expect(first.cursor).toMatchObject({ lastUid: 0, missing: [], shared: '', modseq: null });
});

test('the key of a mail differs between mailboxes, UIDVALIDITYs and UIDs', () => {
  const keys = [
    makeExternalKey(saved, 1),
    makeExternalKey(saved, 2),
    makeExternalKey({ ...saved, uidValidity: '8' }, 1),
    makeExternalKey({ ...saved, place: 'q' }, 1),
  ];
  expect(new Set(keys).size).toBe(4);
});

test('whoever passes a mail that failed leaves a gap', () => {
  const moved = moveTo(saved, 13, [11, 12]);
  expect(moved).toMatchObject({ lastUid: 13, missing: [3, 11, 12] });
  expect(closeGap(moved, 11).missing).toEqual([3, 12]);
  expect(moveTo(moved, 3, []).lastUid).toBe(13);
  expect(openGaps(saved, [4, 3]).missing).toEqual([3, 4]);
});

test('shared mails are kept as ranges and forgotten when they leave the server', () => {
  const more = noteShared(saved, [3, 4, 9]);
  expect(more.shared).toBe('1:5,9');
  expect(pruneShared(more, [2, 3, 9, 20]).shared).toBe('2:3,9');
});

test('what was saved is read back, and nonsense is not', () => {
  expect(parseImapCursor(JSON.parse(JSON.stringify(saved)))).toEqual(saved);
  for (const wrong of [null, 'x', {}, { ...saved, lastUid: '1' }, { ...saved, missing: ['a'] }]) {
    expect(parseImapCursor(wrong)).toBeNull();
  }
});

test('UIDs are packed and found again', () => {
  const uids = [9, 1, 2, 3, 5, 7, 8, 3];
  const set = packUids(uids);
  expect(set).toBe('1:3,5,7:9');
  const isIn = makeUidTest(set);
  expect(Array.from({ length: 12 }, (_, uid) => isIn(uid))).toEqual(
    Array.from({ length: 12 }, (_, uid) => uids.includes(uid)),
  );
  expect(makeUidTest('')(1)).toBe(false);
});
