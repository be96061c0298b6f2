import type { createWebSession, WebSession } from '@earshot/contract/web-contract.ts';
import type { BodyOf } from '@earshot/contract/operation.ts';
import type { SecretBox } from '../../../platform/crypto/secret-box.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { Refused } from '../../../platform/errors.ts';
import { type Channel, openChannelSecrets } from '../../channels/public.ts';
import { adoptGrants } from '../talk/web-grant-store.ts';
import { proposeLinks } from '../linking/propose-link.ts';
import { movePushes } from '../push/push-subscription-store.ts';
import type { KnownBy } from '../web-tables.ts';
import type { OpenedReturn } from '../leaving/return-link.ts';
import { findReturn } from './find-return.ts';
import { verifyIdentity } from './verify-identity.ts';
import { insertVisitor, saveIdentity, updateVisitor, type Visitor } from './visitor-store.ts';
import {
  endWebSessions,
  findWebSession,
  insertWebSession,
  renewWebSession,
  type VisitorSession,
} from './web-session-store.ts';

export type SessionInput = BodyOf<typeof createWebSession>;

export interface BegunSession {
  session: WebSession;
  /** Sessions that this one took the place of. */
  endedIds: string[];
  /** The anonymous visitor who was signed in in the same browser; null: nobody was. */
  adoptedId: string | null;
  visitorId: string;
}

/**
 * Begins or resumes a session. Who is signed in by the site goes on with what the same browser
 * wrote before; a link from a mail opens its one conversation. Throws 401 for a wrong token.
 */
export async function beginSession(
  tx: Tx,
  box: SecretBox,
  channel: Channel,
  input: SessionInput,
  now: Date,
  openReturn: OpenReturn,
): Promise<BegunSession> {
  const earlier = input.token ? await findWebSession(tx, channel.id, input.token, now) : null;
  if (input.identity_token !== undefined) {
    return signIn(tx, { box, channel, input, now, earlier, token: input.identity_token });
  }
  if (input.return_token !== undefined) {
    return comeBack(tx, { channel, input, now, earlier, token: input.return_token, openReturn });
  }
  if (earlier && input.token) {
    const expiresAt = await renewWebSession(tx, earlier, now);
    const session = present(earlier.visitor, earlier.known_by, input.token, expiresAt);
    return { session, endedIds: [], adoptedId: null, visitorId: earlier.visitor_id };
  }
  const at = { channelId: channel.id, locale: input.locale ?? channel.locale, at: now };
  return begin(tx, await insertVisitor(tx, at), 'anonymous', now);
}

/** Checks a return link; injected, since links are looked up over accounts. */
export type OpenReturn = (token: string) => Promise<OpenedReturn | null>;

async function signIn(
  tx: Tx,
  asked: {
    box: SecretBox;
    channel: Channel;
    input: SessionInput;
    now: Date;
    earlier: VisitorSession | null;
    token: string;
  },
): Promise<BegunSession> {
  const { box, channel, input, now, earlier } = asked;
  const secret = openChannelSecrets(box, channel).identitySecret;
  const expected = { secret: secret ?? '', audience: channel.address, now };
  const identity = secret ? await verifyIdentity(asked.token, expected) : null;
  if (!identity) {
    throw new Refused(
      'identity_refused',
      'The identity token is not good: signature, audience or time. Nobody was signed in.',
      { status: 401 },
    );
  }
  const place = { channelId: channel.id, locale: input.locale ?? channel.locale, at: now };
  const visitor = await saveIdentity(tx, identity, place);
  const isAdopted = earlier !== null && earlier.visitor.subject === null;
  if (isAdopted) {
    await adoptGrants(tx, earlier.visitor_id, visitor.id, now);
    await updateVisitor(tx, earlier.visitor_id, { adopted_by: visitor.id });
    await proposeLinks(tx, channel, visitor, now);
  }
  const endedIds = earlier ? [earlier.id] : [];
  await endWebSessions(tx, endedIds, now);
  const begun = await begin(tx, visitor, 'identity', now);
  if (earlier) await movePushes(tx, earlier.id, { visitorId: visitor.id, sessionId: begun.id });
  return { ...begun, endedIds, adoptedId: isAdopted ? earlier.visitor_id : null };
}

async function comeBack(
  tx: Tx,
  asked: {
    channel: Channel;
    input: SessionInput;
    now: Date;
    earlier: VisitorSession | null;
    token: string;
    openReturn: OpenReturn;
  },
): Promise<BegunSession> {
  const { channel, input, now, earlier } = asked;
  const found = await findReturn(tx, channel.id, await asked.openReturn(asked.token));
  if (!found) {
    throw new Refused(
      'return_refused',
      'This link does not open a conversation here, or no longer. Begin a new one.',
      { status: 401 },
    );
  }
  const place = { channelId: channel.id, locale: input.locale ?? channel.locale, at: now };
  const visitor = earlier?.visitor ?? (await insertVisitor(tx, place));
  await found.grant(visitor.id, now);
  if (earlier && input.token) {
    const expiresAt = await renewWebSession(tx, earlier, now);
    const session = present(visitor, earlier.known_by, input.token, expiresAt);
    return { session, endedIds: [], adoptedId: null, visitorId: visitor.id };
  }
  return begin(tx, visitor, 'link', now);
}

async function begin(
  tx: Tx,
  visitor: Visitor,
  knownBy: KnownBy,
  now: Date,
): Promise<BegunSession & { id: string }> {
  const { id, token, expiresAt } = await insertWebSession(tx, visitor.id, knownBy, now);
  const session = present(visitor, knownBy, token, expiresAt);
  return { id, session, endedIds: [], adoptedId: null, visitorId: visitor.id };
}

function present(visitor: Visitor, knownBy: KnownBy, token: string, expiresAt: Date): WebSession {
  return {
    token,
    visitor: presentVisitor(visitor, knownBy),
    expires_at: expiresAt.toISOString(),
  };
}

/** What a visitor may see of themselves. */
export function presentVisitor(visitor: Visitor, knownBy: KnownBy): WebSession['visitor'] {
  const { id, name, email, email_verified_at: verifiedAt } = visitor;
  return { id, name, email, email_verified: verifiedAt !== null, known_by: knownBy };
}
