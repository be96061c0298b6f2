import type { OwnerClient } from '../../platform/db/copy-tables.ts';
import { fail, type Finding, ok, warn } from './doctor-finding.ts';

/** Understanding takes seconds; a receipt that waits longer waits for something. */
const RECEIPT_WAIT = '10 minutes';
/** A delivery that is due is tried within seconds. */
const DELIVERY_WAIT = '15 minutes';
/** The relay looks four times a second. */
const EVENT_WAIT = '1 minute';

export interface WorkFacts {
  /** Without a server nothing works on anything. */
  readonly serverRuns: boolean;
  readonly hasRelay: boolean;
}

/** Whether what came in was understood, what goes out went out, and nothing lies dead. */
export async function* checkWork(client: OwnerClient, facts: WorkFacts): AsyncGenerator<Finding> {
  yield await checkReceipts(client, facts);
  yield await checkFailedReceipts(client);
  yield await checkDeliveries(client, facts);
  yield await checkEvents(client, facts);
  yield await checkDeadJobs(client);
}

async function count(client: OwnerClient, sql: string): Promise<number> {
  const { rows } = await client.query<{ count: string }>(sql);
  return Number(rows[0]!.count);
}

const startServer = 'Start the server; it goes on where it stopped.';
const readLog = 'Look into the log of the server; restart it if nothing moves.';

async function checkReceipts(client: OwnerClient, { serverRuns }: WorkFacts): Promise<Finding> {
  const id = 'work.receipts';
  const stuck = await count(
    client,
    `select count(*) from receipts where state = 'stored' and received_at < now() - interval '${RECEIPT_WAIT}'`,
  );
  if (stuck === 0) return ok(id, 'No received mail waits to be understood.');
  const text = `Received mails waiting for more than ${RECEIPT_WAIT} to be understood: ${stuck}.`;
  return serverRuns ? fail(id, text, readLog) : warn(id, text, startServer);
}

async function checkFailedReceipts(client: OwnerClient): Promise<Finding> {
  const id = 'work.failed_receipts';
  const failed = await count(client, `select count(*) from receipts where state = 'failed'`);
  if (failed === 0) return ok(id, 'Every mail that was worked on stands in a case.');
  const text = `Mails that could not be taken up: ${failed}; their raw bytes are kept.`;
  const remedy =
    'See GET /api/v1/receipts?state=failed for the reasons; POST .../retries tries one again.';
  return fail(id, text, remedy);
}

async function checkDeliveries(client: OwnerClient, facts: WorkFacts): Promise<Finding> {
  const id = 'work.deliveries';
  const stuck = await count(
    client,
    `select count(*) from deliveries where state in ('waiting', 'sending', 'deferred')
      and next_attempt_at < now() - interval '${DELIVERY_WAIT}'`,
  );
  if (stuck === 0) return ok(id, 'No message is overdue for sending.');
  const text = `Messages overdue for sending: ${stuck}.`;
  if (!facts.serverRuns) return warn(id, text, startServer);
  return facts.hasRelay
    ? fail(id, text, readLog)
    : warn(id, text, 'Set SMTP_URL to your mail relay and restart: they wait for it.');
}

async function checkEvents(client: OwnerClient, { serverRuns }: WorkFacts): Promise<Finding> {
  const id = 'work.events';
  const stuck = await count(
    client,
    `select count(*) from event_outbox where occurred_at < now() - interval '${EVENT_WAIT}'`,
  );
  if (stuck === 0) return ok(id, 'Changes reach the desks at once.');
  const text = `Changes wait to be passed on to the desks: ${stuck}.`;
  return serverRuns ? fail(id, text, readLog) : warn(id, text, startServer);
}

async function checkDeadJobs(client: OwnerClient): Promise<Finding> {
  const id = 'work.jobs';
  const { rows } = await client.query<{ name: string; count: string; last_error: string | null }>(
    `select name, count(*), max(last_error) as last_error from jobs where dead_at is not null
    group by name order by 2 desc limit 5`,
  );
  if (rows.length === 0) return ok(id, 'No background work was given up.');
  const names = rows.map((row) => `${row.name} (${row.count})`).join(', ');
  const reason = rows[0]!.last_error?.split('\n')[0]?.slice(0, 200) ?? 'no reason kept';
  const remedy =
    'Mend the cause; then: update jobs set dead_at = null, attempts = 0 where dead_at is not null';
  return fail(id, `Background work was given up: ${names}. ${rows[0]!.name}: ${reason}`, remedy);
}
