import type { CaseRow } from '@earshot/contract/case-contract.ts';
import { describe, expect, test } from 'vitest';
import {
  belongsTo,
  decideUnread,
  decideUrgency,
  dropRows,
  flattenPages,
  type CasePage,
  type CaseSort,
  placeRows,
  sortOf,
} from './list-rules.ts';

function placeRow(
  pages: readonly CasePage[],
  changed: CaseRow,
  rule: { belongs: boolean; sort: CaseSort | null },
): readonly CasePage[] {
  return placeRows(pages, [{ row: changed, belongs: rule.belongs }], rule.sort);
}

const ito = { id: 'm-ito', name: 'Ito' };
const repairs = { id: 't-repairs', name: 'Repairs' };
const reader = { memberId: ito.id, teamIds: [repairs.id] };

function row(id: string, change: Partial<CaseRow> = {}): CaseRow {
  return {
    id,
    number: 4711,
    subject: 'Kettle does not switch off',
    preview: '',
    status: 'open',
    waiting_until: null,
    priority: 'normal',
    contact: { id: 'c-lena', name: 'Lena Vogt' },
    team: repairs,
    assignee: ito,
    channel_kind: 'email',
    tags: [],
    last_message_at: '2026-11-21T10:00:00.000Z',
    last_direction: 'in',
    next_due_at: null,
    held: false,
    unread: false,
    delivery_problem: false,
    created_at: '2026-11-21T09:00:00.000Z',
    version: 1,
    ...change,
  };
}

function at(hour: number): string {
  return `2026-11-21T${String(hour).padStart(2, '0')}:00:00.000Z`;
}

const ids = (pages: readonly CasePage[]) => pages.map((page) => page.items.map((one) => one.id));

