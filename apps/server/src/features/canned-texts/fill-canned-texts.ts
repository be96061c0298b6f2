import type { FilledText } from '@earshot/contract/canned-text-contract.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { getAccountFacts } from '../accounts/public.ts';
import { getCase } from '../cases/public.ts';
import { chooseLanguage, fillFields } from './canned-text-rules.ts';
import { getCaseFields } from './canned-text-views.ts';
import { listSeen } from './keep-canned-text.ts';

/** What the actor can write with a shortcut in this case; those of its team first. */
export async function fillCannedTexts(tx: Tx, actor: Actor, caseId: string): Promise<FilledText[]> {
  const openCase = await getCase(tx, actor, caseId);
  const fields = await getCaseFields(tx, openCase.id);
  const account = await getAccountFacts(tx);
  const language = listed(fields.language) ?? account.locale;
  const known = {
    contact: fields.contact_name,
    case: `#${fields.number}`,
    member: actor.name,
    promise: fields.promise,
  };
  const rows = await listSeen(tx, actor);
  const near = (teamId: string | null) => Number(teamId !== openCase.team_id);
  return rows
    .toSorted((a, b) => near(a.team_id) - near(b.team_id))
    .flatMap((row) => {
      const chosen = chooseLanguage(row.texts, language);
      if (chosen === null) return [];
      const { id, shortcut, name } = row;
      return [{ id, shortcut, name, language: chosen, text: fillFields(row.texts[chosen], known) }];
    });
}

function listed(language: string | null): 'de' | 'en' | null {
  return language === 'de' || language === 'en' ? language : null;
}
