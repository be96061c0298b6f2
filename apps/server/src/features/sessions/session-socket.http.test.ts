import { livePath, liveMessage, type LiveMessage } from '@earshot/contract/live-contract.ts';
import { updateMember } from '@earshot/contract/member-contract.ts';
import { deleteSession, updateMe } from '@earshot/contract/session-contract.ts';
import { startTestApp } from '@earshot/testkit/http/start-test-app.ts';
import { afterAll, describe, expect, test, vi } from 'vitest';

const app = await startTestApp();
afterAll(() => app.stop());
const admin = await app.signUp();
const ito = await app.invite(admin, 'agent');

interface Line {
  heard: LiveMessage[];
  /** Close code; null while it is open. */
  closed: () => number | null;
  close(): void;
}

/** Opens a desk’s line that asks to catch up at once, as the real one does. */
async function openLine(headers: Record<string, string>): Promise<Line> {
  const heard: LiveMessage[] = [];
  let code: number | null = null;
  const socket = await app.app.server.injectWS(
    livePath,
    { headers },
    {
      onInit(made) {
        made.on('message', (raw: Buffer) => {
          heard.push(liveMessage.parse(JSON.parse(raw.toString('utf8'))));
        });
        made.on('close', (given: number) => {
          code = given;
        });
      },
      onOpen(made) {
        made.send(JSON.stringify({ type: 'resume', position: null }));
      },
    },
  );
  return { heard, closed: () => code, close: () => socket.terminate() };
}

function names(line: Line): string[] {
  return line.heard.map((message) => message.type);
}

async function signInAgain() {
  const caller = await app.signIn(ito.email);
  const { cookie } = caller.credentials as { cookie: string };
  return { caller, cookie };
}

describe('the line of a desk', () => {
  test('is live for a member, also where the desk speaks in the very first moment', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { cookie } = await signInAgain();
      const line = await openLine({ cookie, origin: app.publicUrl });
      await vi.waitFor(() => expect(names(line)).toEqual(['hello', 'live']));
      line.close();
    }
  });

  test('is not opened for strangers, keys and pages of other sites', async () => {
    const { cookie } = await signInAgain();
    const { key } = await app.key(admin);
    for (const headers of [
      {},
      { cookie: 'earshot=made-up' },
      { authorization: `Bearer ${key}` },
      { cookie, origin: 'https://evil.example' },
    ] as Record<string, string>[]) {
      const line = await openLine(headers);
      await vi.waitFor(() => expect(line.closed()).toBe(4401));
      expect(names(line)).toEqual(['signed_out']);
    }
  });

  test('ends with its session, and only that one', async () => {
    const { caller, cookie } = await signInAgain();
    const line = await openLine({ cookie });
    const other = await openLine({ cookie: ito.credentials.cookie });
    await vi.waitFor(() => expect(names(line)).toContain('live'));
    await caller.call(deleteSession, { params: { sessionId: 'current' } });
    await vi.waitFor(() => expect(line.closed()).toBe(4401));
    expect(names(line)).toContain('signed_out');
    expect(other.closed()).toBeNull();
    other.close();
  });

  test('is opened anew when the member’s rights change', async () => {
    const line = await openLine({ cookie: ito.credentials.cookie });
    await vi.waitFor(() => expect(names(line)).toContain('live'));
    const params = { memberId: ito.memberId };
    await admin.call(updateMember, { params, body: { role: 'colleague' } });
    await vi.waitFor(() => expect(line.closed()).toBe(1012));
    expect(names(line)).not.toContain('signed_out');
    await ito.call(updateMe, { body: { locale: 'en' } });
  });
});