describe('a list of cases', () => {
  test('shows a case in the views it belongs to', () => {
    const free = row('a', { assignee: null });
    expect(belongsTo(row('a'), { view: 'mine' }, reader)).toBe(true);
    expect(belongsTo(free, { view: 'mine' }, reader)).toBe(false);
    expect(belongsTo(free, { view: 'unassigned' }, reader)).toBe(true);
    expect(belongsTo(free, { view: 'teams' }, reader)).toBe(true);
    expect(belongsTo(free, { view: 'teams', teamId: 't-other' }, reader)).toBe(false);
    expect(belongsTo(row('a', { status: 'resolved' }), { view: 'teams' }, reader)).toBe(false);
    expect(belongsTo(row('a', { held: true }), { view: 'held' }, reader)).toBe(true);
    expect(belongsTo(row('a', { status: 'closed' }), { view: 'all' }, reader)).toBe(true);
    expect(belongsTo(free, { view: 'teams', channelKind: 'email' }, reader)).toBe(true);
    expect(belongsTo(free, { view: 'teams', channelKind: 'chat' }, reader)).toBe(false);
  });

  test('puts the most urgent promise on top, and cases without one below', () => {
    const pages = [{ items: [row('a', { next_due_at: at(12) }), row('b')], next_cursor: null }];
    const rule = { belongs: true, sort: sortOf('mine') };
    expect(ids(placeRow(pages, row('c', { next_due_at: at(11) }), rule))).toEqual([
      ['c', 'a', 'b'],
    ]);
    expect(ids(placeRow(pages, row('c', { next_due_at: at(13) }), rule))).toEqual([
      ['a', 'c', 'b'],
    ]);
    expect(ids(placeRow(pages, row('b', { next_due_at: at(9), version: 2 }), rule))).toEqual([
      ['b', 'a'],
    ]);
  });

  test('moves a case over the border of pages, once', () => {
    const pages = [
      { items: [row('a', { last_message_at: at(12) })], next_cursor: 'x' },
      { items: [row('b', { last_message_at: at(9) })], next_cursor: null },
    ];
    const rule = { belongs: true, sort: sortOf('all') };
    const moved = placeRow(pages, row('b', { last_message_at: at(13), version: 2 }), rule);
    expect(ids(moved)).toEqual([['b', 'a'], []]);
    expect(flattenPages([...moved, ...pages]).map((one) => one.id)).toEqual(['b', 'a']);
  });

  test('leaves what sorts below everything loaded to the next page', () => {
    const pages = [{ items: [row('a', { last_message_at: at(12) })], next_cursor: 'x' }];
    const old = row('z', { last_message_at: at(1) });
    expect(ids(placeRow(pages, old, { belongs: true, sort: 'newest' }))).toEqual([['a']]);
    const whole = [{ ...pages[0]!, next_cursor: null }];
    expect(ids(placeRow(whole, old, { belongs: true, sort: 'newest' }))).toEqual([['a', 'z']]);
  });

  test('lets a case go that no longer belongs, and never goes back to an older version', () => {
    const pages = [{ items: [row('a', { version: 5 })], next_cursor: null }];
    const gone = row('a', { version: 6, status: 'resolved' });
    expect(ids(placeRow(pages, gone, { belongs: false, sort: 'due' }))).toEqual([[]]);
    const late = row('a', { version: 4, status: 'resolved' });
    expect(ids(placeRow(pages, late, { belongs: false, sort: 'due' }))).toEqual([['a']]);
    expect(ids(dropRows(pages, new Set(['a'])))).toEqual([[]]);
  });

  test('many cases at once stand as one after the other would, and what stays is not touched', () => {
    const pages = [
      { items: [row('a', { last_message_at: at(12) })], next_cursor: 'x' },
      { items: [row('b', { last_message_at: at(9) })], next_cursor: null },
    ];
    const changes = [
      { row: row('c', { last_message_at: at(13) }), belongs: true },
      { row: row('d', { last_message_at: at(11) }), belongs: true },
      { row: row('a', { last_message_at: at(14), version: 2 }), belongs: true },
    ];
    expect(ids(placeRows(pages, changes, 'newest'))).toEqual([[], ['a', 'c', 'd', 'b']]);
    const elsewhere = [{ row: row('z'), belongs: false }];
    expect(placeRows(pages, elsewhere, 'newest')).toBe(pages);
    const above = [{ row: row('z', { last_message_at: at(13) }), belongs: true }];
    expect(placeRows(pages, above, 'newest')[1]).toBe(pages[1]);
  });

  test('search results keep their order and only renew what they show', () => {
    const pages = [{ items: [row('a'), row('b')], next_cursor: null }];
    const renewed = placeRow(pages, row('b', { subject: 'New', version: 2 }), {
      belongs: true,
      sort: null,
    });
    expect(renewed[0]!.items[1]!.subject).toBe('New');
    expect(ids(placeRow(pages, row('c'), { belongs: true, sort: null }))).toEqual([['a', 'b']]);
  });

  test('is unread once the contact wrote, unless the case is on screen', () => {
    const facts = { known: false, wrote: false, onScreen: false, lastDirection: 'in' } as const;
    expect(decideUnread(facts)).toBe(false);
    expect(decideUnread({ ...facts, wrote: true })).toBe(true);
    expect(decideUnread({ ...facts, wrote: true, onScreen: true })).toBe(false);
    expect(decideUnread({ ...facts, known: true })).toBe(true);
    expect(decideUnread({ ...facts, known: null })).toBe(true);
    expect(decideUnread({ ...facts, known: null, lastDirection: 'out' })).toBe(false);
  });

  test('time left turns amber in the last quarter and red once it is broken', () => {
    const hour = 3_600_000;
    expect(decideUrgency(24 * hour, 0, hour)).toBe('calm');
    expect(decideUrgency(24 * hour, 0, 18 * hour + 1)).toBe('soon');
    expect(decideUrgency(24 * hour, 0, 24 * hour + 1)).toBe('broken');
  });
});
