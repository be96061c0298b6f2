import { createCaseTransfer } from '@earshot/contract/case-change-contract.ts';
import { listCaseMessages } from '@earshot/contract/case-contract.ts';
import { createUpload } from '@earshot/contract/message-contract.ts';
import {
  createCasePromise,
  createPromiseRenegotiation,
} from '@earshot/contract/promise-contract.ts';
import { createCaseForward, createCaseNote } from '@earshot/contract/reply-contract.ts';
import {
  createReplyCheck,
  createTemplateCheck,
  listReplyCheckOverrides,
  updateReplyCheckSettings,
} from '@earshot/contract/reply-check-contract.ts';
import { createTeam, updateTeam } from '@earshot/contract/member-contract.ts';
import { createSlaPolicy, updateSlaPolicy } from '@earshot/contract/promise-rule-contract.ts';
import { createCaseFamily, createFamilyReply } from '@earshot/contract/family-contract.ts';
import { listAuditEntries } from '@earshot/contract/key-contract.ts';
import type { ReplyCheckRule } from '@earshot/contract/reply-check-rule.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '@earshot/testkit/http/start-test-app.ts';
import { type Desk, openDesk, seedCase } from '@earshot/testkit/world/seed-cases.ts';
import { newId } from '../../platform/ids.ts';

let app: TestApp;
let desk: Desk;
let partsTeamId: string;

beforeAll(async () => {
  app = await startTestApp();
  desk = await openDesk(app);
  const body = { name: 'Ersatzteile', member_ids: [desk.ito.memberId] };
  partsTeamId = (await desk.admin.call(createTeam, { body })).id;
});
afterAll(() => app.stop());

async function newCase() {
  const { accountId, channelId, serviceTeamId: teamId } = desk;
  const { caseId } = await seedCase(app.db, { accountId, channelId, teamId });
  return { params: { caseId } };
}

/** Runs with a rule that binds, which warns again afterwards. */
async function binding<T>(rule: ReplyCheckRule, act: () => Promise<T>): Promise<T> {
  const set = (mode: 'warn' | 'binding') =>
    desk.admin.call(updateReplyCheckSettings, { body: { items: [{ rule, mode }] } });
  await set('binding');
  try {
    return await act();
  } finally {
    await set('warn');
  }
}

const away = 'Guten Tag Frau Vogt, bitte wenden Sie sich an den Hersteller.';
const because = 'so mit ihr am Telefon besprochen';
const rulesOf = (items: readonly { rule: string }[]) => items.map(({ rule }) => rule);

describe('words to a third party', () => {
  const note = 'Die Frau ruft jede Woche an und zahlt seit Mai keine Rechnung mehr.';
  const text = `Guten Tag {name}, bitte wenden Sie sich an die Werkstatt. Anbei der Plan. ${note}`;

  test('are looked at for what was left in, left out or is internal, not for referrals', async () => {
    const { params } = await newCase();
    await desk.ito.call(createCaseNote, { params, body: { text: note } });
    const body = { text, occasion: 'forward' as const };
    const { items } = await desk.ito.call(createReplyCheck, { params, body });
    expect(rulesOf(items).toSorted()).toEqual([
      'attachment_missing',
      'note_pasted',
      'placeholder_left',
    ]);
  });

  test('are held back by a binding rule until a reason is given, which is kept', async () => {
    const { params } = await newCase();
    const body = { to: ['werk@maker.example'], text: 'Guten Tag {name}, wann kommt das Teil?' };
    const sent = await binding('placeholder_left', async () => {
      const held = await desk.ito.refused(createCaseForward, { params, body });
      expect(held).toMatchObject({ status: 409, code: 'reply_check' });
      const check_overrides = [{ rule: 'placeholder_left' as const, reason: because }];
      return desk.ito.call(createCaseForward, { params, body: { ...body, check_overrides } });
    });
    const query = { rule: 'placeholder_left' as const };
    const kept = await desk.admin.call(listReplyCheckOverrides, { query });
    expect(kept.items[0]).toMatchObject({ message_id: sent.id, reason: because });
    const { items } = await desk.ito.call(listCaseMessages, { params, query: {} });
    expect(items.filter(({ direction }) => direction === 'out')).toHaveLength(1);
  });

  test('may announce a file that goes along', async () => {
    const { params } = await newCase();
    const upload = await desk.ito.call(createUpload, {
      query: { file_name: 'Plan.txt', mime_type: 'text/plain' },
      body: Buffer.from('Plan'),
    });
    const body = { to: ['werk@maker.example'], text: 'Guten Tag, anbei der Plan.' };
    await binding('attachment_missing', async () => {
      expect((await desk.ito.send(createCaseForward, { params, body })).status).toBe(409);
      const attachment_ids = [upload.id];
      await desk.ito.call(createCaseForward, { params, body: { ...body, attachment_ids } });
    });
  });
});

