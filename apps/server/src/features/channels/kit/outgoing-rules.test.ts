import type { MessageVisibility } from '@earshot/contract/channel-kind-contract.ts';
import { expect, test } from 'vitest';
import { capabilitiesByKind } from './kind-capabilities.ts';
import { decideVisibility, isWider, listLoadProblems, windowEnd } from './outgoing-rules.ts';

const all: readonly MessageVisibility[] = ['direct', 'unlisted', 'public'];
const offers = [
  ['direct'],
  ['unlisted'],
  ['public'],
  ['direct', 'public'],
  ['unlisted', 'public'],
  ['direct', 'unlisted', 'public'],
] as const;

test('an answer is never read by more people than its question, whatever was wished or is offered', () => {
  for (const answered of all) {
    for (const wished of [undefined, ...all]) {
      for (const visibilities of offers) {
        const decided = decideVisibility(answered, wished, { visibilities });
        if ('refused' in decided) continue;
        expect(isWider(decided.visibility, answered)).toBe(false);
        expect(visibilities).toContain(decided.visibility);
        expect(decided.visibility).toBe(wished ?? decided.visibility);
      }
    }
  }
});

test('a private question is never answered in public; a public one may be answered privately', () => {
  const { visibilities } = capabilitiesByKind.api;
  expect(decideVisibility('direct', 'public', { visibilities })).toEqual({ refused: 'too_wide' });
  expect(decideVisibility('public', 'direct', { visibilities })).toEqual({ visibility: 'direct' });
  expect(decideVisibility('unlisted', undefined, { visibilities })).toEqual({
    visibility: 'unlisted',
  });
  expect(decideVisibility('direct', undefined, { visibilities: ['public'] })).toEqual({
    refused: 'not_offered',
  });
});

test('what a channel cannot carry is named with what it is and what it may be', () => {
  const narrow = {
    ...capabilitiesByKind.chat,
    text_characters_max: 350,
    media: { kinds: ['image/'], size_bytes_max: 1_000, count_max: 1 },
  };
  const picture = { fileName: 'a.png', mimeType: 'image/png', size_bytes: 900 };
  expect(listLoadProblems(narrow, { text: 'short', files: [picture] })).toEqual([]);
  const found = listLoadProblems(narrow, {
    text: 'x'.repeat(351),
    files: [picture, { fileName: 'b.pdf', mimeType: 'application/pdf', size_bytes: 2_000 }],
  });
  expect(found).toEqual([
    { code: 'text_too_long', is: 351, most: 350 },
    { code: 'too_many_files', is: 2, most: 1 },
    { code: 'file_too_large', index: 1, name: 'b.pdf', is: 2_000, most: 1_000 },
    { code: 'file_kind', index: 1, name: 'b.pdf', kinds: 'image/' },
  ]);
  expect(listLoadProblems({ ...narrow, media: null }, { text: '', files: [picture] })).toEqual([
    { code: 'no_files' },
  ]);
});

test('a window of 24 hours ends 24 hours after what the contact said last', () => {
  const said = new Date('2026-05-04T10:00:00Z');
  const closed = windowEnd({ reply_window_hours: 24 }, said);
  expect(closed?.toISOString()).toBe('2026-05-05T10:00:00.000Z');
  expect(windowEnd({ reply_window_hours: null }, said)).toBeNull();
  expect(windowEnd({ reply_window_hours: 24 }, null)).toBeNull();
});
