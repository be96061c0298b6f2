import type { CaseRow } from '@earshot/contract/case-contract.ts';
import type { Role } from '@earshot/contract/member-contract.ts';
import { type Client, createClient } from '@earshot/sdk/client.ts';
import { setTimeout as pause } from 'node:timers/promises';
import { worldPassword } from '../world/named-world.ts';
import { type ClaimedProduct, supportAddress } from './claim-product.ts';
import type { Visitor } from './visit-desk.ts';

/** A mail that is understood within this time comes in time for a test. */
const PATIENCE_MS = 30_000;

/** A member who can sign in at the desk, and whose calls can be made without it. */
export interface Staff extends Visitor {
  readonly id: string;
  readonly name: string;
  readonly client: Client;
}

/** Invites a member into the first team, takes the invitation up, and signs them in for calls. */
export async function employ(
  claimed: ClaimedProduct,
  person: { name: string; email: string; role: Role },
): Promise<Staff> {
  const { product, client } = claimed;
  const { items } = await client.call('listTeams');
  const { link } = await client.call('createInvitation', {
    body: { ...person, locale: 'en', team_ids: items.slice(0, 1).map((team) => team.id) },
  });
  const params = { token: new URL(link).hash.slice(1) };
  const body = { name: person.name, password: worldPassword };
  const nobody = createClient({ baseUrl: product.url });
  await nobody.call('createInvitationAcceptance', { params, body });
  const visitor = { email: person.email, password: worldPassword };
  const signedIn = await signIn(product.url, visitor);
  const me = await signedIn.call('getMe');
  return { ...visitor, id: me.member.id, name: person.name, client: signedIn };
}

async function signIn(url: string, visitor: Visitor): Promise<Client> {
  const answer = await fetch(`${url}/api/v1/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(visitor),
  });
  if (!answer.ok) throw new Error(`Signing ${visitor.email} in answered ${answer.status}`);
  const { csrf_token: csrf } = (await answer.json()) as { csrf_token: string };
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  return createClient({
    baseUrl: url,
    csrf: () => csrf,
    fetch: (address, init) =>
      fetch(address, { ...init, headers: { ...(init?.headers as object), cookie } }),
  });
}

type Mail = Parameters<ClaimedProduct['product']['sendMail']>[0];

/** Mails the support address and waits until that became a case of this subject. */
export async function receiveCase(
  { product, client }: ClaimedProduct,
  mail: Mail & { subject: string },
): Promise<CaseRow> {
  await product.sendMail({ to: supportAddress, ...mail });
  // The number of a case in a subject is understood and left out.
  const subject = mail.subject.replace(/ *\[#\d+\]$/, '');
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await pause(50)) {
    const { items } = await client.call('listCases', { query: { sort: 'newest', limit: 20 } });
    const found = items.find((row) => row.subject === subject);
    if (found) return found;
  }
  throw new Error(`The mail “${mail.subject}” became no case.`);
}
