import type { Contact, ContactPoint } from '@earshot/contract/contact-contract.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { notFound } from '../../platform/errors.ts';
import { formatTags } from '../../platform/i18n/texts.ts';
import { POINTS_MAX } from './contact-limits.ts';
import { listGroupsOf } from './contact-group-store.ts';
import { seesAllContacts } from './contact-policy.ts';
import {
  findContactRow,
  findKeptContactId,
  listContactRows,
  listPointRows,
  type PointRow,
} from './contact-store.ts';
import { contactText } from './contact-texts.ts';
import { countContactCases, type VisibleCases } from './contact-views.ts';
import { listContactIdsBelow, listLinkRows } from './link-store.ts';

/** One person: the contact that is kept and all that are linked to it. */
export interface ContactGroup {
  keptId: string;
  /** The kept one included. */
  ids: string[];
}

/**
 * The person behind a contact, whichever of their contacts was asked for. Throws 404 where there is
 * none, and for a colleague where none of their cases is with this person.
 */
export async function getContactGroup(
  tx: Tx,
  actor: Actor,
  contactId: string,
  visibleCases: VisibleCases,
): Promise<ContactGroup> {
  if (!(await findContactRow(tx, contactId))) throw notFound('contact');
  const keptId = await findKeptContactId(tx, contactId);
  if (!seesAllContacts(actor)) {
    const counts = await countContactCases(tx, [keptId], await visibleCases(tx, actor));
    if (!counts.get(keptId)?.case_count) throw notFound('contact');
  }
  return { keptId, ids: await listContactIdsBelow(tx, keptId) };
}

/** A person with every contact point, where each came from, and what is linked. */
export async function getContact(
  tx: Tx,
  actor: Actor,
  contactId: string,
  visibleCases: VisibleCases,
): Promise<Contact> {
  const { keptId, ids } = await getContactGroup(tx, actor, contactId, visibleCases);
  const rows = await listContactRows(tx, ids);
  const kept = rows.find((row) => row.id === keptId)!;
  const named = kept.name === '' ? rows.find((row) => row.name !== '') : kept;
  const points = await listPointRows(tx, ids, POINTS_MAX);
  const counts = await countContactCases(tx, [keptId], await visibleCases(tx, actor));
  const links = await listLinkRows(tx, ids);
  const groups = await listGroupsOf(tx, ids);
  return {
    id: keptId,
    name: named?.name ?? '',
    locale: kept.locale,
    points: points.map((point) => presentPoint(point, actor.locale)),
    links: links.map((link) => ({
      id: link.id,
      contact_id: link.contact_id,
      linked_contact_id: link.linked_contact_id,
      linked_name: link.linked_name,
      reason: link.reason,
      created_at: link.created_at.toISOString(),
    })),
    groups: groups.map(({ name }) => name),
    case_count: counts.get(keptId)?.case_count ?? 0,
    open_case_count: counts.get(keptId)?.open_case_count ?? 0,
    created_at: kept.created_at.toISOString(),
  };
}

function presentPoint(row: PointRow, locale: 'de' | 'en'): ContactPoint {
  return {
    id: row.id,
    kind: row.kind,
    value: row.value,
    value_given: row.value_given,
    source: { kind: row.source_kind, id: row.source_id, name: nameSource(row, locale) },
    legal_basis: row.legal_basis,
    purposes: row.purposes,
    verified_at: row.verified_at?.toISOString() ?? null,
    verified_how: row.verified_how,
    created_at: row.created_at.toISOString(),
  };
}

/** A receipt or import is kept by its day and told in the reader’s language. */
function nameSource(row: PointRow, locale: 'de' | 'en'): string {
  if (!/^\d{4}-\d\d-\d\d$/.test(row.source_name)) return row.source_name;
  const day = new Intl.DateTimeFormat(formatTags[locale], {
    dateStyle: 'long',
    timeZone: 'UTC',
  }).format(new Date(row.source_name));
  if (row.source_kind === 'receipt') return contactText(locale, 'source_receipt', { date: day });
  return row.source_kind === 'import' ? contactText(locale, 'source_import', { date: day }) : day;
}
