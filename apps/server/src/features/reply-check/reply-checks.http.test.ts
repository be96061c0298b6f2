import { createCaseNote, createCaseReply } from '@earshot/contract/reply-contract.ts';
import {
  createReplyCheck,
  createTemplateCheck,
  getReplyCheckFigures,
  getReplyCheckSettings,
  listReplyCheckOverrides,
  updateReplyCheckSettings,
} from '@earshot/contract/reply-check-contract.ts';
import { createSendCancellation } from '@earshot/contract/message-contract.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '@earshot/testkit/http/start-test-app.ts';
import {
  type CaseSeed,
  type Desk,
  openDesk,
  seedDeskCase,
} from '@earshot/testkit/world/seed-cases.ts';

let app: TestApp;
let desk: Desk;

beforeAll(async () => {
  app = await startTestApp();
  desk = await openDesk(app);
});
afterAll(() => app.stop());

const newCase = (seed: Partial<CaseSeed> = {}) => seedDeskCase(app, desk, seed);

const referral = 'Bitte wenden Sie sich an den Hersteller.';
const answer = 'Ich habe den Austausch heute bestellt, er kommt am Freitag zu Ihnen.';
const rulesOf = (items: readonly { rule: string }[]) => items.map(({ rule }) => rule);

async function bind(mode: 'off' | 'warn' | 'binding', rule: 'referral' | 'note_pasted') {
  await desk.admin.call(updateReplyCheckSettings, { body: { items: [{ rule, mode }] } });
}

describe('a reply that is being written', () => {
  test('is marked where it sends the contact away, with better ways offered', async () => {
    const { caseId } = await newCase();
    const text = `Guten Tag,\n${referral}`;
    const seen = await desk.ito.call(createReplyCheck, { params: { caseId }, body: { text } });
    const found = seen.items.find(({ rule }) => rule === 'referral')!;
    expect(found).toMatchObject({ mode: 'warn', severity: 'warn' });
    expect(found.offers).toContain('transfer');
    const [range] = found.ranges;
    expect(text.slice(range!.start, range!.end)).toContain('Hersteller');
    expect(found.words[0]).toBe(text.slice(range!.start, range!.end));
  });

  test('is held against what the contact wrote, and against the notes', async () => {
    const text = 'Guten Tag, ich habe den Router schon dreimal neu gestartet. Was nun?';
    const { caseId } = await newCase({ text });
    const note = 'Der Mann ruft jede Woche an und zahlt seit Mai keine Rechnung mehr.';
    await desk.ito.call(createCaseNote, { params: { caseId }, body: { text: note } });
    const body = { text: `Bitte starten Sie den Router neu. ${note}` };
    const seen = await desk.ito.call(createReplyCheck, { params: { caseId }, body });
    expect(rulesOf(seen.items)).toEqual(expect.arrayContaining(['repeats', 'note_pasted']));
  });

  test('is read from the composer’s html too', async () => {
    const { caseId } = await newCase();
    const body = { html: `<p>${referral}</p>` };
    const seen = await desk.ito.call(createReplyCheck, { params: { caseId }, body });
    expect(seen.text.trim()).toBe(referral);
    expect(rulesOf(seen.items)).toContain('referral');
  });

  test('that announces a file without one, or goes to a stranger, is marked', async () => {
    const { caseId } = await newCase();
    const body = { text: `${answer} Die Rechnung finden Sie im Anhang.`, to: ['who@else.example'] };
    const seen = await desk.ito.call(createReplyCheck, { params: { caseId }, body });
    expect(rulesOf(seen.items)).toEqual(
      expect.arrayContaining(['attachment_missing', 'wrong_recipient']),
    );
  });

  test('without any text is no reply; of another firm’s case there is nothing', async () => {
    const { caseId } = await newCase();
    const params = { caseId };
    expect(await desk.ito.refused(createReplyCheck, { params, body: {} })).toMatchObject({
      code: 'invalid',
    });
    const body = { text: referral };
    const asks = (who: typeof desk.ito) => who.refused(createReplyCheck, { params, body });
    expect(await asks(desk.stranger)).toMatchObject({ status: 404 });
    expect(await asks(desk.okoye)).toMatchObject({ status: 403 });
  });
});

describe('words that will be sent many times', () => {
  test('are looked at before they are saved; what is filled in later is no placeholder', async () => {
    const text = 'Mit freundlichen Grüßen\nFalk, {member}';
    const check = (body: { text: string; fields: string[] }) =>
      desk.ito.call(createTemplateCheck, { body: { ...body, language: 'de' } });
    expect((await check({ text, fields: ['member'] })).items).toEqual([]);
    expect(rulesOf((await check({ text, fields: [] })).items)).toEqual(['placeholder_left']);
    const away = await check({ text: referral, fields: [] });
    expect(rulesOf(away.items)).toEqual(['referral']);
  });
});

