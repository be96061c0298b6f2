import { createAccount } from '../../../../apps/server/src/features/accounts/public.ts';
import { createFirstAdministrator } from '../../../../apps/server/src/features/members/public.ts';
import { type App, type AppOptions, createApp } from '../../../../apps/server/src/app.ts';
import { createSecretBox } from '../../../../apps/server/src/platform/crypto/secret-box.ts';
import { type Database, openDatabase } from '../../../../apps/server/src/platform/db/database.ts';
import { silentLog } from '../../../../apps/server/src/platform/log/log.ts';
import {
  type FileStorage,
  openFileStorage,
} from '../../../../apps/server/src/platform/storage/file-storage.ts';
import type { SystemMail } from '../../../../apps/server/src/platform/system-mail.ts';
import { createApiKey } from '@earshot/contract/key-contract.ts';
import {
  createInvitation,
  createInvitationAcceptance,
  type Role,
} from '@earshot/contract/member-contract.ts';
import { type Scope, scopes as allScopes } from '@earshot/contract/operation.ts';
import { createSession, getMe } from '@earshot/contract/session-contract.ts';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cloneDatabase } from '../postgres/clone-database.ts';
import { falk, members, otherFirm, stranger, worldPassword } from '../world/named-world.ts';
import { type Answer, type Caller, createCaller, type Credentials } from './call-operation.ts';
import { createMovableClock, type MovableClock } from './movable-clock.ts';

/** A signed-in member who calls operations. */
export interface TestMember extends Caller {
  readonly accountId: string;
  readonly memberId: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly credentials: Extract<Credentials, { kind: 'session' }>;
}

/** A program that calls operations with its key. */
export interface TestKey extends Caller {
  readonly id: string;
  readonly key: string;
}

export interface NewMember {
  name: string;
  email: string;
}

export interface TestApp {
  readonly app: App;
  readonly db: Database;
  readonly storage: FileStorage;
  /** As the role that owns everything; for looking into the database, never for serving. */
  readonly ownerUrl: string;
  readonly clock: MovableClock;
  readonly publicUrl: string;
  /** Mails that Earshot sent to members, oldest first. */
  readonly mails: SystemMail[];
  /** Somebody without credentials. */
  readonly nobody: Caller;
  /** Calls with these credentials. */
  as(credentials: Credentials): Caller;
  /** A new account with its administrator signed in: Falk’s first, then the other firm’s. */
  signUp(firm?: { name: string; administrator: NewMember }): Promise<TestMember>;
  /** A new member of an account, invited, accepted and signed in. */
  invite(
    administrator: TestMember,
    role: Role,
    member?: NewMember & { teamIds?: readonly string[] },
  ): Promise<TestMember>;
  /** Signs a member in on one more device. */
  signIn(email: string, password?: string, headers?: Record<string, string>): Promise<Caller>;
  /** A program’s key with these scopes; all of them if none are named. */
  key(administrator: TestMember, scopes?: readonly Scope[]): Promise<TestKey>;
  stop(): Promise<void>;
}

/**
 * The whole application on a database of its own, without a socket and without work behind the desk
 * (`app.start()` begins that). Stop it in `afterAll`.
 */
