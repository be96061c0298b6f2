import { sql } from 'kysely';
import type { Clock } from '../../../platform/clock.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { EventConsumer } from '../../../platform/events/event-consumers.ts';
import type { RelayedEvent } from '../../../platform/events/event-relay.ts';
import { contactLinking } from '../../contacts/public.ts';
import { replanCase } from './settle-case.ts';

/** Open cases of one person that are planned anew; whoever has more is no single person. */
const CASES_MAX = 200;

/** Another policy may decide for the open cases of a person whose groups are others now. */
export function replanConsumer({ clock }: { clock: Clock }): EventConsumer {
  return {
    name: 'replan',
    wants: new Set(['contact.changed', 'contact.linked', 'contact.unlinked']),
    skipsPast: true,
    async onEvents(tx, events) {
      const contactIds = new Set(events.flatMap(listRegroupedIds));
      const caseIds = new Set<string>();
      for (const contactId of contactIds) {
        for (const id of await lockOpenCases(tx, contactId)) caseIds.add(id);
      }
      for (const caseId of caseIds) await replanCase(tx, caseId, clock.now());
    },
  };
}

/** Contacts whose groups an event may have changed: a link makes those of one count for both. */
function listRegroupedIds({ name, subject_id: id, facts }: RelayedEvent): string[] {
  if (id === null) return [];
  if (name === 'contact.unlinked') return [id, String(facts['linked_contact_id'])];
  if (name === 'contact.linked') return [id];
  return Array.isArray(facts['fields']) && facts['fields'].includes('groups') ? [id] : [];
}

async function lockOpenCases(tx: Tx, contactId: string): Promise<string[]> {
  const contactIds = await contactLinking.listPersonIds(tx, contactId);
  const { rows } = await sql<{ id: string }>`
    select id from cases
    where account_id = ${tx.accountId} and contact_id = any(${contactIds}::uuid[])
      and deleted_at is null and merged_into_id is null and status in ('open', 'waiting')
    order by id limit ${sql.lit(CASES_MAX)} for update`.execute(tx.db);
  return rows.map((row) => row.id);
}
