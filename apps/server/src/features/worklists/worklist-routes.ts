import * as cases from '@earshot/contract/case-contract.ts';
import * as contract from '@earshot/contract/reply-contract.ts';
import type { Clock } from '../../platform/clock.ts';
import { route, type Route } from '../../platform/http/route.ts';
import { createMemory } from '../../platform/remember.ts';
import { canReadCases } from '../cases/public.ts';
import { listCases, listCaseViews } from './list-cases.ts';
import { listMessages, listTimeline } from './list-timeline.ts';
import { listNotifications } from './notification-views.ts';
import { readNotifications } from './read-notifications.ts';
import { fullRemembered_max, fullRemembered_ms } from './worklist-limits.ts';

/** Lists, counts, timelines and notifications: what goes across the nouns. */
export function worklistRoutes({ clock }: { clock: Clock }): Route[] {
  const fullViews = createMemory<cases.CaseViewName[]>(
    clock,
    fullRemembered_ms,
    fullRemembered_max,
  );
  return [
    route(cases.listCases, canReadCases, ({ actor, db, query }) =>
      db.withAccount(actor.accountId, (tx) => listCases(tx, actor, query)),
    ),
    route(cases.listCaseViews, canReadCases, ({ actor, db }) =>
      db.withAccount(actor.accountId, (tx) => listCaseViews(tx, actor, fullViews)),
    ),
    route(cases.listCaseTimeline, canReadCases, ({ actor, db, params, query }) =>
      db.withAccount(actor.accountId, (tx) => listTimeline(tx, actor, params.caseId, query)),
    ),
    route(cases.listCaseMessages, canReadCases, ({ actor, db, params, query }) =>
      db.withAccount(actor.accountId, (tx) => listMessages(tx, actor, params.caseId, query)),
    ),
    route(contract.listNotifications, canReadCases, ({ actor, db }) =>
      db.withAccount(actor.accountId, (tx) => listNotifications(tx, actor)),
    ),
    route(contract.createNotificationReading, canReadCases, ({ actor, db, body }) =>
      db.withAccount(actor.accountId, (tx) =>
        readNotifications(tx, actor, body.ids ?? null, clock.now()),
      ),
    ),
  ];
}
