import { updateCase } from '@earshot/contract/case-contract.ts';
import { livePath, type LiveMessage, liveMessage } from '@earshot/contract/live-contract.ts';
import { createCaseAssignment } from '@earshot/contract/case-change-contract.ts';
import { createNotificationReading } from '@earshot/contract/reply-contract.ts';
import { updateMember, updateTeam } from '@earshot/contract/member-contract.ts';
import { deleteSession, getMe } from '@earshot/contract/session-contract.ts';
import { createCaller } from '@earshot/testkit/http/call-operation.ts';
import { startSecondApp } from '@earshot/testkit/http/start-second-app.ts';
import { startTestApp } from '@earshot/testkit/http/start-test-app.ts';
import { openDesk, seedCase } from '@earshot/testkit/world/seed-cases.ts';
import { afterAll, describe, expect, test, vi } from 'vitest';

// Two servers on one database; the desks are open at the second one.
const first = await startTestApp();
first.app.start();
const { app: second, stop } = await startSecondApp(first);
afterAll(async () => {
  await stop();
  await first.stop();
});
const desk = await openDesk(first);

async function openLine(who: { cookie: string }) {
  const heard: LiveMessage[] = [];
  let code: number | null = null;
  const socket = await second.server.injectWS(
    livePath,
    { headers: { cookie: who.cookie, origin: first.publicUrl } },
    {
      onInit(made) {
        made.on('message', (raw: Buffer) => {
          heard.push(liveMessage.parse(JSON.parse(raw.toString('utf8'))));
        });
        made.on('close', (given: number) => {
          code = given;
        });
      },
      onOpen: (made) => made.send(JSON.stringify({ type: 'resume', position: null })),
    },
  );
  await vi.waitFor(() => expect(heard.some(({ type }) => type === 'live')).toBe(true));
  return { heard, code: () => code, close: () => socket.terminate() };
}

const patience = { timeout: 5_000, interval: 20 };

describe('a desk that is open at another server', () => {
  test('connects anew when its member’s role is changed here, and has the new rights', async () => {
    const line = await openLine(desk.ito.credentials);
    const beside = await openLine(desk.brandt.credentials);
    const params = { memberId: desk.ito.memberId };
    await desk.admin.call(updateMember, { params, body: { role: 'colleague' } });
    await vi.waitFor(() => expect(line.code()).toBe(1012), patience);
    const there = createCaller(second.server, desk.ito.credentials);
    expect((await there.call(getMe)).member.role).toBe('colleague');
    expect(beside.code()).toBeNull();
    beside.close();
    await desk.admin.call(updateMember, { params, body: { role: 'agent' } });
  });

  test('connects anew when its member joins or leaves a team here', async () => {
    const line = await openLine(desk.brandt.credentials);
    const params = { teamId: desk.complaintsTeamId };
    await desk.admin.call(updateTeam, { params, body: { member_ids: [] } });
    await vi.waitFor(() => expect(line.code()).toBe(1012), patience);
  });

  test('ends when the session is ended here', async () => {
    const { email } = desk.weber;
    const caller = await first.signIn(email);
    const line = await openLine(caller.credentials as { cookie: string });
    await caller.call(deleteSession, { params: { sessionId: 'current' } });
    await vi.waitFor(() => expect(line.code()).toBe(4401), patience);
    const there = createCaller(second.server, caller.credentials);
    expect((await there.send(getMe)).status).toBe(401);
  });

  test('is told how many notifications are unread, wherever they were made and read', async () => {
    const { accountId, channelId, serviceTeamId: teamId } = desk;
    const { caseId } = await seedCase(first.db, { accountId, channelId, teamId });
    const line = await openLine(desk.ito.credentials);
    const beside = await openLine(desk.weber.credentials);
    const told = (one: typeof line) =>
      one.heard.flatMap((message) => (message.type === 'notification' ? [message.unread] : []));
    const body = { member_id: desk.ito.memberId };
    await desk.admin.call(createCaseAssignment, { params: { caseId }, body });
    await vi.waitFor(() => expect(told(line)).toEqual([1]), patience);
    await desk.ito.call(createNotificationReading, { body: {} });
    await vi.waitFor(() => expect(told(line)).toEqual([1, 0]), patience);
    expect(told(beside)).toEqual([]);
    line.close();
    beside.close();
  });

  test('hears of every change that is made here', async () => {
    const { accountId, channelId, serviceTeamId: teamId } = desk;
    const { caseId } = await seedCase(first.db, { accountId, channelId, teamId });
    const line = await openLine(desk.weber.credentials);
    for (let round = 0; round < 5; round += 1) {
      const body = { subject: `Name ${round}` };
      await desk.admin.call(updateCase, { params: { caseId }, body });
    }
    const subjects = () =>
      line.heard
        .flatMap((one) => (one.type === 'events' ? one.rows : []))
        .filter((row) => row.id === caseId)
        .map((row) => row.subject);
    await vi.waitFor(() => expect(subjects().at(-1)).toBe('Name 4'), patience);
    line.close();
  });
});
