import { DAY_MS } from '@earshot/contract/durations.ts';
import { createArticle } from '../../features/articles/article-changes.ts';
import { demoArticles } from '../../features/demo/demo-articles.ts';
import type { TeamKey } from '../../features/demo/demo-people.ts';
import { demoFirm } from '../../features/demo/demo-people.ts';
import { demoChecklist } from '../../features/demo/demo-rules.ts';
import { createCalendar } from '../../features/promises/calendars/calendar-changes.ts';
import { createPolicy } from '../../features/promises/policies/policy-changes.ts';
import { changeModes } from '../../features/reply-check/change-modes.ts';
import { saveTemplate } from '../../features/tasks/template-changes.ts';
import { systemActor } from '../../platform/actor.ts';
import type { Database } from '../../platform/db/database.ts';

/** The stock-taking lies ahead, so that one sees a promise go round it. */
const STOCK_TAKING_IN_DAYS = 4;

/**
 * What the firm decided before its first mail: when it works, what it promises by when, which rules
 * of the reply check bind, the steps after a report about safety, and its articles.
 */
export async function setDemoRules(
  db: Database,
  accountId: string,
  teams: Readonly<Record<TeamKey, string>>,
  now: Date,
): Promise<void> {
  const actor = systemActor(accountId, 'demo');
  await db.withAccount(accountId, async (tx) => {
    const calendar = await createCalendar(tx, actor, workTimes(now), now);
    const plain = { enabled: true, words: {}, calendar_id: calendar.id, warn_percent: 20 };
    const nothing = { channel_ids: [], team_ids: [], priorities: [], tags: [] };
    const hours = (count: number) => ({ minutes: count * 60, pauses: false });
    const days = (count: number, pauses = false) => ({ working_days: count, pauses });
    await createPolicy(
      tx,
      actor,
      {
        ...plain,
        name: 'Sicherheit: noch am selben Tag',
        conditions: { ...nothing, tags: ['Sicherheit'] },
        targets: { first_answer: hours(2), answer: hours(4), resolution: null, update: days(1) },
      },
      now,
    );
    await createPolicy(
      tx,
      actor,
      {
        ...plain,
        name: 'Ersatzteile: zwei Werktage',
        conditions: { ...nothing, team_ids: [teams.spareParts] },
        targets: { first_answer: days(2), answer: days(2), resolution: null, update: days(4) },
      },
      now,
    );
    await createPolicy(
      tx,
      actor,
      {
        ...plain,
        name: 'Alles andere: drei Werktage',
        conditions: nothing,
        targets: { first_answer: days(3), answer: days(3), resolution: null, update: days(6) },
      },
      now,
    );
    await changeModes(tx, actor, [{ rule: 'placeholder_left', mode: 'binding' }], now);
    await saveTemplate(tx, actor, null, demoChecklist, now);
    for (const article of demoArticles) {
      await createArticle(tx, actor, { ...article, url: null, published: true }, now);
    }
  });
}

function workTimes(now: Date) {
  const weekdays = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '08:00', to: '18:00' }));
  const date = new Date(now.getTime() + STOCK_TAKING_IN_DAYS * DAY_MS).toISOString().slice(0, 10);
  return {
    name: 'Göttingen',
    time_zone: demoFirm.timeZone,
    hours: weekdays,
    holidays: [{ date, name: 'Inventur' }],
    holiday_set: 'de-NI',
  };
}
