// reads: cases, messages
import { contactLanguages } from '@earshot/contract/contact-language.ts';
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import { guessLanguage } from '../../../platform/i18n/guess-language.ts';
import { languageCasesMax } from '../promise-limits.ts';
import type { CountedCase } from './readiness-views.ts';

/** Enough of a reply to tell its language. */
const textCharacters = 4_000;

/**
 * The newest cases that were answered, good where our last answer is in the language of what the
 * contact wrote before it. Where either shows no language of ours the case is not counted.
 */
export async function listAnsweredInLanguage(
  tx: Tx,
  isMeant: RawBuilder<unknown>,
  since: Date,
): Promise<CountedCase[]> {
  const { rows } = await sql<{ id: string; number: number; language: string; text: string }>`
    select c.id, c.number, theirs.language, ours.text
    from cases c
    cross join lateral (select left(m.body_text, ${textCharacters}) as text, m.received_at
      from messages m where m.account_id = c.account_id and m.case_id = c.id
        and m.direction = 'out' and m.kind = 'message'
        and m.delivery_state not in ('cancelled', 'failed', 'bounced')
      order by m.received_at desc, m.id desc limit 1) ours
    cross join lateral (select m.language
      from messages m where m.account_id = c.account_id and m.case_id = c.id
        and m.direction = 'in' and m.kind = 'message' and m.received_at <= ours.received_at
      order by m.received_at desc, m.id desc limit 1) theirs
    where ${isMeant} and ours.received_at >= ${since}
      and theirs.language = any(${[...contactLanguages]}::text[])
    order by c.number desc limit ${languageCasesMax}`.execute(tx.db);
  return rows
    .flatMap(({ text, language, ...counted }) => {
      const written = guessLanguage(text);
      return written === null ? [] : [{ ...counted, good: written === language }];
    })
    .toSorted((a, b) => a.number - b.number);
}
