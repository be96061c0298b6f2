import type { getPromiseFigures, listPromises } from '@earshot/contract/promise-contract.ts';
import type { promiseSettings } from '@earshot/contract/promise-rule-contract.ts';
import type { QueryOf, ResponseOf } from '@earshot/contract/operation.ts';
import type { RawBuilder } from 'kysely';
import { z } from 'zod';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { Invalid } from '../../../platform/errors.ts';
import { getAccountFacts } from '../../accounts/public.ts';
import { recordAudit } from '../../keys/public.ts';
import {
  checkDays,
  countPromises,
  listCounted,
  presentCounted,
  type PromisePlace,
} from './promise-figure-views.ts';
import { findPromiseSettings, savePromiseSettings } from './promise-settings-store.ts';

/** Kept, broken and renegotiated promises of some days, and what is owed now. */
export async function getFigures(
  tx: Tx,
  query: QueryOf<typeof getPromiseFigures>,
  now: Date,
): Promise<ResponseOf<typeof getPromiseFigures>> {
  checkDays(query);
  const { timeZone } = await getAccountFacts(tx);
  return countPromises(tx, query, timeZone, now);
}

/** One page of the promises that a figure counts. */
export async function listPromisePage(
  tx: Tx,
  query: QueryOf<typeof listPromises>,
  visible: RawBuilder<boolean>,
  now: Date,
): Promise<ResponseOf<typeof listPromises>> {
  const { from, to } = query;
  if (query.open === undefined) {
    if (from === undefined || to === undefined) {
      const message = 'Say from and to, or open: which figure shall be opened.';
      throw new Invalid([{ path: 'query.from', message }]);
    }
    checkDays({ from, to });
  }
  const { timeZone } = await getAccountFacts(tx);
  const after = readPlace(query.cursor);
  const { rows, next } = await listCounted(tx, query, { timeZone, now, after, visible });
  return {
    items: rows.map(presentCounted),
    next_cursor: next && Buffer.from(JSON.stringify([next.at, next.id])).toString('base64url'),
  };
}

const place = z.tuple([
  z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[.\d]*[+-][\d:]+$/),
  z.uuid(),
]);

function readPlace(cursor: string | undefined): PromisePlace | null {
  if (cursor === undefined) return null;
  try {
    const [at, id] = place.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    return { at, id };
  } catch (error) {
    if (!(error instanceof SyntaxError) && !(error instanceof z.ZodError)) throw error;
    const message = 'Use next_cursor of the page before, unchanged.';
    throw new Invalid([{ path: 'query.cursor', message }]);
  }
}

/** Publishes the rate of kept promises, or stops that; the change goes into the audit. */
export async function saveSettings(
  tx: Tx,
  actor: Actor,
  settings: z.infer<typeof promiseSettings>,
): Promise<z.infer<typeof promiseSettings>> {
  const before = await findPromiseSettings(tx);
  if (before.kept_rate_public === settings.kept_rate_public) return before;
  await savePromiseSettings(tx, settings);
  await recordAudit(tx, actor, {
    action: 'promise_settings.changed',
    subjectKind: 'account',
    subjectId: tx.accountId,
    detail: { from: before, to: settings },
  });
  return settings;
}