describe('a notice to the contact', () => {
  test('of a transfer is looked at where a person wrote it', async () => {
    const { params } = await newCase();
    await binding('referral', async () => {
      const body = { to_team_id: partsTeamId, contact_text: away };
      const held = await desk.ito.refused(createCaseTransfer, { params, body });
      expect(held).toMatchObject({ status: 409, code: 'reply_check' });
      const check_overrides = [{ rule: 'referral' as const, reason: because }];
      const told = { ...body, check_overrides };
      const { transfer } = await desk.ito.call(createCaseTransfer, { params, body: told });
      const kept = await desk.admin.call(listReplyCheckOverrides, { query: {} });
      expect(kept.items[0]).toMatchObject({ message_id: transfer.message_id, reason: because });
      // Our own words pass the same rule.
      const other = await newCase();
      await desk.ito.call(createCaseTransfer, { ...other, body: { to_team_id: partsTeamId } });
    });
  });

  test('of a later time is looked at where a person wrote it', async () => {
    const { params } = await newCase();
    const at = (hours: number) =>
      new Date(app.clock.now().getTime() + hours * 3_600_000).toISOString();
    const made = await desk.ito.call(createCasePromise, {
      params,
      body: { due_at: at(4), words: 'Wir rufen Sie an.' },
    });
    const place = { ...params, promiseId: made.promises.at(-1)!.id };
    const body = { due_at: at(8), because: 'das Teil fehlt' };
    await binding('referral', async () => {
      const held = await desk.ito.refused(createPromiseRenegotiation, {
        params: place,
        body: { ...body, text: away },
      });
      expect(held).toMatchObject({ status: 409, code: 'reply_check' });
      await desk.ito.call(createPromiseRenegotiation, { params: place, body });
    });
  });

  test('need not answer what was asked', async () => {
    const { params } = await newCase();
    const text = 'Guten Tag Frau Vogt, Ihr Anliegen liegt jetzt bei uns in den Ersatzteilen.';
    const body = { text, occasion: 'notice' as const };
    const { items } = await desk.ito.call(createReplyCheck, { params, body });
    const answering = ['unanswered_question', 'no_next_step', 'empty'];
    expect(rulesOf(items).filter((rule) => answering.includes(rule))).toEqual([]);
  });
});

