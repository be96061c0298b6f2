import { DAY_MS } from '@earshot/contract/durations.ts';
import { stat } from 'node:fs/promises';
import { openChannelSecrets } from '../../features/channels/public.ts';
import { listAccountChannels } from '../../features/channels/channel-store.ts';
import { presentChannels } from '../../features/channels/channel-views.ts';
import { checkRelay as tryRelay } from '../../features/channels/email/send/check-relay.ts';
import { type LastBackup, lastBackupName } from '../back-up-installation.ts';
import type { Installation } from '../open-installation.ts';
import { listOperatedAccounts, operatorActor } from '../operated-account.ts';
import { fail, type Finding, ok, warn, wordsOf } from './doctor-finding.ts';

const HEALTH_WITHIN_MS = 5_000;
/** A backup older than this would lose a week of mail. */
const BACKUP_AGE_MAX_DAYS = 7;

/** The server itself, the relay, the channels and the backups. */
export async function* checkOutside(installation: Installation): AsyncGenerator<Finding> {
  yield await checkServer(installation);
  yield await checkRelay(installation);
  yield* checkChannels(installation);
  yield await checkLastBackup(installation);
}

async function checkServer({ server }: Installation): Promise<Finding> {
  const id = 'server.health';
  if (server === null)
    return warn(id, 'No server runs on this data folder.', 'Start it: npm start');
  try {
    const response = await fetch(`${server.url}/healthz`, {
      signal: AbortSignal.timeout(HEALTH_WITHIN_MS),
    });
    const body = await response.text();
    if (response.ok) return ok(id, `The server answers at ${server.url} (process ${server.pid}).`);
    return fail(
      id,
      `The server says ${response.status}: ${body.slice(0, 200)}`,
      'Look into its log.',
    );
  } catch (error) {
    const text = `The server at ${server.url} does not answer: ${wordsOf(error)}.`;
    const remedy =
      'From this machine PUBLIC_URL may lead elsewhere (a proxy); if people cannot open it ' +
      'either, look into its log and restart it.';
    return warn(id, text, remedy);
  }
}

async function checkRelay({ config, log }: Installation): Promise<Finding> {
  const id = 'mail.relay';
  if (config.smtpUrl === null) {
    const text = 'No outgoing relay is set: answers wait, visibly.';
    return warn(id, text, 'Set SMTP_URL, such as smtps://login:password@mail.example.org:465');
  }
  const answer = await tryRelay(config.smtpUrl, log);
  const host = new URL(config.smtpUrl).host;
  if (answer.ok) return ok(id, `The outgoing relay ${host} answers and takes our login.`);
  return fail(id, `The outgoing relay ${host}: ${answer.detail}`, 'Check SMTP_URL and the relay.');
}

async function* checkChannels(installation: Installation): AsyncGenerator<Finding> {
  const { db, box, config, server } = installation;
  for (const account of await listOperatedAccounts(db)) {
    const actor = operatorActor(account);
    const { shown, channels } = await db.withAccount(account.id, async (tx) => ({
      shown: await presentChannels(tx, { box, publicUrl: config.publicUrl }, actor),
      channels: await listAccountChannels(tx),
    }));
    for (const channel of shown) {
      const id = channel.kind === 'email' ? 'mail.channel' : `${channel.kind}.channel`;
      const name = channel.kind === 'email' ? channel.address : `"${channel.name}"`;
      const text = `Channel ${name}: ${channel.health.detail}`;
      const kept = channels.find((one) => one.id === channel.id)!;
      const problem = findSecretProblem(() => openChannelSecrets(box, kept));
      if (problem !== null) yield fail(id, text, problem);
      // Without a server nobody pulls: what is kept of the last run says nothing.
      else if (channel.health.state === 'failing' && server !== null) {
        yield fail(id, text, `Try it with: npx earshot channel test ${channel.address}`);
      } else yield ok(id, text);
    }
    if (shown.length === 0) {
      const remedy = 'Add one: npx earshot channel add email --address ADDRESS';
      yield warn('mail.channel', `"${account.name}" has no channel.`, remedy);
    }
  }
}

function findSecretProblem(open: () => unknown): string | null {
  try {
    open();
    return null;
  } catch {
    return 'Put the old master.key back, or give this channel its passwords and secrets anew.';
  }
}

async function checkLastBackup({ db }: Installation): Promise<Finding> {
  const id = 'backup.age';
  const row = await db.withSystem((tx) =>
    tx.db
      .selectFrom('installation')
      .select('value')
      .where('name', '=', lastBackupName)
      .executeTakeFirst(),
  );
  const remedy = 'Make one, daily by cron: npx earshot backup /elsewhere/earshot.tar.gz --force';
  if (!row) return warn(id, 'No backup was made yet with this program.', remedy);
  const last = row.value as LastBackup;
  const days = Math.floor((Date.now() - Date.parse(last.at)) / DAY_MS);
  const age = days === 0 ? 'today' : days === 1 ? 'a day ago' : `${days} days ago`;
  const found = await stat(last.path).catch(() => null);
  const where = found === null ? `${last.path}, which is not there any more` : last.path;
  const text = `The last backup was made ${age}, to ${where}.`;
  return days > BACKUP_AGE_MAX_DAYS ? warn(id, text, remedy) : ok(id, text);
}
