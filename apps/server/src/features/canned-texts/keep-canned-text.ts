import type { CannedText, createCannedText } from '@earshot/contract/canned-text-contract.ts';
import { cannedFields } from '@earshot/contract/canned-text-contract.ts';
import type { BodyOf } from '@earshot/contract/operation.ts';
import type { WordsFinding } from '@earshot/contract/reply-finding.ts';
import { type Actor, storedActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { forbidden, notFound, Refused } from '../../platform/errors.ts';
import { emitEvent } from '../../platform/events/emit-event.ts';
import type { GuardWords } from '../../platform/kept-words.ts';
import { recordAudit, recordOverrides } from '../keys/public.ts';
import { getKnownTeam, listTeamRefs } from '../members/public.ts';
import { mayKeepFor, maySeeOf } from './canned-text-policy.ts';
import {
  type CannedTextRow,
  findCannedText,
  listCannedTextRows,
  saveCannedText,
  setCannedTextDeleted,
} from './canned-text-store.ts';

/** More than anybody finds again. */
export const cannedTextsMax = 500;

type CannedInput = BodyOf<typeof createCannedText>;

/** Those of everybody and of the actor’s teams; of all teams for who leads. */
export async function listSeen(tx: Tx, actor: Actor): Promise<CannedTextRow[]> {
  return (await listCannedTextRows(tx)).filter((row) => maySeeOf(actor, row.team_id));
}

/**
 * Keeps a canned text, new (`id` null) or changed; the reply check looks at the words and refuses
 * where a rule binds. Throws 403 for one of a team that the actor does not keep texts for.
 */
export async function keepCannedText(
  tx: Tx,
  actor: Actor,
  id: string | null,
  input: CannedInput,
  guard: GuardWords,
  now: Date,
): Promise<CannedText & { findings: WordsFinding[] }> {
  const before = id === null ? null : await getKept(tx, actor, id);
  if (before?.deleted_at) throw notFound('canned text');
  if (input.team_id !== null) await getKnownTeam(tx, input.team_id, 'body.team_id');
  assertMayKeep(actor, input.team_id);
  await refuseTwice(tx, id, input);
  const languages = (['de', 'en'] as const).filter((one) => input.texts[one] !== '');
  const words = languages.map((language) => ({
    field: `texts.${language}`,
    text: input.texts[language],
    language,
    fills: cannedFields,
  }));
  const findings = await guard(tx, actor, words, input.check_overrides);
  const { shortcut, name, team_id: teamId, texts } = input;
  const by = storedActor(actor);
  const kept = await saveCannedText(tx, id, { shortcut, name, teamId, texts, by, at: now });
  const about = { subjectKind: 'canned_text', subjectId: kept };
  await recordOverrides(tx, actor, { overrides: input.check_overrides, findings }, about);
  await note(tx, actor, before ? 'changed' : 'created', kept, {
    shortcut,
    ...(before ? { from: { shortcut: before.shortcut, texts: before.texts }, texts } : {}),
  });
  return { ...(await presentOne(tx, actor, kept)), findings };
}

/** Removes a canned text (`away`) or brings it back. */
export async function removeCannedText(
  tx: Tx,
  actor: Actor,
  id: string,
  away: boolean,
  now: Date,
): Promise<void> {
  const row = await getKept(tx, actor, id);
  if (away !== (row.deleted_at === null)) {
    if (away) throw notFound('canned text');
    return;
  }
  if (!away) await refuseTwice(tx, id, row);
  await setCannedTextDeleted(tx, id, away ? now : null);
  await note(tx, actor, away ? 'deleted' : 'restored', id, { shortcut: row.shortcut });
}

async function getKept(tx: Tx, actor: Actor, id: string): Promise<CannedTextRow> {
  const row = await findCannedText(tx, id);
  if (!row || !maySeeOf(actor, row.team_id)) throw notFound('canned text');
  assertMayKeep(actor, row.team_id);
  return row;
}

function assertMayKeep(actor: Actor, teamId: string | null): void {
  if (mayKeepFor(actor, teamId)) return;
  throw forbidden(
    teamId === null
      ? 'Texts for everybody are kept by supervisors and administrators. Choose one of your teams.'
      : 'You keep texts for your own teams only. Nothing was saved.',
  );
}

async function refuseTwice(
  tx: Tx,
  own: string | null,
  wish: { shortcut: string; team_id: string | null },
): Promise<void> {
  const rows = await listCannedTextRows(tx);
  const twice = rows.some(
    (row) => row.id !== own && row.shortcut === wish.shortcut && row.team_id === wish.team_id,
  );
  if (twice) {
    throw new Refused(
      'canned_shortcut_taken',
      `Another text here is written by /${wish.shortcut}. Choose another shortcut.`,
    );
  }
  if (own === null && rows.length >= cannedTextsMax) {
    throw new Refused(
      'too_many_canned_texts',
      `There are ${cannedTextsMax} canned texts already. Remove one that nobody uses.`,
    );
  }
}

/** Canned texts as the contract shows them. */
export async function presentCannedTexts(
  tx: Tx,
  actor: Actor,
  rows: readonly CannedTextRow[],
): Promise<CannedText[]> {
  const teams = await listTeamRefs(
    tx,
    rows.flatMap((row) => row.team_id ?? []),
  );
  return rows.map((row) => ({
    id: row.id,
    shortcut: row.shortcut,
    name: row.name,
    team: row.team_id === null ? null : (teams.get(row.team_id) ?? null),
    texts: row.texts,
    changed_at: row.changed_at.toISOString(),
    mine: mayKeepFor(actor, row.team_id),
  }));
}

/** One canned text that is there. */
export async function presentOne(tx: Tx, actor: Actor, id: string): Promise<CannedText> {
  const [shown] = await presentCannedTexts(tx, actor, [(await findCannedText(tx, id))!]);
  return shown!;
}

async function note(
  tx: Tx,
  actor: Actor,
  what: 'created' | 'changed' | 'deleted' | 'restored',
  id: string,
  detail: Record<string, unknown>,
): Promise<void> {
  const action = `canned_text.${what}`;
  await recordAudit(tx, actor, { action, subjectKind: 'canned_text', subjectId: id, detail });
  await emitEvent(tx, actor, {
    name: action,
    subjectId: id,
    facts: { shortcut: detail['shortcut'] },
  });
}