export async function startTestApp(
  given: Partial<Omit<AppOptions, 'db' | 'storage'>> & {
    /** What stands between the application and its database. */
    through?: (db: Database) => Database;
  } = {},
): Promise<TestApp> {
  const { through, ...options } = given;
  const clone = await cloneDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'earshot-test-'));
  const db = openDatabase({ url: clone.ownerUrl });
  const clock = createMovableClock();
  const mails: SystemMail[] = [];
  const publicUrl = options.publicUrl ?? 'http://desk.falk.example';
  const storage = await openFileStorage(folder);
  const app = await createApp({
    db: through?.(db) ?? db,
    storage,
    secretBox: createSecretBox(randomBytes(32)),
    log: silentLog,
    clock,
    version: '0.0.0-test',
    trustProxy: false,
    relayUrl: null,
    smtpInPort: null,
    loopMark: 'test',
    understandWorkers: 1,
    sendSystemMail: async (mail) => {
      mails.push(mail);
      return 'handed_over';
    },
    ...options,
    publicUrl,
  });
  await app.server.ready();
  const parts = { app, db, storage, clock, mails, publicUrl, ownerUrl: clone.ownerUrl };
  return {
    ...parts,
    ...createHands(parts),
    async stop() {
      await app.stop();
      await db.close();
      await clone.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

type Hands = Pick<TestApp, 'nobody' | 'as' | 'signUp' | 'invite' | 'signIn' | 'key'>;

function createHands({ app, db }: { app: App; db: Database }): Hands {
  const as = (credentials: Credentials) => createCaller(app.server, credentials);
  const nobody = as({ kind: 'nobody' });
  let firms = 0;
  let people = 0;

  async function signIn(
    email: string,
    password: string = worldPassword,
    headers: Record<string, string> = {},
  ): Promise<Caller> {
    const answer = await nobody.send(createSession, { body: { email, password }, headers });
    if (answer.status !== 201) throw new Error(`Signing in answered ${answer.status}`);
    const { csrf_token: csrfToken } = answer.body as { csrf_token: string };
    return as({ kind: 'session', cookie: cookieOf(answer), csrfToken });
  }

  return {
    as,
    nobody,
    signIn,
    async signUp(firm) {
      const { name, administrator } = firm ?? nextFirm(firms++);
      const founded = await createAccount(
        db,
        {
          account_name: name,
          name: administrator.name,
          email: administrator.email,
          password: worldPassword,
          locale: falk.locale,
          time_zone: falk.timeZone,
        },
        { createFirstAdministrator, createFirstChannel: async () => {} },
      );
      const caller = await signIn(administrator.email);
      return describeMember(caller, {
        accountId: founded.account_id,
        memberId: founded.member_id,
        role: 'administrator',
        ...administrator,
      });
    },
    async invite(administrator, role, member) {
      const { name, email, teamIds } = member ?? nextPerson(role, ++people);
      const { link } = await administrator.call(createInvitation, {
        body: { email, name, role, team_ids: [...(teamIds ?? [])] },
      });
      const token = new URL(link).hash.slice(1);
      const answer = await nobody.send(createInvitationAcceptance, {
        params: { token },
        body: { name, password: worldPassword },
      });
      const cookie = cookieOf(answer);
      const me = await as({ kind: 'session', cookie, csrfToken: '' }).call(getMe);
      const caller = as({ kind: 'session', cookie, csrfToken: me.csrf_token });
      const accountId = me.account.id;
      return describeMember(caller, { accountId, memberId: me.member.id, role, name, email });
    },
    async key(administrator, scopes = allScopes) {
      const made = await administrator.call(createApiKey, {
        body: { name: 'Test program', scopes: [...scopes] },
      });
      const caller = as({ kind: 'key', key: made.key });
      return { ...caller, id: made.api_key.id, key: made.key };
    },
  };
}

function nextFirm(count: number): { name: string; administrator: NewMember } {
  if (count === 0) return { name: falk.name, administrator: members.adams };
  if (count === 1) return { name: otherFirm.name, administrator: stranger };
  const domain = `firm${count}.example`;
  const administrator = { name: `Administrator ${count}`, email: `admin@${domain}` };
  return { name: `Firm ${count}`, administrator };
}

function nextPerson(role: Role, count: number): NewMember & { teamIds?: readonly string[] } {
  return { name: `${role} ${count}`, email: `${role}.${count}@${falk.domain}` };
}

function describeMember(
  caller: Caller,
  known: Pick<TestMember, 'accountId' | 'memberId' | 'name' | 'email' | 'role'>,
): TestMember {
  const { accountId, memberId, name, email, role } = known;
  const credentials = caller.credentials as TestMember['credentials'];
  return { ...caller, credentials, accountId, memberId, name, email, role };
}

/** The session cookie that an answer set, ready to be sent back. */
export function cookieOf(answer: Answer): string {
  const cookie = answer.cookies.find(({ name }) => name.endsWith('earshot'));
  if (!cookie) throw new Error(`The answer (${answer.status}) set no session cookie.`);
  return `${cookie.name}=${cookie.value}`;
}
