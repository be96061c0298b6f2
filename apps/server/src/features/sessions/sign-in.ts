import type { Me } from '@earshot/contract/session-contract.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { verifyPassword } from '../../platform/crypto/password-hash.ts';
import type { Database } from '../../platform/db/database.ts';
import { normaliseEmail } from '../../platform/email-address.ts';
import { Refused } from '../../platform/errors.ts';
import { emitEvent } from '../../platform/events/emit-event.ts';
import type { SessionAuthenticator } from './authenticator.ts';
import { countTry, type TryCounter } from './count-tries.ts';
import { describeMe } from './describe-me.ts';
import { CANDIDATES_MAX, SIGN_INS_PER_EMAIL, SIGN_INS_PER_NETWORK } from './session-limits.ts';
import { networkOf } from './session-rules.ts';
import { findPasswordHash, listSignInCandidates, type SignInCandidate } from './session-views.ts';

export interface SignInInput {
  email: string;
  password: string;
  account_id?: string | undefined;
}

/**
 * Signs a member in by e-mail and password with a new session. Unknown addresses take as long and
 * answer the same as a wrong password. A session the browser brought along is ended, so that none
 * planted there lives on.
 */
export async function signIn(
  call: { db: Database; request: FastifyRequest; reply: FastifyReply; now: Date },
  sessions: SessionAuthenticator,
  input: SignInInput,
): Promise<Me> {
  const { db, request, reply, now } = call;
  sessions.refuseForeignOrigin(request);
  const email = normaliseEmail(input.email) ?? input.email.toLowerCase();
  const perEmail: TryCounter = { kind: 'sign-in-email', value: email, limit: SIGN_INS_PER_EMAIL };
  const network = networkOf(request.ip);
  const counted = await countTry(
    db,
    reply,
    [perEmail, { kind: 'sign-in-network', value: network, limit: SIGN_INS_PER_NETWORK }],
    now,
  );
  const member = await findByPassword(db, email, input);
  await counted.takeBack();
  await counted.forgive(perEmail);
  const me = await db.withAccount(member.account_id, async (tx) => {
    // The password may have been changed, or the login ended, while it was checked.
    if ((await findPasswordHash(tx, member.id)) !== member.password_hash) throw refusePassword();
    const started = await sessions.startSession(tx, { memberId: member.id, request, reply });
    const actor = { kind: 'member' as const, id: member.id, name: member.name };
    await emitEvent(tx, actor, { name: 'session.started', subjectId: started.sessionId });
    return describeMe(tx, member.id, started.csrfToken);
  });
  await sessions.endPresentSession(request);
  return me;
}

async function findByPassword(
  db: Database,
  email: string,
  input: SignInInput,
): Promise<SignInCandidate> {
  const candidates = await db.withSystem((tx) =>
    listSignInCandidates(tx, email, input.account_id ?? null, CANDIDATES_MAX),
  );
  const matching: SignInCandidate[] = [];
  for (const candidate of candidates) {
    if (await verifyPassword(candidate.password_hash, input.password)) matching.push(candidate);
  }
  if (candidates.length === 0) await verifyPassword(null, input.password);
  const [only, second] = matching;
  if (!only) throw refusePassword();
  if (!second) return only;
  const accounts = matching.map((one) => ({ id: one.account_id, name: one.account_name }));
  throw new Refused(
    'account_needed',
    'You belong to several accounts; say which one by account_id.',
    {
      facts: { accounts },
    },
  );
}

function refusePassword(): Refused {
  return new Refused(
    'wrong_password',
    'E-mail address or password is wrong. Check both, or ask for a link to set a new password.',
    { status: 401 },
  );
}
