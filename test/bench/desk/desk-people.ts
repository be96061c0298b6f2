import { createHash, randomBytes } from 'node:crypto';
import type pg from 'pg';

/** A member with a session of this run. */
export interface Agent {
  memberId: string;
  cookie: string;
  csrf: string;
}

/** What the agents of the bench look at and search for; ids that all of them may see. */
export interface DeskFacts {
  agents: Agent[];
  /** The newest open cases. */
  openCaseIds: string[];
  /** Any cases, most of them resolved long ago. */
  anyCaseIds: string[];
  caseNumbers: number[];
  contactNames: string[];
  contactAddresses: string[];
  messages: number;
  cases: number;
}

/**
 * Signs 200 members in, as the sign-in does but without hashing passwords, and reads what is there.
 */
export async function meetDesk(client: pg.Client): Promise<DeskFacts> {
  const { rows: members } = await client.query<{ account_id: string; id: string }>(
    `select account_id, id from members where email like 'agent%' order by id`,
  );
  const agents = members.map(({ id }) => {
    const token = randomBytes(32).toString('base64url');
    return {
      memberId: id,
      token,
      cookie: `earshot=${token}`,
      csrf: randomBytes(32).toString('base64url'),
    };
  });
  await client.query(`delete from sessions where device = 'bench'`);
  await client.query(
    `insert into sessions (account_id, id, member_id, token_hash, csrf_token, device, expires_at)
      select $1, uuidv7(), member_id, token_hash, csrf, 'bench', now() + interval '1 day'
      from unnest($2::uuid[], $3::bytea[], $4::text[]) x (member_id, token_hash, csrf)`,
    [
      members[0]?.account_id,
      agents.map((agent) => agent.memberId),
      agents.map((agent) => createHash('sha256').update(agent.token).digest()),
      agents.map((agent) => agent.csrf),
    ],
  );
  const column = async <T>(sql: string): Promise<T[]> => {
    const { rows } = await client.query<{ value: T }>(sql);
    return rows.map((row) => row.value);
  };
  const visible = `from cases c join teams t on t.account_id = c.account_id and t.id = c.team_id
    where not t.restricted and c.deleted_at is null and c.merged_into_id is null`;
  const [messages = 0] = await column<number>('select count(*)::int as value from messages');
  const [cases = 0] = await column<number>('select count(*)::int as value from cases');
  return {
    agents,
    openCaseIds: await column(
      `select c.id as value ${visible} and c.status = 'open' order by c.id desc limit 5000`,
    ),
    anyCaseIds: await column(`select c.id as value ${visible} and c.number % 37 = 0 limit 5000`),
    caseNumbers: await column(
      `select c.number::int as value ${visible} and c.number % 41 = 0 limit 5000`,
    ),
    contactNames: await column(`select name as value from contacts where name <> '' limit 5000`),
    contactAddresses: await column('select value from contact_points limit 5000'),
    messages,
    cases,
  };
}
