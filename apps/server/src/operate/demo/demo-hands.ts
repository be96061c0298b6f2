import { sql } from 'kysely';
import { assignCase } from '../../features/cases/changes/assign-case.ts';
import { changeCaseStatus } from '../../features/cases/changes/change-case-status.ts';
import { drawInMember } from '../../features/cases/changes/draw-in-member.ts';
import { mergeCases } from '../../features/cases/changes/merge-cases.ts';
import { markCaseRead } from '../../features/cases/changes/mark-case-read.ts';
import { transferCase } from '../../features/cases/changes/transfer-case.ts';
import { updateCase } from '../../features/cases/changes/update-case.ts';
import { saveDraft } from '../../features/cases/notes/save-draft.ts';
import { writeNote } from '../../features/cases/notes/write-note.ts';
import { forwardCase } from '../../features/cases/replies/forward-case.ts';
import { replyToCase } from '../../features/cases/replies/reply-to-case.ts';
import { composeHandOver } from '../../features/cases/travel/compose-hand-over.ts';
import { loadHandOverFacts } from '../../features/cases/travel/hand-over-views.ts';
import { getCase } from '../../features/cases/public.ts';
import type { MemberKey, TeamKey } from '../../features/demo/demo-people.ts';
import type { DemoDeed, DemoHands } from '../../features/demo/play-stories.ts';
import type { AnsweredMessage } from '../../features/demo/write-demo-mail.ts';
import type { LinkMaking } from '../../features/links/public.ts';
import { guardReply } from '../../features/reply-check/public.ts';
import type { MemberActor } from '../../platform/actor.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
import { actWithCare } from './demo-care.ts';

/** The world as it was set up before its stories are played. */
export interface DemoPlaces {
  readonly db: Database;
  readonly accountId: string;
  readonly members: Readonly<Record<MemberKey, MemberActor>>;
  readonly teams: Readonly<Record<TeamKey, string>>;
  readonly making: LinkMaking;
  readonly now: () => Date;
}

type Deeds = Omit<DemoHands, 'moveTo' | 'receive' | 'say'>;

/** The real actions, in the hands of the members of the named world. */
export function createDemoDeeds(places: DemoPlaces): Deeds {
  const { db, accountId } = places;
  return {
    findLastSent: (caseId) => db.withAccount(accountId, (tx) => findLastSent(tx, caseId)),
    async getCaseNumber(caseId) {
      const row = await db.withAccount(accountId, (tx) =>
        tx.db
          .selectFrom('cases')
          .select('number')
          .where('account_id', '=', accountId)
          .where('id', '=', caseId)
          .executeTakeFirstOrThrow(),
      );
      return row.number;
    },
    act: (deed, findCase) => db.withAccount(accountId, (tx) => act(tx, places, deed, findCase)),
    markRead: (unreadSince) => markRead(places, unreadSince),
  };
}

async function findLastSent(tx: Tx, caseId: string): Promise<AnsweredMessage | null> {
  const row = await tx.db
    .selectFrom('messages')
    .select(['external_id', 'body_text', 'received_at', 'from_name', 'from_address'])
    .where('account_id', '=', tx.accountId)
    .where('case_id', '=', caseId)
    .where('direction', '=', 'out')
    .orderBy('received_at', 'desc')
    .orderBy('seq', 'desc')
    .executeTakeFirst();
  if (!row?.external_id) return null;
  return {
    messageId: row.external_id,
    text: row.body_text,
    at: row.received_at,
    from: { name: row.from_name ?? '', email: row.from_address },
  };
}