describe('a binding rule', () => {
  test('holds a reply back until it is changed or a reason is given', async () => {
    const { caseId } = await newCase();
    await bind('binding', 'referral');
    const params = { caseId };
    const held = await desk.ito.refused(createCaseReply, { params, body: { text: referral } });
    expect(held).toMatchObject({ status: 409, code: 'reply_check' });
    const check_overrides = [{ rule: 'referral' as const, reason: 'Der Hersteller muss es sein.' }];
    const body = { text: referral, check_overrides };
    const sent = await desk.ito.call(createCaseReply, { params, body });
    await bind('warn', 'referral');
    const kept = await desk.weber.call(listReplyCheckOverrides, { query: { rule: 'referral' } });
    expect(kept.items.filter(({ message_id: id }) => id === sent.id)).toMatchObject([
      {
        case_id: caseId,
        outcome: 'overridden',
        reason: 'Der Hersteller muss es sein.',
        made_by: desk.ito.name,
      },
    ]);
  });

  test('switched off says nothing', async () => {
    const { caseId } = await newCase();
    await bind('off', 'referral');
    const body = { text: referral };
    const seen = await desk.ito.call(createReplyCheck, { params: { caseId }, body });
    await bind('warn', 'referral');
    expect(rulesOf(seen.items)).not.toContain('referral');
  });

  test('is set by administrators alone, and every change is in the audit', async () => {
    const items = [{ rule: 'empty' as const, mode: 'binding' as const }];
    expect(await desk.weber.refused(updateReplyCheckSettings, { body: { items } })).toMatchObject({
      status: 403,
    });
    const set = await desk.admin.call(updateReplyCheckSettings, { body: { items } });
    expect(set.items.find(({ rule }) => rule === 'empty')?.mode).toBe('binding');
    const other = await desk.stranger.call(getReplyCheckSettings);
    expect(other.items.find(({ rule }) => rule === 'empty')?.mode).toBe('warn');
    const back = [{ rule: 'empty' as const, mode: 'warn' as const }];
    await desk.admin.call(updateReplyCheckSettings, { body: { items: back } });
  });
});

describe('what became of a finding', () => {
  test('is kept: changed after it was shown, or sent all the same', async () => {
    const first = await newCase();
    const second = await newCase();
    const before = await desk.weber.call(getReplyCheckFigures);
    const shown = { params: { caseId: first.caseId }, body: { text: referral } };
    await desk.ito.call(createReplyCheck, shown);
    const body = { text: answer };
    await desk.ito.call(createCaseReply, { params: { caseId: first.caseId }, body });
    const all = { params: { caseId: second.caseId }, body: { text: referral } };
    await desk.ito.call(createCaseReply, all);
    const after = await desk.weber.call(getReplyCheckFigures);
    const of = (figures: typeof before) => figures.items.find(({ rule }) => rule === 'referral')!;
    expect(of(after).changed - of(before).changed).toBe(1);
    expect(of(after).sent - of(before).sent).toBe(1);
    expect(after.replies - before.replies).toBe(2);
    const query = { rule: 'referral' as const, outcome: 'sent' as const };
    const { items } = await desk.weber.call(listReplyCheckOverrides, { query });
    expect(items).toHaveLength(of(after).sent);
    expect(items[0]).toMatchObject({ case_id: second.caseId, reason: '' });
  });

  test('of a reply taken back does not count', async () => {
    const { caseId } = await newCase();
    const before = await desk.weber.call(getReplyCheckFigures);
    const params = { caseId };
    const sent = await desk.ito.call(createCaseReply, { params, body: { text: referral } });
    await desk.ito.call(createSendCancellation, { params: { messageId: sent.id } });
    const after = await desk.weber.call(getReplyCheckFigures);
    expect(after.items).toEqual(before.items);
  });

  test('is for supervisors; a period ends after it begins', async () => {
    expect(await desk.ito.refused(getReplyCheckFigures)).toMatchObject({ status: 403 });
    expect(await desk.ito.refused(listReplyCheckOverrides)).toMatchObject({ status: 403 });
    const query = { from: '2026-02-01T00:00:00Z', until: '2026-01-01T00:00:00Z' };
    expect(await desk.weber.refused(getReplyCheckFigures, { query })).toMatchObject({
      code: 'invalid',
    });
    const other = await desk.stranger.call(getReplyCheckFigures);
    expect(other.items.every(({ sent }) => sent === 0)).toBe(true);
  });
});