describe('words that are kept', () => {
  const signature = `Mit freundlichen Grüßen, {member}\n${away}`;

  test('in a team’s signature are saved with what is seen, and refused by a binding rule', async () => {
    const make = { name: 'Neue', signature };
    const team = await desk.admin.call(createTeam, { body: make });
    expect(team.findings).toMatchObject([{ field: 'signature', rule: 'referral', mode: 'warn' }]);
    const params = { teamId: team.id };
    await binding('referral', async () => {
      const look = { text: signature, language: 'de' as const, fields: ['member'] };
      const seen = await desk.admin.call(createTemplateCheck, { body: look });
      expect(seen.items).toMatchObject([{ rule: 'referral', mode: 'binding' }]);
      const change = (words: string) =>
        desk.admin.send(updateTeam, { params, body: { signature: words } });
      const held = await change(`${signature}!`);
      expect(held).toMatchObject({ status: 409, body: { code: 'reply_check' } });
      const check_overrides = [{ rule: 'referral' as const, reason: because }];
      const told = { signature: `${signature}!`, check_overrides };
      const kept = await desk.admin.call(updateTeam, { params, body: told });
      expect(kept.signature).toBe(`${signature}!`);
      const { items } = await desk.admin.call(listAuditEntries, { query: {} });
      expect(items).toContainEqual(
        expect.objectContaining({
          action: 'reply_check.overridden',
          subject_id: team.id,
          detail: { rule: 'referral', reason: because },
        }),
      );
      // What stood there before the rule was bound does not stop other changes.
      expect(await change(`${signature}!`)).toMatchObject({ status: 200, body: { findings: [] } });
      expect(await change('Falk, {member}')).toMatchObject({ status: 200, body: { findings: [] } });
    });
  });

  test('in a promise policy are saved with what is seen, and refused by a binding rule', async () => {
    const words = {
      de: { answer: `Antwort bis {due}. ${away}` },
      en: { answer: 'Dear {name}, I send you the part by {due}.' },
    };
    const body = { name: 'Eigene Worte', enabled: false, words };
    const policy = await desk.admin.call(createSlaPolicy, { body });
    expect(policy.findings.map(({ field, rule }) => `${field} ${rule}`)).toEqual([
      'words.de.answer referral',
      'words.en.answer placeholder_left',
    ]);
    const change = { params: { policyId: policy.id }, body };
    await binding('placeholder_left', async () => {
      expect(await desk.admin.refused(updateSlaPolicy, change)).toMatchObject({
        code: 'reply_check',
        facts: { findings: expect.arrayContaining([expect.objectContaining({ mode: 'binding' })]) },
      });
      const check_overrides = [{ rule: 'placeholder_left' as const, reason: because }];
      const told = { ...change, body: { ...body, check_overrides } };
      expect((await desk.admin.send(updateSlaPolicy, told)).status).toBe(200);
    });
    expect((await desk.ito.send(updateSlaPolicy, change)).status).toBe(403);
    expect((await desk.stranger.send(updateSlaPolicy, change)).status).toBe(404);
  });

  test('in one answer to all are shown by the dry run, and go out only with a reason', async () => {
    const one = await newCase();
    const { parent } = await desk.ito.call(createCaseFamily, {
      body: { subject: 'Ausfall', child_ids: [one.params.caseId] },
    });
    const params = { caseId: parent.id };
    const texts = { de: `Guten Tag {name}, bitte wenden Sie sich an den Hersteller.` };
    await binding('referral', async () => {
      const look = { params, body: { dry_run: true, texts } };
      const { findings } = await desk.ito.call(createFamilyReply, look);
      expect(findings).toMatchObject([{ field: 'texts.de', rule: 'referral', mode: 'binding' }]);
      const body = { dry_run: false, request_key: newId(), texts };
      const held = await desk.ito.refused(createFamilyReply, { params, body });
      expect(held).toMatchObject({ status: 409, code: 'reply_check' });
      const check_overrides = [{ rule: 'referral' as const, reason: because }];
      const told = { params, body: { ...body, check_overrides } };
      expect((await desk.ito.call(createFamilyReply, told)).reply).not.toBeNull();
      // The same request again is the same answer, not a second look.
      expect((await desk.ito.call(createFamilyReply, { params, body })).reply).not.toBeNull();
    });
    const { items } = await desk.admin.call(listAuditEntries, { query: {} });
    expect(items).toContainEqual(expect.objectContaining({ action: 'reply_check.overridden' }));
  });
});
