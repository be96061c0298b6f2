import type { Draft } from '@earshot/contract/reply-contract.ts';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { CaseDrafts, saveDelay_ms, type DraftTransport } from './case-drafts.ts';
import { emptyDraft, type ShelvedDraft } from './draft-rules.ts';
import type { DraftShelf } from './draft-shelf.ts';

interface Fake extends DraftTransport {
  stored: Map<string, Draft>;
  fails: boolean;
  last: string[];
}

function fakeServer(): Fake {
  const stored = new Map<string, Draft>();
  const fake: Fake = {
    stored,
    fails: false,
    last: [],
    list: async () => {
      if (fake.fails) throw new Error('offline');
      return [...stored.values()];
    },
    save: async (_, kind, value) => {
      if (fake.fails) throw new Error('offline');
      const version = (stored.get(kind)?.version ?? 0) + 1;
      const draft = { ...value, kind, version, updated_at: new Date().toISOString() };
      stored.set(kind, draft);
      return draft;
    },
    remove: async (_, kind) => stored.delete(kind),
    sendLast: (_, kind, value) => void fake.last.push(`${kind} ${value.html}`),
  };
  return fake;
}

function fakeShelf(): DraftShelf & { held: Map<string, ShelvedDraft> } {
  const held = new Map<string, ShelvedDraft>();
  return {
    held,
    read: (_, kind) => held.get(kind) ?? null,
    write: (_, kind, draft) => void (draft ? held.set(kind, draft) : held.delete(kind)),
  };
}

let server = fakeServer();
let shelf = fakeShelf();
const open = () => new CaseDrafts('case', server, shelf);

beforeEach(() => {
  vi.useFakeTimers();
  server = fakeServer();
  shelf = fakeShelf();
});

afterEach(() => vi.useRealTimers());

describe('[L15] the drafts of a case', () => {
  test('are on this device with every letter and on the server after a pause', async () => {
    const drafts = open();
    await drafts.load();
    drafts.change('reply', { html: '<p>a</p>' });
    drafts.change('reply', { html: '<p>ab</p>' });
    expect(shelf.held.get('reply')?.value.html).toBe('<p>ab</p>');
    expect(server.stored.size).toBe(0);
    await vi.advanceTimersByTimeAsync(saveDelay_ms);
    expect(server.stored.get('reply')?.html).toBe('<p>ab</p>');
    expect(drafts.state('reply').save).toBe('clean');
    expect(shelf.held.size).toBe(0);
  });

  test('come back after a reload that the server did not hear of', async () => {
    const first = open();
    await first.load();
    server.fails = true;
    first.change('note', { html: '<p>call her back</p>' });
    await vi.advanceTimersByTimeAsync(saveDelay_ms);
    expect(first.state('note').save).toBe('failed');

    const second = open();
    expect(second.state('note').value.html).toBe('<p>call her back</p>');
    server.fails = false;
    await second.load();
    await vi.advanceTimersByTimeAsync(saveDelay_ms);
    expect(server.stored.get('note')?.html).toBe('<p>call her back</p>');
    expect(shelf.held.size).toBe(0);
  });

  test('typed while a save is under way are saved after it', async () => {
    const drafts = open();
    await drafts.load();
    const save = server.save;
    server.save = async (...input) => {
      drafts.change('reply', { html: '<p>ab</p>' });
      server.save = save;
      return save(...input);
    };
    drafts.change('reply', { html: '<p>a</p>' });
    await drafts.flush();
    expect(server.stored.get('reply')?.html).toBe('<p>a</p>');
    expect(shelf.held.get('reply')?.value.html).toBe('<p>ab</p>');
    await vi.advanceTimersByTimeAsync(saveDelay_ms);
    expect(server.stored.get('reply')?.html).toBe('<p>ab</p>');
  });

  test('typed before the server answered keep the server’s text beside them', async () => {
    const updated_at = '2026-11-20T10:00:00.000Z';
    server.stored.set('reply', {
      ...emptyDraft,
      kind: 'reply',
      html: '<p>old</p>',
      version: 7,
      updated_at,
    });
    const drafts = open();
    const loading = drafts.load();
    drafts.change('reply', { html: '<p>new</p>' });
    await loading;
    expect(drafts.state('reply').value.html).toBe('<p>new</p>');
    expect(drafts.state('reply').kept?.html).toBe('<p>old</p>');
    drafts.swapKept('reply');
    expect(drafts.state('reply').value.html).toBe('<p>old</p>');
    expect(drafts.state('reply').kept?.html).toBe('<p>new</p>');
  });

  test('written on another device meanwhile: the newest wins, the other is kept', async () => {
    const here = open();
    await here.load();
    const there = new CaseDrafts('case', server, fakeShelf());
    await there.load();
    there.change('reply', { html: '<p>there</p>' });
    await there.flush();
    await vi.advanceTimersByTimeAsync(60_000);
    here.change('reply', { html: '<p>here</p>' });
    await here.flush();
    expect(server.stored.get('reply')?.html).toBe('<p>here</p>');
    expect(here.state('reply').kept?.html).toBe('<p>there</p>');
  });

  test('are gone once sent, and a page that goes away sends what waits', async () => {
    const drafts = open();
    await drafts.load();
    drafts.change('reply', { html: '<p>a</p>' });
    drafts.sendLast();
    expect(server.last).toEqual(['reply <p>a</p>']);
    await drafts.flush();
    await drafts.clear('reply');
    expect(server.stored.size).toBe(0);
    expect(shelf.held.size).toBe(0);
  });
});
