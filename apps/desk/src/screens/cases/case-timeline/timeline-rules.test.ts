import type { TimelineEntry } from '@earshot/contract/case-contract.ts';
import type { Message } from '@earshot/contract/message-contract.ts';
import { describe, expect, test } from 'vitest';
import {
  arrangeTimeline,
  excerptOf,
  flattenTimeline,
  idOf,
  isSaidByOther,
} from './timeline-rules.ts';

const at = '2026-11-20T10:00:00.000Z';

function message(id: string, facts: Partial<Message> = {}): TimelineEntry {
  const made = {
    id,
    kind: 'message',
    direction: 'in',
    author: { kind: 'contact', contact: { id: 'c', name: 'Lena Vogt' }, member: null },
    from: { name: 'Lena Vogt', address: 'lena@posteo.example' },
    text: 'It boils.',
    folded: [],
    automatic: null,
    message_id: `<${id}@x>`,
    in_reply_to: null,
    ...facts,
  };
  return { kind: 'message', at, message: made as unknown as Message };
}

function event(id: string, name: string, facts: Record<string, unknown> = {}): TimelineEntry {
  return {
    kind: 'event',
    at,
    event: { id, name, at, actor: { kind: 'member', name: 'Ito' }, facts },
  };
}

describe('the timeline of a case', () => {
  test('puts pages in order and shows nothing twice', () => {
    const pages = [
      { items: [message('3'), message('4')] },
      { items: [message('2'), message('3')] },
    ];
    expect(flattenTimeline(pages).map(idOf)).toEqual(['2', '3', '4']);
  });

  test('[L9] a bounce hangs on the message that bounced', () => {
    const items = arrangeTimeline([
      message('m', { direction: 'out' }),
      message('other'),
      message('b', { kind: 'bounce' }),
      event('e', 'delivery.bounced', { message_id: 'm', bounce_message_id: 'b' }),
    ]);
    expect(items.map((item) => item.id)).toEqual(['m', 'other', 'e']);
    expect(items[0]).toMatchObject({ bounces: [{ id: 'b' }] });
  });

  test('a bounce that only refers to its message hangs there too', () => {
    const items = arrangeTimeline([
      message('m'),
      message('b', { kind: 'bounce', in_reply_to: '<m@x>' }),
    ]);
    expect(items).toHaveLength(1);
  });

  test('events in a row stand together; those that repeat a message are left out', () => {
    const items = arrangeTimeline([
      event('1', 'case.opened'),
      event('2', 'message.received'),
      event('3', 'case.assigned'),
      message('m'),
      event('4', 'case.transferred'),
    ]);
    expect(items.map((item) => item.kind)).toEqual(['events', 'message', 'events']);
    expect(items[0]).toMatchObject({ events: [{ id: '1' }, { id: '3' }] });
  });

  test('[L14] only what another person said asks before sending', () => {
    const mine = { kind: 'member' as const, contact: null, member: { id: 'me', name: 'Ito' } };
    expect(isSaidByOther(message('m'), 'me')).toBe(true);
    expect(isSaidByOther(message('m', { author: mine }), 'me')).toBe(false);
    expect(isSaidByOther(message('m', { author: mine }), 'brandt')).toBe(true);
    expect(isSaidByOther(message('m', { kind: 'confirmation' }), 'me')).toBe(false);
    const automatic = { kind: 'auto_reply', reason: 'Auto-Submitted' };
    expect(isSaidByOther(message('m', { automatic }), 'me')).toBe(false);
  });

  test('an excerpt leaves out what is folded', () => {
    const text = 'Still boiling.\n> old words\nLena';
    const folded = [{ start: 15, end: 27, kind: 'quote' as const }];
    expect(excerptOf(message('m', { text, folded }), 40)).toBe('Still boiling. Lena');
    expect(excerptOf(message('m', { text, folded }), 10)).toBe('Still boi…');
  });
});
