import * as contract from '@earshot/contract/promise-contract.ts';
import * as rules from '@earshot/contract/promise-rule-contract.ts';
import { anybody, route, type Route } from '../../platform/http/route.ts';
import { recordOverrides } from '../keys/public.ts';
import {
  createCalendar,
  deleteCalendar,
  presentCalendar,
  updateCalendar,
} from './calendars/calendar-changes.ts';
import { listCalendarRows } from './calendars/calendar-store.ts';
import { holidaySets, listHolidays } from './calendars/holiday-rules.ts';
import { getFigures, listPromisePage, saveSettings } from './figures/present-figures.ts';
import { findPromiseSettings } from './figures/promise-settings-store.ts';
import { getPublicRate, publicRateHeaders, renderPublicRate } from './figures/public-rate.ts';
import { applyPack, removePack } from './packs/apply-pack.ts';
import { presentPacks, reportReadiness } from './packs/present-packs.ts';
import {
  createPolicy,
  deletePolicy,
  listOwnWords,
  listPolicies,
  orderPolicies,
  updatePolicy,
} from './policies/policy-changes.ts';
import { previewPromises } from './policies/preview-promises.ts';
import type { PromiseDeps } from './promise-deps.ts';
import {
  canChangePromiseRules,
  canReadPromiseFigures,
  canReadPromiseRules,
} from './promise-policy.ts';

/** Calendars, policies, packs, figures and what is published of promises. */
export function promiseRoutes(deps: PromiseDeps): Route[] {
  return [
    ...calendarRoutes(deps),
    ...policyRoutes(deps),
    ...packRoutes(deps),
    ...figureRoutes(deps),
  ];
}

function calendarRoutes({ clock }: PromiseDeps): Route[] {
  return [
    route(rules.listWorkCalendars, canReadPromiseRules, ({ actor, db }) =>
      db.withAccount(actor.accountId, async (tx) => ({
        items: (await listCalendarRows(tx)).map(presentCalendar),
      })),
    ),
    route(rules.createWorkCalendar, canChangePromiseRules, ({ actor, db, body }) =>
      db.withAccount(actor.accountId, (tx) => createCalendar(tx, actor, body, clock.now())),
    ),
    route(rules.updateWorkCalendar, canChangePromiseRules, ({ actor, db, params, body }) =>
      db.withAccount(actor.accountId, (tx) =>
        updateCalendar(tx, actor, params.calendarId, body, clock.now()),
      ),
    ),
    route(rules.deleteWorkCalendar, canChangePromiseRules, ({ actor, db, params }) =>
      db.withAccount(actor.accountId, (tx) =>
        deleteCalendar(tx, actor, params.calendarId, clock.now()),
      ),
    ),
    route(rules.listHolidaySets, canReadPromiseRules, async ({ query }) => ({
      items: holidaySets.map((set) => ({ ...set, days: listHolidays(set.id, query.year) })),
    })),
  ];
}

function policyRoutes({ clock, guardWords }: PromiseDeps): Route[] {
  return [
    route(rules.listSlaPolicies, canReadPromiseRules, ({ actor, db }) =>
      db.withAccount(actor.accountId, async (tx) => ({ items: await listPolicies(tx) })),
    ),
    route(rules.createSlaPolicy, canChangePromiseRules, ({ actor, db, body }) =>
      db.withAccount(actor.accountId, async (tx) => {
        const { check_overrides: overrides, ...fields } = body;
        const findings = await guardWords(tx, actor, listOwnWords(fields.words), overrides);
        const policy = await createPolicy(tx, actor, fields, clock.now());
        await recordOverrides(tx, actor, { overrides, findings }, aboutPolicy(policy.id));
        return { ...policy, findings };
      }),
    ),
    route(rules.updateSlaPolicy, canChangePromiseRules, ({ actor, db, params, body }) =>
      db.withAccount(actor.accountId, async (tx) => {
        const { check_overrides: overrides, ...fields } = body;
        const findings = await guardWords(tx, actor, listOwnWords(fields.words), overrides);
        const policy = await updatePolicy(tx, actor, params.policyId, fields, clock.now());
        await recordOverrides(tx, actor, { overrides, findings }, aboutPolicy(policy.id));
        return { ...policy, findings };
      }),
    ),
    route(rules.deleteSlaPolicy, canChangePromiseRules, ({ actor, db, params }) =>
      db.withAccount(actor.accountId, (tx) =>
        deletePolicy(tx, actor, params.policyId, clock.now()),
      ),
    ),
    route(rules.createSlaPolicyOrder, canChangePromiseRules, ({ actor, db, body }) =>
      db.withAccount(actor.accountId, async (tx) => ({
        items: await orderPolicies(tx, actor, body.policy_ids),
      })),
    ),
    route(rules.createPromisePreview, canReadPromiseRules, ({ actor, db, body }) =>
      db.withAccount(actor.accountId, (tx) => previewPromises(tx, body, clock.now())),
    ),
  ];
}

function aboutPolicy(id: string): { subjectKind: string; subjectId: string } {
  return { subjectKind: 'sla_policy', subjectId: id };
}

function packRoutes({ clock }: PromiseDeps): Route[] {
  return [
    route(rules.listPolicyPacks, canReadPromiseRules, ({ actor, db }) =>
      db.withAccount(actor.accountId, async (tx) => ({
        items: await presentPacks(tx, actor.locale),
      })),
    ),
    route(rules.createPackApplication, canChangePromiseRules, ({ actor, db, params }) =>
      db.withAccount(actor.accountId, (tx) => applyPack(tx, actor, params.packId, clock.now())),
    ),
    route(rules.deletePackApplication, canChangePromiseRules, ({ actor, db, params }) =>
      db.withAccount(actor.accountId, (tx) => removePack(tx, actor, params.packId, clock.now())),
    ),
    route(rules.getPackReadiness, canReadPromiseFigures, ({ actor, db, params }) =>
      db.withAccount(actor.accountId, (tx) =>
        reportReadiness(tx, params.packId, actor.locale, clock.now()),
      ),
    ),
  ];
}

function figureRoutes({ clock, visibleCases }: PromiseDeps): Route[] {
  return [
    route(contract.getPromiseFigures, canReadPromiseFigures, ({ actor, db, query }) =>
      db.withAccount(actor.accountId, (tx) => getFigures(tx, query, clock.now())),
    ),
    route(contract.listPromises, canReadPromiseFigures, ({ actor, db, query }) =>
      db.withAccount(actor.accountId, async (tx) =>
        listPromisePage(tx, query, await visibleCases(tx, actor), clock.now()),
      ),
    ),
    route(rules.getPromiseSettings, canReadPromiseRules, ({ actor, db }) =>
      db.withAccount(actor.accountId, findPromiseSettings),
    ),
    route(rules.updatePromiseSettings, canChangePromiseRules, ({ actor, db, body }) =>
      db.withAccount(actor.accountId, (tx) => saveSettings(tx, actor, body)),
    ),
    route(contract.getPublicKeptRate, anybody, ({ db, query }) =>
      getPublicRate(db, query.account_id, clock.now()),
    ),
    route(contract.getPublicPromises, anybody, async ({ db, query }) => {
      const rate = await getPublicRate(db, query.account_id, clock.now());
      const page = renderPublicRate(rate, query.lang ?? rate.locale);
      return { raw: page.text, headers: publicRateHeaders };
    }),
  ];
}
