import type { createCaseFamily } from '@earshot/contract/family-contract.ts';
import type { BodyOf } from '@earshot/contract/operation.ts';
import { type Actor, storedActor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { Invalid, Refused } from '../../../platform/errors.ts';
import { emitEvent } from '../../../platform/events/emit-event.ts';
import { newId } from '../../../platform/ids.ts';
import { getCasesForUpdate, type SeenCase } from '../case-access-views.ts';
import { findLinkBetween, insertLink, isAncestor } from '../case-link-store.ts';
import { touchCase } from '../case-store.ts';
import { insertCase } from '../intake/take-up-store.ts';

export interface MadeFamily {
  parentId: string;
  made: boolean;
  links: { case_id: string; link_id: string }[];
}

/**
 * Makes cases the parts of one, which is there already or is made with `number`. Each of them can
 * be taken out again by removing its link.
 */
export async function makeFamily(
  tx: Tx,
  actor: Actor,
  input: BodyOf<typeof createCaseFamily>,
  number: number,
  now: Date,
): Promise<MadeFamily> {
  const childIds = [...new Set(input.child_ids)].filter((id) => id !== input.parent_case_id);
  if (childIds.length === 0) {
    const message = 'Name at least one case besides the one they become parts of.';
    throw new Invalid([{ path: 'body.child_ids', message }]);
  }
  const known = input.parent_case_id === null ? [] : [input.parent_case_id];
  const locked = await getCasesForUpdate(tx, actor, [...known, ...childIds]);
  const children = locked.slice(known.length);
  const parent = known.length > 0 ? locked[0]! : null;
  const parentId = parent?.id ?? (await openParent(tx, actor, input, children, number, now));
  const parentNumber = parent?.number ?? number;
  const links: MadeFamily['links'] = [];
  for (const child of children) {
    const linkId = await joinFamily(tx, actor, child, { id: parentId, number: parentNumber }, now);
    if (linkId !== null) links.push({ case_id: child.id, link_id: linkId });
  }
  return { parentId, made: parent === null, links };
}

async function openParent(
  tx: Tx,
  actor: Actor,
  input: BodyOf<typeof createCaseFamily>,
  children: readonly SeenCase[],
  number: number,
  now: Date,
): Promise<string> {
  if (input.subject === undefined) {
    const message = 'Say what the new case is about, such as the fault that hits them all.';
    throw new Invalid([{ path: 'body.subject', message }]);
  }
  const first = children[0]!;
  const id = newId();
  await insertCase(tx, {
    id,
    number,
    subject: input.subject,
    preview: '',
    contactId: null,
    channelId: first.channel_id,
    teamId: first.team_id,
    priority: 'high',
    language: null,
    at: now,
    lastDirection: null,
    nextDueAt: null,
  });
  await emitEvent(tx, actor, { name: 'case.opened', subjectId: id, facts: { number } });
  return id;
}

async function joinFamily(
  tx: Tx,
  actor: Actor,
  child: SeenCase,
  parent: { id: string; number: number },
  now: Date,
): Promise<string | null> {
  if (await findLinkBetween(tx, 'parent', child.id, parent.id)) return null;
  if (await isAncestor(tx, parent.id, child.id)) {
    throw new Refused(
      'link_cycle',
      `Case #${parent.number} is itself a part of #${child.number}. Choose another parent, ` +
        'or remove that link first. Nothing was changed.',
    );
  }
  const by = storedActor(actor);
  const link = { kind: 'parent' as const, caseId: child.id, toCaseId: parent.id, reason: '' };
  const linkId = await insertLink(tx, { ...link, by, at: now });
  await touchCase(tx, child.id, {});
  const facts = { link_id: linkId, kind: 'parent', reason: '' };
  await emitEvent(
    tx,
    actor,
    {
      name: 'case.linked',
      subjectId: child.id,
      facts: { ...facts, direction: 'from', case: parent },
    },
    {
      name: 'case.linked',
      subjectId: parent.id,
      facts: { ...facts, direction: 'to', case: { id: child.id, number: child.number } },
    },
  );
  return linkId;
}
