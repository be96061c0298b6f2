import { describe, expect, test } from 'vitest';
import {
  contentIdOf,
  decideSendAfter,
  fillSignature,
  listInlineUploads,
  listSaidSince,
  useContentIds,
} from './reply-rules.ts';

const now = new Date('2026-11-21T10:00:00Z');

describe('when an answer leaves', () => {
  test('after the undo time, or at the time asked for within a year', () => {
    expect(decideSendAfter({ undoSeconds: 10 }, now)).toEqual(new Date('2026-11-21T10:00:10Z'));
    const later = '2026-11-23T08:00:00Z';
    expect(decideSendAfter({ sendAt: later, undoSeconds: 10 }, now)).toEqual(new Date(later));
    expect(decideSendAfter({ sendAt: '2026-11-21T09:59:59Z', undoSeconds: 0 }, now)).toBeNull();
    expect(decideSendAfter({ sendAt: '2028-01-01T00:00:00Z', undoSeconds: 0 }, now)).toBeNull();
  });
});

describe('the send guard', () => {
  const event = (name: string, id: string | null, facts: Record<string, unknown> = {}) => ({
    name,
    actor: { kind: 'member' as const, id, name: 'Brandt' },
    occurred_at: now,
    facts,
  });

  test('sees what others said, not the own words, not an absence note, not a mere change', () => {
    const events = [
      event('message.sent', 'me'),
      event('case.assigned', 'other'),
      event('message.received', 'contact', { automatic: 'auto_reply' }),
      event('message.received', 'contact'),
      event('note.written', 'other'),
    ];
    expect(listSaidSince(events, 'me').map((one) => one.name)).toEqual([
      'message.received',
      'note.written',
    ]);
  });
});

test('a signature names the writer, and an empty one leaves no line behind', () => {
  expect(fillSignature('Falk\n{member}', 'Ito')).toBe('-- \nFalk\nIto');
  expect(fillSignature('  ', 'Ito')).toBe('');
});

test('pictures of the composer are sent as parts of the mail', () => {
  const id = '0198f2a0-0000-7000-8000-000000000001';
  const html = `<img src="/api/v1/attachments/${id}/content?inline=true">`;
  expect(listInlineUploads(html + html)).toEqual([id]);
  expect(useContentIds(html)).toBe(`<img src="cid:${contentIdOf(id)}">`);
});
