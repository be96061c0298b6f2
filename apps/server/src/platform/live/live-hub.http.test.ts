import { createCaseTransfer } from '@earshot/contract/case-change-contract.ts';
import { updateCase } from '@earshot/contract/case-contract.ts';
import { livePath, liveMessage, type LiveMessage } from '@earshot/contract/live-contract.ts';
import type { TestApp } from '@earshot/testkit/http/start-test-app.ts';
import { type Desk, seedCase } from '@earshot/testkit/world/seed-cases.ts';
import { openTestDesk } from '@earshot/testkit/world/open-test-desk.ts';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import type { WebSocket } from 'ws';

const { app, desk } = await openTestDesk();
let work: ReturnType<TestApp['app']['start']>;

beforeAll(async () => {
  work = app.app.start();
  await work.relay.drain();
});

interface Line {
  heard: LiveMessage[];
  socket: WebSocket;
  code: () => number | null;
}

async function openLine(who: Desk['ito'], from: number | null): Promise<Line> {
  const heard: LiveMessage[] = [];
  let code: number | null = null;
  const { cookie } = who.credentials as { cookie: string };
  const socket = await app.app.server.injectWS(
    livePath,
    { headers: { cookie, origin: app.publicUrl } },
    {
      onInit(made) {
        made.on('message', (raw: Buffer) => {
          heard.push(liveMessage.parse(JSON.parse(raw.toString('utf8'))));
        });
        made.on('close', (given: number) => {
          code = given;
        });
      },
      onOpen: (made) => made.send(JSON.stringify({ type: 'resume', position: from })),
    },
  );
  await vi.waitFor(() => expect(heard.some((one) => one.type === 'live')).toBe(true));
  return { heard, socket, code: () => code };
}

function positionsOf(line: Line): number[] {
  return line.heard
    .flatMap((one) => (one.type === 'events' ? one.events : []))
    .map((e) => e.position);
}

function rowsOf(line: Line, caseId: string) {
  return line.heard
    .flatMap((one) => (one.type === 'events' ? one.rows : []))
    .filter((row) => row.id === caseId);
}

async function newCase(teamId = desk.serviceTeamId) {
  const { accountId, channelId } = desk;
  const { caseId } = await seedCase(app.db, { accountId, channelId, teamId });
  // What the seeding caused is over before anybody listens.
  await work.relay.drain();
  return caseId;
}

const rename = (caseId: string, subject: string) =>
  desk.ito.call(updateCase, { params: { caseId }, body: { subject } });

describe('a desk that listens', () => {
  test('hears of each change once and in order, with the row as it is now', async () => {
    const caseId = await newCase();
    const line = await openLine(desk.brandt, null);
    await Promise.all(Array.from({ length: 30 }, (_, index) => rename(caseId, `Name ${index}`)));
    await vi.waitFor(() => expect(positionsOf(line).length).toBe(30), { timeout: 10_000 });
    const positions = positionsOf(line);
    expect(positions).toEqual(positions.toSorted((a, b) => a - b));
    expect(new Set(positions).size).toBe(30);
    expect(positions.at(-1)).toBe((positions[0] ?? 0) + 29);
    expect(rowsOf(line, caseId).at(-1)?.subject).toMatch(/^Name \d+$/);
    line.socket.terminate();
  });

  test('[L12] that was cut off resumes where it stopped: no gap, nothing twice', async () => {
    const caseId = await newCase();
    const first = await openLine(desk.brandt, null);
    await rename(caseId, 'Before');
    await vi.waitFor(() => expect(positionsOf(first).length).toBe(1));
    const last = positionsOf(first).at(-1) as number;
    first.socket.terminate();
    for (let index = 0; index < 5; index++) await rename(caseId, `Meanwhile ${index}`);
    await work.relay.drain();
    const second = await openLine(desk.brandt, last);
    await rename(caseId, 'After');
    await vi.waitFor(() => expect(positionsOf(second).length).toBe(6));
    expect(positionsOf(second)).toEqual(Array.from({ length: 6 }, (_, index) => last + 1 + index));
    second.socket.terminate();
  });

  test('that asks for a position this account never had reads its lists anew', async () => {
    const line = await openLine(desk.brandt, 999_999);
    expect(line.heard.map((one) => one.type)).toContain('reload');
    line.socket.terminate();
  });

  test('hears nothing of the row of a case it may not read', async () => {
    const caseId = await newCase();
    const inside = await openLine(desk.brandt, null);
    const outside = await openLine(desk.ito, null);
    const stranger = await openLine(desk.stranger, null);
    await desk.brandt.call(createCaseTransfer, {
      params: { caseId },
      body: { to_team_id: desk.complaintsTeamId, reason: 'Beschwerde' },
    });
    await vi.waitFor(() => expect(rowsOf(inside, caseId).length).toBeGreaterThan(0));
    expect(rowsOf(outside, caseId)).toEqual([]);
    expect(positionsOf(stranger)).toEqual([]);
    for (const line of [inside, outside, stranger]) line.socket.terminate();
  });

  test('sees who else views and types, only in cases it may read itself', async () => {
    const caseId = await newCase(desk.complaintsTeamId);
    const one = await openLine(desk.brandt, null);
    const other = await openLine(desk.admin, null);
    const outside = await openLine(desk.ito, null);
    const view = { type: 'presence', case_id: caseId, typing: null };
    outside.socket.send(JSON.stringify(view));
    one.socket.send(JSON.stringify(view));
    other.socket.send(JSON.stringify({ ...view, typing: 'reply' }));
    const here = (line: Line) =>
      line.heard.findLast((message) => message.type === 'presence')?.members ?? [];
    await vi.waitFor(() =>
      expect(here(one)).toContainEqual(
        expect.objectContaining({ id: desk.admin.memberId, typing: 'reply' }),
      ),
    );
    expect(here(one).map((member) => member.id)).not.toContain(desk.ito.memberId);
    expect(here(outside)).toEqual([]);
    other.socket.terminate();
    await vi.waitFor(() => expect(here(one).map((m) => m.id)).toEqual([desk.brandt.memberId]));
    for (const line of [one, outside]) line.socket.terminate();
  });

  test('that sends what is not of the contract is cut off', async () => {
    for (const junk of ['{', '{"type":"presence"}', '[]', '{"type":"resume","position":-1}']) {
      const line = await openLine(desk.ito, null);
      line.socket.send(junk);
      await vi.waitFor(() => expect(line.code()).toBe(1007));
    }
  });

  test('that floods is cut off', async () => {
    const line = await openLine(desk.ito, null);
    for (let index = 0; index < 100; index++) line.socket.send('{"type":"pong"}');
    await vi.waitFor(() => expect(line.code()).toBe(1008));
  });
});