async function act(
  tx: Tx,
  places: DemoPlaces,
  deed: DemoDeed,
  findCase: (key: string) => string,
): Promise<void> {
  const actor = places.members[deed.by];
  const { caseId } = deed;
  const now = places.now();
  const idOf = (key: MemberKey) => places.members[key].id;
  const until = deed.until?.toISOString();
  switch (deed.kind) {
    case 'assign':
      return assignCase(tx, actor, caseId, { member_id: deed.to && idOf(deed.to) });
    case 'transfer': {
      const member = deed.member === undefined ? {} : { member_id: idOf(deed.member) };
      const facts = await loadHandOverFacts(tx, await getCase(tx, actor, caseId));
      const hand_over = composeHandOver(facts, 'de').text;
      const words = { hand_over, tell_contact: true, not_told_reason: '', undo_seconds: 0 };
      const to = { to_team_id: places.teams[deed.to], reason: deed.reason, ...member };
      await transferCase(tx, actor, caseId, { ...to, ...words }, now);
      return undefined;
    }
    case 'reply':
      await replyToCase(
        tx,
        actor,
        caseId,
        { ...plainReply, ...replyOf(deed, until) },
        now,
        guardReply,
      );
      return undefined;
    case 'note': {
      const mentions = (deed.mentions ?? []).map(idOf);
      const note = { text: deed.text, mention_ids: mentions, attachment_ids: [] };
      await writeNote(tx, actor, caseId, note, now);
      return undefined;
    }
    case 'change': {
      const { tags, priority, subject } = deed;
      const input = { tags: tags && [...tags], priority, subject };
      return updateCase(tx, actor, caseId, input, now);
    }
    case 'status': {
      const input = { status: deed.status, waiting_until: until ?? null, reason: deed.reason };
      return changeCaseStatus(tx, actor, caseId, input, now);
    }
    case 'drawIn':
      return drawInMember(tx, actor, caseId, { member_id: idOf(deed.member), reason: deed.reason });
    case 'merge': {
      const input = { into_case_id: findCase(deed.into), reason: deed.reason };
      await mergeCases(tx, actor, caseId, input, now);
      return undefined;
    }
    case 'forward':
      await forward(tx, actor, deed, now);
      return undefined;
    case 'draft': {
      const draft = { html: deed.html, to: null, cc: [], bcc: [], subject: null };
      const place = { caseId, kind: 'reply' as const };
      await saveDraft(tx, actor, place, { ...draft, attachment_ids: [] }, now);
      return undefined;
    }
    default:
      return actWithCare(tx, places, deed, findCase, now);
  }
}

const plainReply = {
  cc: [],
  bcc: [],
  attachment_ids: [],
  undo_seconds: 0,
  send_anyway: true,
};

function replyOf(deed: Extract<DemoDeed, { kind: 'reply' }>, until: string | undefined) {
  return {
    text: deed.text,
    ...(deed.status && { status: deed.status }),
    ...(until !== undefined && { waiting_until: until }),
    ...(deed.overrides && { check_overrides: [...deed.overrides] }),
  };
}

async function forward(
  tx: Tx,
  actor: MemberActor,
  deed: Extract<DemoDeed, { kind: 'forward' }>,
  now: Date,
): Promise<void> {
  const { id } = await tx.db
    .selectFrom('messages')
    .select('id')
    .where('account_id', '=', tx.accountId)
    .where('case_id', '=', deed.caseId)
    .where('direction', '=', 'in')
    .orderBy('received_at', 'desc')
    .executeTakeFirstOrThrow();
  await forwardCase(
    tx,
    actor,
    deed.caseId,
    {
      to: [deed.to],
      cc: [],
      text: deed.text,
      message_ids: [id],
      with_attachments: true,
      attachment_ids: [],
      undo_seconds: 0,
    },
    now,
  );
}

/** Everybody of the account has read what came before; what came since is new to all. */
async function markRead({ db, accountId, members }: DemoPlaces, unreadSince: Date): Promise<void> {
  const all = await db.withAccount(accountId, async (tx) => {
    const { rows } = await sql<{ id: string; name: string }>`
      select id, name from members where account_id = ${accountId}`.execute(tx.db);
    return rows;
  });
  const cases = await db.withAccount(accountId, (tx) =>
    tx.db
      .selectFrom('cases')
      .select('id')
      .where('account_id', '=', accountId)
      .where('merged_into_id', 'is', null)
      .where((the) => the.or([the('last_in_at', 'is', null), the('last_in_at', '<', unreadSince)]))
      .execute(),
  );
  await db.withAccount(accountId, async (tx) => {
    for (const member of all) {
      const known = Object.values(members).find((one) => one.id === member.id);
      if (known?.role === 'colleague') continue;
      const actor: MemberActor = known ?? {
        ...members.weber,
        id: member.id,
        name: member.name,
        role: 'administrator',
      };
      for (const { id } of cases) await markCaseRead(tx, actor, id);
    }
  });
}
