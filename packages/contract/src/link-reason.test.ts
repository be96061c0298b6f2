import { describe, expect, test } from 'vitest';
import { readLinkReason, writeLinkReason } from './link-reason.ts';

describe('why two contacts are linked', () => {
  test('is read again from what is kept, so that each desk says it in its language', () => {
    for (const reason of [
      { code: 'one_time_code', address: 'lena@vogt.example', byContact: true },
      { code: 'identity_token', address: 'lena@vogt.example', byContact: false },
      { code: 'same_browser', address: null, byContact: false },
    ] as const) {
      expect(readLinkReason(writeLinkReason(reason))).toEqual(reason);
    }
  });

  test('in the words of a person stays as they wrote it', () => {
    expect(readLinkReason('Told us so: on the phone')).toBeNull();
    expect(readLinkReason('')).toBeNull();
  });
});
