import { takeCaseNumber } from '../../../../apps/server/src/features/cases/case-number-store.ts';
import {
  insertCase,
  insertCaseAddresses,
  insertHold,
} from '../../../../apps/server/src/features/cases/intake/take-up-store.ts';
import { makePreview } from '../../../../apps/server/src/features/cases/intake/take-up-rules.ts';
import { insertPromise } from '../../../../apps/server/src/features/promises/clocks/promise-store.ts';
import { createFirstChannel } from '../../../../apps/server/src/features/channels/public.ts';
import { takeUpContactPoint } from '../../../../apps/server/src/features/contacts/public.ts';
import {
  insertConversation,
  insertMessage,
  insertMessageIds,
} from '../../../../apps/server/src/features/conversations/public.ts';
import { createSecretBox } from '../../../../apps/server/src/platform/crypto/secret-box.ts';
import type { Database, Tx } from '../../../../apps/server/src/platform/db/database.ts';
import { newId } from '../../../../apps/server/src/platform/ids.ts';
import { DAY_MS } from '@earshot/contract/durations.ts';
import { createTeam, listTeams, updateTeam } from '@earshot/contract/member-contract.ts';
import type { TestApp, TestKey, TestMember } from '../http/start-test-app.ts';
import type { Caller } from '../http/call-operation.ts';
import { contacts, falk, members, type WorldContact } from './named-world.ts';

/** Falk with a restricted and an open team, its people signed in, a mailbox, and another firm. */
export interface Desk {
  accountId: string;
  channelId: string;
  /** Open to every agent; Ito and Brandt belong to it. */
  serviceTeamId: string;
  /** Restricted; only Brandt belongs to it. */
  complaintsTeamId: string;
  admin: TestMember;
  weber: TestMember;
  ito: TestMember;
  brandt: TestMember;
  okoye: TestMember;
  key: TestKey;
  /** The administrator of the other firm. */
  stranger: TestMember;
  nobody: Caller;
}

/** Opens the desk of the named world in a test application. */
export async function openDesk(app: TestApp): Promise<Desk> {
  const admin = await app.signUp();
  const signature = 'Falk, {member}';
  const [first] = (await admin.call(listTeams)).items;
  if (!first) throw new Error('A new account begins with a team.');
  const service = await admin.call(updateTeam, {
    params: { teamId: first.id },
    body: { name: falk.teams.service, signature },
  });
  const complaints = await admin.call(createTeam, {
    body: { name: falk.teams.complaints, restricted: true, signature },
  });
  const person = (one: (typeof members)['ito' | 'brandt' | 'weber' | 'okoye'], teams: string[]) =>
    app.invite(admin, one.role, { name: one.name, email: one.email, teamIds: teams });
  return {
    accountId: admin.accountId,
    channelId: await seedChannel(app.db, admin.accountId, service.id),
    serviceTeamId: service.id,
    complaintsTeamId: complaints.id,
    admin,
    weber: await person(members.weber, []),
    ito: await person(members.ito, [service.id]),
    brandt: await person(members.brandt, [service.id, complaints.id]),
    okoye: await person(members.okoye, []),
    key: await app.key(admin),
    stranger: await app.signUp(),
    nobody: app.nobody,
  };
}

/** The support mailbox of an account; without one, no case can be seeded. */
export async function seedChannel(
  db: Database,
  accountId: string,
  teamId: string | null,
  address: string = falk.supportAddress,
): Promise<string> {
  const box = createSecretBox(Buffer.alloc(32));
  return db.withAccount(accountId, (tx) =>
    createFirstChannel(tx, box, { address, locale: 'de', teamId }),
  );
}

export interface CaseSeed {
  accountId: string;
  channelId: string;
  contact?: WorldContact;
  subject?: string;
  text?: string;
  teamId?: string | null;
  assigneeId?: string | null;
  /** When it came in; the present if left out. */
  at?: Date;
  /** A day after it came in if left out; null: as no real case is, without any promise. */
  promiseDueAt?: Date | null;
}

export interface SeededCase {
  caseId: string;
  number: number;
  conversationId: string;
  messageId: string;
  contactId: string;
}

/** A seeded case, ready to be named in a call. */
export type DeskCase = SeededCase & { params: { caseId: string } };

/** A case of the service team at the desk’s mailbox, written at the test’s clock unless said. */
export async function seedDeskCase(
  { db, clock }: TestApp,
  { accountId, channelId, serviceTeamId: teamId }: Desk,
  seed: Partial<CaseSeed> = {},
): Promise<DeskCase> {
  const seeded = await seedCase(db, { accountId, channelId, teamId, at: clock.now(), ...seed });
  return { ...seeded, params: { caseId: seeded.caseId } };
}

