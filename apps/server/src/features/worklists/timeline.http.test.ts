import { MINUTE_MS } from '@earshot/contract/durations.ts';
import * as changes from '@earshot/contract/case-change-contract.ts';
import * as contract from '@earshot/contract/case-contract.ts';
import * as replies from '@earshot/contract/reply-contract.ts';
import { updateMe } from '@earshot/contract/session-contract.ts';
import { describe, expect, test } from 'vitest';
import { seedMail, type SeededCase } from '@earshot/testkit/world/seed-cases.ts';
import { contacts } from '@earshot/testkit/world/named-world.ts';
import { openTestDesk } from '@earshot/testkit/world/open-test-desk.ts';
import { startEventRelay } from '../../platform/events/event-relay.ts';
import { silentLog } from '../../platform/log/log.ts';

const { app, desk, newCase } = await openTestDesk({ caseAge_ms: 60 * MINUTE_MS });

/** A case with five messages, three notes and two events. */
async function longCase(): Promise<SeededCase> {
  const one = await newCase();
  await app.db.withAccount(desk.accountId, async (tx) => {
    for (let index = 1; index < 5; index += 1) {
      const at = new Date(app.clock.now().getTime() - (60 - index) * MINUTE_MS);
      await seedMail(tx, { ...one, channelId: desk.channelId, at, text: `Mail ${index}` });
    }
  });
  const params = { caseId: one.caseId };
  for (const text of ['eins', 'zwei', 'drei']) {
    await desk.ito.call(replies.createCaseNote, { params, body: { text } });
  }
  await desk.ito.call(contract.updateCase, { params, body: { priority: 'high' } });
  await desk.ito.call(changes.createCaseStatusChange, { params, body: { status: 'resolved' } });
  return one;
}

const idOf = (entry: contract.TimelineEntry) =>
  entry.kind === 'message'
    ? entry.message.id
    : entry.kind === 'note'
      ? entry.note.id
      : entry.event.id;

describe('a timeline', () => {
  test('shows messages, notes and what happened, oldest first', async () => {
    const params = { caseId: (await longCase()).caseId };
    const { items, earlier_cursor: earlier } = await desk.ito.call(contract.listCaseTimeline, {
      params,
    });
    expect(earlier).toBeNull();
    const kinds = items.map((item) => item.kind);
    expect(kinds.filter((kind) => kind === 'message')).toHaveLength(5);
    expect(kinds.filter((kind) => kind === 'note')).toHaveLength(3);
    const events = items.flatMap((item) => (item.kind === 'event' ? [item.event] : []));
    expect(events.map((event) => event.name)).toEqual(['case.updated', 'case.status_changed']);
    expect(events[1]).toMatchObject({
      actor: { kind: 'member', name: desk.ito.name },
      facts: { from: 'open', to: 'resolved' },
    });
    const times = items.map((item) => item.at);
    expect(times).toEqual(times.toSorted());
  });

  test('pages backwards from the newest without losing or repeating an entry', async () => {
    const params = { caseId: (await longCase()).caseId };
    const whole = await desk.ito.call(contract.listCaseTimeline, { params });
    const found: string[] = [];
    let before: string | null = null;
    do {
      const query: { limit: number; before?: string } = { limit: 3, ...(before ? { before } : {}) };
      const page = await desk.ito.call(contract.listCaseTimeline, { params, query });
      found.unshift(...page.items.map(idOf));
      before = page.earlier_cursor;
    } while (before !== null);
    expect(found).toEqual(whole.items.map(idOf));
  });

  test('is the same before and after its events reach the log', async () => {
    const params = { caseId: (await longCase()).caseId };
    const before = await desk.ito.call(contract.listCaseTimeline, { params });
    const relay = startEventRelay(app.db, silentLog);
    await relay.drain();
    await relay.stop();
    const after = await desk.ito.call(contract.listCaseTimeline, { params });
    expect(after).toEqual(before);
    const { last_position: position } = await desk.ito.call(contract.getCase, { params });
    expect(position).toBeGreaterThan(0);
  });

  test('refuses a cursor that somebody made up', async () => {
    const { params } = await newCase();
    const answer = await desk.ito.send(contract.listCaseTimeline, {
      params,
      query: { before: 'W10' },
    });
    expect(answer).toMatchObject({ status: 400, body: { fields: [{ path: 'query.before' }] } });
  });
});

describe('the messages of a case', () => {
  test('come in the order they were said, page by page', async () => {
    const params = { caseId: (await longCase()).caseId };
    const whole = await desk.key.call(contract.listCaseMessages, { params });
    expect(whole.items.map((item) => item.seq)).toEqual([1, 2, 3, 4, 5]);
    const first = await desk.key.call(contract.listCaseMessages, { params, query: { limit: 2 } });
    const rest = await desk.key.call(contract.listCaseMessages, {
      params,
      query: { limit: 200, cursor: first.next_cursor! },
    });
    expect([...first.items, ...rest.items]).toEqual(whole.items);
  });

  test('can be asked for by kind, such as what was said with third parties', async () => {
    const params = { caseId: (await longCase()).caseId };
    const body = { to: ['werk@maker.example'], text: 'Wann kommt das Teil?' };
    const sent = await desk.ito.call(replies.createCaseForward, { params, body });
    const query = { kind: 'side' as const };
    const side = await desk.ito.call(contract.listCaseMessages, { params, query });
    expect(side.items.map(({ id }) => id)).toEqual([sent.id]);
    const wrong = await desk.ito.send(contract.listCaseMessages, {
      params,
      query: { kind: 'gossip' },
    });
    expect(wrong).toMatchObject({ status: 400, body: { fields: [{ path: 'query.kind' }] } });
  });

  test('show who wrote them, to whom, and why they stand here', async () => {
    const one = await newCase();
    const { items } = await desk.ito.call(contract.listCaseMessages, {
      params: { caseId: one.caseId },
    });
    expect(items).toMatchObject([
      {
        direction: 'in',
        author: { kind: 'contact', contact: { id: one.contactId, name: contacts.vogt.name } },
        from: { address: contacts.vogt.email },
        to: [{ address: 'service@falk.example' }],
        joined_because: {
          code: 'references',
          text: expect.stringContaining('antwortet auf eine Nachricht dieses Vorgangs'),
        },
        delivery_state: null,
        hold: null,
        moved_from: null,
      },
    ]);
    await desk.brandt.call(updateMe, { body: { locale: 'en' } });
    const english = await desk.brandt.call(contract.listCaseMessages, {
      params: { caseId: one.caseId },
    });
    expect(english.items[0]?.joined_because.text).toContain('It answers a message of this case');
  });
});