/** One case with one message of its contact, as the intake writes it. */
export async function seedCase(db: Database, seed: CaseSeed): Promise<SeededCase> {
  const number = await takeCaseNumber(db, seed.accountId);
  return db.withAccount(seed.accountId, async (tx) => {
    const contact = seed.contact ?? contacts.vogt;
    const subject = seed.subject ?? 'Der Wasserkocher schaltet nicht ab';
    const text = seed.text ?? 'Guten Tag,\n\ner kocht und kocht.';
    const at = seed.at ?? new Date();
    const { contactId, pointId } = await seedContact(tx, contact);
    const caseId = newId();
    await insertCase(tx, {
      id: caseId,
      number,
      subject,
      preview: makePreview(text, []),
      contactId,
      channelId: seed.channelId,
      teamId: seed.teamId ?? null,
      priority: 'normal',
      language: contact.locale,
      at,
      lastDirection: 'in',
      nextDueAt: null,
    });
    if (seed.assigneeId) await assign(tx, caseId, seed.assigneeId);
    const conversationId = await insertConversation(tx, {
      caseId,
      channelId: seed.channelId,
      kind: 'contact',
      contactId,
      contactPointId: pointId,
      subject,
    });
    const place = { caseId, conversationId, contactId, channelId: seed.channelId };
    const messageId = await seedMail(tx, { ...place, contact, subject, text, at });
    await insertCaseAddresses(tx, caseId, [
      { address: contact.email, contactId, because: 'wrote' },
    ]);
    const dueAt =
      seed.promiseDueAt === undefined ? new Date(at.getTime() + DAY_MS) : seed.promiseDueAt;
    if (dueAt) await seedPromise(tx, caseId, { at, dueAt });
    return { caseId, number, conversationId, messageId, contactId };
  });
}

async function seedContact(tx: Tx, contact: WorldContact) {
  return takeUpContactPoint(tx, {
    kind: 'email',
    value: contact.email,
    nameGiven: contact.name,
    locale: contact.locale,
    source: { kind: 'receipt', id: null, name: 'seed' },
    legalBasis: 'contract',
  });
}

async function assign(tx: Tx, caseId: string, memberId: string): Promise<void> {
  await tx.db
    .updateTable('cases')
    .set({ assignee_id: memberId })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', caseId)
    .execute();
}

async function seedPromise(
  tx: Tx,
  caseId: string,
  { at, dueAt }: { at: Date; dueAt: Date },
): Promise<void> {
  insertPromise(tx, {
    caseId,
    kind: 'first_answer',
    words: 'Eine Antwort.',
    language: 'de',
    dueAt,
    warnAt: null,
    because: null,
    clockId: null,
    how: 'policy',
    channelId: null,
    teamId: null,
    by: { kind: 'system', id: null, name: 'Earshot' },
    at,
    toldAt: null,
  });
  await tx.db
    .updateTable('cases')
    .set({ next_due_at: dueAt })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', caseId)
    .execute();
}

export interface MailSeed {
  caseId: string;
  conversationId: string;
  contactId: string;
  channelId: string;
  contact?: WorldContact;
  subject?: string;
  text?: string;
  at?: Date;
  cc?: string[];
}

/**
 * One more mail of a contact, only the message: what the case shows is for its caller to change.
 */
export async function seedMail(tx: Tx, seed: MailSeed): Promise<string> {
  const contact = seed.contact ?? contacts.vogt;
  const externalId = `${newId()}@mail.example`;
  const message = await insertMessage(tx, {
    conversationId: seed.conversationId,
    caseId: seed.caseId,
    channelId: seed.channelId,
    direction: 'in',
    kind: 'message',
    author: { kind: 'contact' },
    contactId: seed.contactId,
    receiptId: null,
    from: { name: contact.name, address: contact.email },
    recipients: {
      to: [{ name: null, address: falk.supportAddress }],
      cc: (seed.cc ?? []).map((address) => ({ name: null, address })),
    },
    subject: seed.subject ?? 'Der Wasserkocher schaltet nicht ab',
    sentAt: null,
    receivedAt: seed.at ?? new Date(),
    text: seed.text ?? 'Und er kocht noch.',
    html: null,
    folded: [],
    remoteImages: 0,
    externalId,
    inReplyTo: null,
    joinedBecause: { code: 'references', facts: {} },
    facts: {},
    language: contact.locale,
  });
  await insertMessageIds(tx, message.id, [externalId]);
  return message.id;
}

/** Holds a case’s message, as if it named a case in which its sender takes no part. */
export async function seedHold(
  db: Database,
  accountId: string,
  held: SeededCase,
  proposed: SeededCase,
): Promise<string> {
  return db.withAccount(accountId, async (tx) => {
    await insertHold(tx, {
      messageId: held.messageId,
      caseId: held.caseId,
      proposedCaseId: proposed.caseId,
      reason: {
        code: 'stranger_with_case_number',
        facts: { sender: contacts.rosa.email, caseNumber: proposed.number },
      },
    });
    const row = await tx.db
      .selectFrom('message_holds')
      .select('id')
      .where('account_id', '=', accountId)
      .where('message_id', '=', held.messageId)
      .executeTakeFirstOrThrow();
    return row.id;
  });
}
